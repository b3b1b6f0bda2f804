/**
 * The part of the pre-event workflow that comes before anything else: each run gets its record in the store, which one
 * event alone can make, and its ring's verdict becomes pending, so that whatever dies from here on counts as not well.
 */
import { armAction, type CallerIdentity } from "./armCalls";
import type { Action } from "./definition";
import { recordAddress, storeAction, verdictAddress } from "./storeCalls";

/** Variables with ids of runs that an earlier event has taken, and of those whose record is open. */
export const duplicateRuns = "duplicates";
export const openedRuns = "opened";
/** Variable with what the verdicts of the runs' rings were: `{ run, verdict }`. */
export const formerVerdicts = "formerVerdicts";

const run = (key: string): string => `items('Open_runs')?['${key}']`;

/** Ends with the loop `Open_runs`, which fails when one run could not be opened. */
export function openRuns(identity: CallerIdentity): Record<string, Action> {
  return {
    Open_runs: {
      type: "Foreach",
      foreach: "@body('Runs')",
      actions: {
        Create_record: storeAction(identity, "writeBlob", {
          address: recordAddress(run("patchGroup"), run("name")),
          onlyNew: true,
          body: recordOf("items('Open_runs')", { state: "preparing", reason: "" }),
        }),
        If_taken: noteTaken(),
        Read_verdict: storeAction(identity, "readBlob", {
          address: verdictAddress(run("patchGroup")),
          runAfter: { Create_record: ["Succeeded"] },
        }),
        Keep_verdict: {
          type: "AppendToArrayVariable",
          inputs: {
            name: formerVerdicts,
            value: { run: `@${run("id")}`, verdict: "@body('Read_verdict')" },
          },
          runAfter: { Read_verdict: ["Succeeded"] },
        },
        Write_pending: storeAction(identity, "writeBlob", {
          address: verdictAddress(run("patchGroup")),
          body: verdictOf("items('Open_runs')", "pending", ""),
          // A ring's first run finds no verdict.
          runAfter: { Create_record: ["Succeeded"], Keep_verdict: ["Succeeded", "Skipped"] },
        }),
        Read_run: armAction(identity, "readRun", {
          path: run("id"),
          runAfter: { Write_pending: ["Succeeded"] },
        }),
        Note_opened: {
          type: "AppendToArrayVariable",
          inputs: { name: openedRuns, value: `@${run("id")}` },
          runAfter: { Read_run: ["Succeeded"] },
        },
      },
      runAfter: {},
    },
  };
}

/** The record is there: an event before this one has taken the run, and cares for it. */
function noteTaken(): Action {
  return {
    type: "If",
    expression: "@contains(createArray(409, 412), outputs('Create_record')?['statusCode'])",
    actions: {
      Note_taken: {
        type: "AppendToArrayVariable",
        inputs: { name: duplicateRuns, value: `@${run("id")}` },
        runAfter: {},
      },
    },
    else: { actions: {} },
    runAfter: { Create_record: ["Failed"] },
  };
}

/** What a run's record holds; `item` is an expression that gives the run. */
export function recordOf(
  item: string,
  {
    state,
    reason,
    ...lists
  }: { state: string; reason: string; machines?: string; started?: string },
) {
  return {
    run: `@${item}?['id']`,
    patchGroup: `@${item}?['patchGroup']`,
    configuration: `@${item}?['configuration']`,
    start: `@${item}?['start']`,
    end: `@${item}?['end']`,
    machines: lists.machines ?? [],
    started: lists.started ?? [],
    state,
    reason,
  };
}

/** A verdict that lets no ring go on: how long it counts is of no matter, so that no instant needs to be worked out. */
export function verdictOf(item: string, verdict: "pending" | "cancelled", reason: string) {
  return {
    run: `@${item}?['id']`,
    patchGroup: `@${item}?['patchGroup']`,
    verdict,
    reason,
    start: `@${item}?['start']`,
    end: `@${item}?['end']`,
    until: `@${item}?['end']`,
    at: "@utcNow()",
  };
}
