/**
 * Which runs a post-event closes: those that Azure knows and whose record the pre-event has written. Each is claimed by a
 * blob of its own, so that an event that comes twice finds it and ends. A run that was never recorded is closed as well: nobody knows
 * what protected it.
 */
import { armAction, type CallerIdentity } from "./armCalls";
import { type Action, type RunAfter, whateverHappens } from "./definition";
import { recordAddress, storeAction, storeParameter } from "./storeCalls";

const of = (key: string): string => `items('Read_runs')?['${key}']`;
const record = (key: string): string => `outputs('Record')?['${key}']`;
const recorded = "equals(outputs('Read_record')?['statusCode'], 200)";
const unrecorded = "equals(outputs('Read_record')?['statusCode'], 404)";

/** Address of the blob that says that a run is being closed; both arguments are expressions. */
export function claimAddress(patchGroup: string, runName: string): string {
  return `concat(parameters('${storeParameter}'), '/runs/', ${patchGroup}, '/', ${runName}, '.close.json')`;
}

/** A loop over `Runs` that fills `closing`, `machines`, `started` and `closed`. One at a time: variables are shared. */
export function readRuns(identity: CallerIdentity): Action {
  return {
    type: "Foreach",
    foreach: "@outputs('Runs')",
    runtimeConfiguration: { concurrency: { repetitions: 1 } },
    actions: {
      Read_run: armAction(identity, "readRun", { path: of("id") }),
      Read_record: storeAction(identity, "readBlob", {
        address: recordAddress(of("patchGroup"), of("name")),
        runAfter: { Read_run: ["Succeeded"] },
      }),
      // What the store answers where there is no record is no JSON.
      Record: {
        type: "Compose",
        inputs: `@if(${recorded}, body('Read_record'), json('{}'))`,
        runAfter: { Read_record: ["Succeeded", "Failed"] },
      },
      If_to_close: {
        type: "If",
        // An event before the run has begun is none of Azure's.
        expression: `@or(${unrecorded}, and(${recorded}, equals(toLower(coalesce(${record("run")}, '')), ${of("id")}), less(ticks(coalesce(${record("start")}, '9999-01-01T00:00:00Z')), ticks(utcNow()))))`,
        actions: claim(identity),
        else: { actions: {} },
        runAfter: { Record: ["Succeeded"] },
      },
    },
    runAfter: {},
  };
}

function claim(identity: CallerIdentity): Record<string, Action> {
  return {
    Claim_run: storeAction(identity, "writeBlob", {
      address: claimAddress(of("patchGroup"), of("name")),
      body: { run: `@${of("id")}`, at: "@utcNow()" },
      onlyNew: true,
    }),
    If_closed_before: {
      type: "If",
      expression: "@contains(createArray(409, 412), outputs('Claim_run')?['statusCode'])",
      actions: { Note_closed: append("closed", `@${of("id")}`, {}) },
      // What was started is stopped even where the store can be read and not be written.
      else: {
        actions: remember(
          "Started",
          "started",
          `coalesce(${record("started")}, createArray())`,
          {},
        ),
      },
      runAfter: { Claim_run: whateverHappens },
    },
    ...remember("Recorded", "machines", machinesToJudge, {
      Claim_run: ["Succeeded"],
      If_closed_before: ["Succeeded"],
    }),
    // Last: a run counts as one to close only when its machines are known.
    Note_closing: append(
      "closing",
      {
        id: `@${of("id")}`,
        name: `@${of("name")}`,
        patchGroup: `@${of("patchGroup")}`,
        configuration: `@${of("configuration")}`,
        state: `@if(${recorded}, coalesce(${record("state")}, 'unknown'), 'unrecorded')`,
        start: `@coalesce(${record("start")}, '')`,
        end: `@coalesce(${record("end")}, '')`,
      },
      { Set_machines: ["Succeeded"] },
    ),
  };
}

/** A run that was cancelled has installed nothing. */
const machinesToJudge = `if(equals(${record("state")}, 'protected'), coalesce(${record("machines")}, createArray()), createArray())`;

/** Adds machines of the run to a variable, each once. */
function remember(
  name: string,
  variable: string,
  ids: string,
  runAfter: RunAfter,
): Record<string, Action> {
  return {
    [name]: {
      type: "Select",
      inputs: {
        from: `@${ids}`,
        select: { run: `@${of("id")}`, machine: "@toLower(item())" },
      },
      runAfter,
    },
    [`${name}_so_far`]: {
      type: "Compose",
      inputs: `@union(variables('${variable}'), body('${name}'))`,
      runAfter: { [name]: ["Succeeded"] },
    },
    [`Set_${variable}`]: {
      type: "SetVariable",
      inputs: { name: variable, value: `@outputs('${name}_so_far')` },
      runAfter: { [`${name}_so_far`]: ["Succeeded"] },
    },
  };
}

function append(name: string, value: unknown, runAfter: RunAfter): Action {
  return { type: "AppendToArrayVariable", inputs: { name, value }, runAfter };
}
