/**
 * The end of the pre-event workflow: whatever is not marked safe is cancelled, its record and verdict say so, and machines
 * that were started for it are stopped again. A freeze leaves the verdict of the run right before, and prolongs it.
 */
import { armAction, type CallerIdentity } from "./armCalls";
import { isHealthy } from "./askRingsBefore";
import { type Action, whateverHappens } from "./definition";
import { listed } from "./guardedRun";
import { safeRuns } from "./markRuns";
import { duplicateRuns, formerVerdicts, openedRuns, recordOf, verdictOf } from "./openRuns";
import { cancelledRuns, reportOutcome } from "./reportRuns";
import { stoppedMachines } from "./startMachines";
import { recordAddress, storeAction, verdictAddress } from "./storeCalls";

const run = (key: string): string => `items('Cancel_runs')?['${key}']`;
const id = "item()?['id']";

/** `after` is a scope; whatever becomes of it, runs that it has not marked are not safe. */
export function cancelUnsafeRuns(identity: CallerIdentity, after: string): Record<string, Action> {
  return {
    Not_safe: {
      type: "Query",
      inputs: {
        from: "@body('Runs')",
        where: `@not(or(contains(variables('${safeRuns}'), ${id}), contains(variables('${duplicateRuns}'), ${id})))`,
      },
      runAfter: { [after]: whateverHappens },
    },
    Unsafe_runs: {
      type: "Select",
      inputs: {
        from: "@body('Not_safe')",
        select: {
          ...kept("id", "name", "configuration", "patchGroup", "start", "end", "minutes"),
          ...kept("gapMinutes"),
          frozen: `@${listed("Frozen_runs", id)}`,
          reason: `@${reason}`,
        },
      },
      runAfter: { Not_safe: ["Succeeded"] },
    },
    Cancel_runs: {
      type: "Foreach",
      foreach: "@body('Unsafe_runs')",
      actions: cancelRun(identity),
      runAfter: { Unsafe_runs: ["Succeeded"] },
    },
    ...stopStarted(identity),
  };
}

function kept(...keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, `@item()?['${key}']`]));
}

/** The first that holds. */
const reason = (
  [
    [listed("Frozen_runs", id), "inside a freeze"],
    [`not(contains(variables('${openedRuns}'), ${id}))`, "its record could not be opened"],
    [listed("Barred", "item()?['configuration']"), "the ring before has not gone well"],
    [listed("Refused_runs", id), "a hybrid machine can have no restore point"],
    [listed("Unprotected_runs", id), "a machine has no restore point or does not run"],
  ] as const
).reduceRight(
  (otherwise, [when, words]) => `if(${when}, '${words}', ${otherwise})`,
  "'its machines or its start could not be confirmed in time'",
);

function cancelRun(identity: CallerIdentity): Record<string, Action> {
  return {
    Cancel_run: armAction(identity, "cancelRun", {
      path: run("id"),
      body: { properties: { status: "Cancel" } },
      retries: 6,
    }),
    Note_cancelled: {
      type: "AppendToArrayVariable",
      inputs: { name: cancelledRuns, value: `@${run("id")}` },
      runAfter: { Cancel_run: ["Succeeded"] },
    },
    ...writeEnd(identity),
    Former: {
      type: "Query",
      inputs: {
        from: `@variables('${formerVerdicts}')`,
        where: `@equals(item()?['run'], ${run("id")})`,
      },
      runAfter: { Write_cancelled: ["Succeeded"] },
    },
    If_prolonged: {
      type: "If",
      expression: `@and(${run("frozen")}, contains(variables('${cancelledRuns}'), ${run("id")}), ${listed("Known_starts", run("id"))}, greater(length(body('Former')), 0))`,
      actions: prolongVerdict(identity),
      else: { actions: {} },
      runAfter: { Former: ["Succeeded"] },
    },
  };
}

/** The verdict says `cancelled` before anything better can be found out. */
function writeEnd(identity: CallerIdentity): Record<string, Action> {
  return {
    Started_of_cancelled: {
      type: "Query",
      inputs: {
        from: `@variables('${stoppedMachines}')`,
        where: `@equals(item()?['run'], ${run("id")})`,
      },
      runAfter: { Note_cancelled: whateverHappens },
    },
    Started_for_cancelled: {
      type: "Select",
      inputs: { from: "@body('Started_of_cancelled')", select: "@item()?['machine']" },
      runAfter: { Started_of_cancelled: ["Succeeded"] },
    },
    Write_end: storeAction(identity, "writeBlob", {
      address: recordAddress(run("patchGroup"), run("name")),
      body: recordOf("items('Cancel_runs')", {
        state: `@if(${run("frozen")}, 'frozen', 'cancelled')`,
        reason: `@${run("reason")}`,
        started: "@body('Started_for_cancelled')",
      }),
      runAfter: { Started_for_cancelled: ["Succeeded"] },
    }),
    Write_cancelled: storeAction(identity, "writeBlob", {
      address: verdictAddress(run("patchGroup")),
      body: verdictOf("items('Cancel_runs')", "cancelled", `@${run("reason")}`),
      runAfter: { Write_end: whateverHappens },
    }),
  };
}

/** Only a verdict that still counted when the run would have started, and is not of a run before the one right before. */
function prolongVerdict(identity: CallerIdentity): Record<string, Action> {
  const former = "first(body('Former'))?['verdict']";
  const until = `addMinutes(${run("start")}, add(${run("minutes")}, ${run("gapMinutes")}))`;
  return {
    If_counts: {
      type: "If",
      expression: `@${isHealthy(former, run("patchGroup"), run("start"))}`,
      actions: {
        Prolong_verdict: storeAction(identity, "writeBlob", {
          address: verdictAddress(run("patchGroup")),
          body: {
            ...Object.fromEntries(
              ["run", "patchGroup", "verdict", "reason", "start", "end", "at"].map((key) => [
                key,
                `@${former}?['${key}']`,
              ]),
            ),
            until: `@${until}`,
          },
        }),
      },
      else: { actions: {} },
      runAfter: {},
    },
  };
}

/** A machine that was started for a run which does not take place is not left running. */
function stopStarted(identity: CallerIdentity): Record<string, Action> {
  return {
    Started_in_vain: {
      type: "Query",
      inputs: {
        from: `@variables('${stoppedMachines}')`,
        where: `@not(contains(variables('${safeRuns}'), item()?['run']))`,
      },
      runAfter: { Cancel_runs: whateverHappens },
    },
    Stop_machines: {
      type: "Foreach",
      foreach: "@body('Started_in_vain')",
      actions: {
        Stop_machine: armAction(identity, "stopMachine", {
          path: "concat(items('Stop_machines')?['machine'], '/deallocate')",
        }),
      },
      runAfter: { Started_in_vain: ["Succeeded"] },
    },
    ...reportOutcome(),
  };
}
