/**
 * The ring's verdict after a run. Healthy only by proof: the pre-event's `pending` of this very run stands there, the list of
 * machines is whole and not empty, and each machine was seen well. Whatever else there is leaves `pending` or a bad one.
 */
import type { CallerIdentity } from "./armCalls";
import { type Action, whateverHappens } from "./definition";
import { storeAction, verdictAddress } from "./storeCalls";

const run = (key: string): string => `items('Write_verdicts')?['${key}']`;
const last = (key: string): string => `body('Read_verdict')?['${key}']`;
const machines = "body('Machines_of_run')";
const unwell = "body('Unwell_of_run')";

/** A loop over the runs that are closed. One at a time: what it says is read by the next step of the same run. */
export function writeVerdicts(identity: CallerIdentity, after: string): Action {
  return {
    type: "Foreach",
    foreach: "@variables('closing')",
    runtimeConfiguration: { concurrency: { repetitions: 1 } },
    actions: {
      Machines_of_run: rows("@coalesce(outputs('Machines'), createArray())", {}),
      Unwell_of_run: {
        type: "Query",
        inputs: {
          from: `@${machines}`,
          where:
            "@not(contains(variables('well'), concat(item()?['run'], '|', item()?['machine'])))",
        },
        runAfter: { Machines_of_run: ["Succeeded"] },
      },
      Faults_of_run: rows("@variables('faults')", { Unwell_of_run: ["Succeeded"] }),
      Listed_of_run: rows("@coalesce(body('Listed'), createArray())", {
        Faults_of_run: ["Succeeded"],
      }),
      Reason: {
        type: "Compose",
        inputs: `@${reason()}`,
        runAfter: { Listed_of_run: ["Succeeded"] },
      },
      Read_verdict: storeAction(identity, "readBlob", {
        address: verdictAddress(run("patchGroup")),
        runAfter: { Reason: ["Succeeded"] },
      }),
      If_to_write: {
        type: "If",
        expression: `@${mayWrite()}`,
        actions: writeVerdict(identity),
        else: { actions: {} },
        runAfter: { Read_verdict: ["Succeeded"] },
      },
    },
    runAfter: { [after]: whateverHappens },
  };
}

function rows(from: string, runAfter: Action["runAfter"]): Action {
  return {
    type: "Query",
    inputs: { from, where: `@equals(item()?['run'], ${run("id")})` },
    runAfter,
  };
}

/** An expression: why the run is not healthy; an empty text when it is. */
function reason(): string {
  const found = "body('Find_machines')";
  const whole = `and(equals(coalesce(${found}?['count'], -1), coalesce(${found}?['totalRecords'], -2)), greater(length(body('Listed_of_run')), 0))`;
  const fault = "first(body('Faults_of_run'))";
  const first = `if(equals(${fault}, null), 'a machine could not be judged', concat(coalesce(${fault}?['machine'], ''), ' ', coalesce(${fault}?['fault'], '')))`;
  const count = `concat(string(length(${unwell})), ' of ', string(length(${machines})), ' machines are not well, first: ')`;
  const faults: readonly (readonly [string, string])[] = [
    [`equals(${run("state")}, 'unrecorded')`, "'the pre-event has not recorded this run'"],
    [
      `not(equals(${run("state")}, 'protected'))`,
      `concat('the run was ', ${run("state")}, ', not protected')`,
    ],
    [`equals(length(${machines}), 0)`, "'no machine is known of this run'"],
    [`greater(length(${unwell}), 0)`, `concat(${count}, ${first})`],
    [`not(${whole})`, "'the list of the machines of this run is not whole'"],
  ];
  return faults.reduceRight((rest, [when, says]) => `if(${when}, ${says}, ${rest})`, "''");
}

/** What the pre-event or the watchdog says of a run that it has cancelled stands. */
const wasCancelled = `contains(createArray('cancelled', 'frozen'), ${run("state")})`;

/**
 * A verdict on this run that is still pending; a bad one also in place of that of an earlier run, whose name is an earlier
 * timestamp.
 */
function mayWrite(): string {
  const own = `equals(toLower(coalesce(${last("run")}, '')), ${run("id")})`;
  const pending = `equals(${last("verdict")}, 'pending')`;
  const earlier = `less(last(split(coalesce(${last("run")}, ''), '/')), ${run("name")})`;
  return `and(not(${wasCancelled}), or(and(${own}, ${pending}), and(not(equals(outputs('Reason'), '')), not(${own}), ${earlier})))`;
}

function writeVerdict(identity: CallerIdentity): Record<string, Action> {
  const tag =
    "coalesce(outputs('Read_verdict')?['headers']?['ETag'], outputs('Read_verdict')?['headers']?['etag'], 'none')";
  return {
    // A run that was not recorded has no end.
    End: {
      type: "Compose",
      inputs: `@if(equals(${run("end")}, ''), utcNow(), ${run("end")})`,
      runAfter: {},
    },
    Write_verdict: storeAction(identity, "writeBlob", {
      runAfter: { End: ["Succeeded"] },
      address: verdictAddress(run("patchGroup")),
      replaces: tag,
      body: {
        run: `@${run("id")}`,
        patchGroup: `@${run("patchGroup")}`,
        verdict: "@if(equals(outputs('Reason'), ''), 'healthy', 'unhealthy')",
        reason: "@outputs('Reason')",
        start: `@${run("start")}`,
        end: `@${run("end")}`,
        // A bad one lets no ring go on, however long it counts.
        until: `@if(equals(outputs('Reason'), ''), addMinutes(outputs('End'), parameters('configurations')?[${run("configuration")}]?['gapMinutes']), outputs('End'))`,
        at: "@utcNow()",
      },
    }),
    If_healthy: {
      type: "If",
      expression: "@equals(outputs('Reason'), '')",
      actions: {
        Note_healthy: {
          type: "AppendToArrayVariable",
          inputs: { name: "healthy", value: `@${run("id")}` },
          runAfter: {},
        },
      },
      else: {
        actions: {
          Note_reason: {
            type: "AppendToArrayVariable",
            inputs: {
              name: "reasons",
              value: `@concat(${run("patchGroup")}, ': ', outputs('Reason'))`,
            },
            runAfter: {},
          },
        },
      },
      runAfter: { Write_verdict: ["Succeeded"] },
    },
  };
}
