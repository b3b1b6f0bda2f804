/**
 * Walks a runbook as it is rendered, against answers that a test gives. Strict: an unknown action, a step that is not
 * there, a call without an answer and a reference without a value are errors.
 */

interface RenderedStep {
  readonly name: string;
  readonly action: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs?: readonly { readonly Name: string; readonly Selector: string }[];
  readonly nextStep?: string;
  readonly isEnd?: boolean;
  readonly onFailure?: string;
}

interface Rendered {
  readonly schemaVersion: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mainSteps: readonly RenderedStep[];
}

/** One call of a step: `ssm:GetCalendarState`, `script`, or `command AWS-RunPatchBaseline`. */
export interface Call {
  readonly step: string;
  readonly api: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface Walk {
  readonly visited: readonly string[];
  readonly calls: readonly Call[];
  readonly status: "Success" | "Failed" | "TimedOut";
}

/** What AWS answers to a call; `undefined` makes the step fail. */
export type World = (call: Call) => Readonly<Record<string, unknown>> | undefined;

type Outcome =
  | { readonly ok: true; readonly next?: string }
  | { readonly ok: false; readonly status: "Failed" | "TimedOut" };

export function walkRunbook(
  content: string,
  parameters: Readonly<Record<string, unknown>>,
  world: World,
): Walk {
  const runbook = JSON.parse(content) as Rendered;
  const values = new Map(Object.entries({ ...given(runbook, parameters), ...builtIn }));
  const visited: string[] = [];
  const calls: Call[] = [];
  let step = runbook.mainSteps[0];
  while (step !== undefined) {
    visited.push(step.name);
    if (visited.length > 100) throw new Error(`the runbook goes in circles: ${visited.join(" ")}`);
    const outcome = take(step, values, (call) => {
      calls.push(call);
      return world(call);
    });
    if (!outcome.ok) return { visited, calls, status: outcome.status };
    step = following(runbook, step, outcome.next);
  }
  return { visited, calls, status: "Success" };
}

const builtIn = { "automation:EXECUTION_ID": "00000000-0000-4000-8000-000000000000" };

function given(runbook: Rendered, parameters: Readonly<Record<string, unknown>>) {
  const names = Object.keys(runbook.parameters).sort();
  const passed = Object.keys(parameters).sort();
  if (names.join() !== passed.join()) {
    throw new Error(`the runbook takes ${names.join(", ")}; it was given ${passed.join(", ")}`);
  }
  return parameters;
}

function following(runbook: Rendered, step: RenderedStep, chosen?: string) {
  if (step.isEnd === true) return undefined;
  const next = chosen ?? step.nextStep;
  if (next === undefined) return runbook.mainSteps[runbook.mainSteps.indexOf(step) + 1];
  const found = runbook.mainSteps.find(({ name }) => name === next);
  if (found === undefined)
    throw new Error(`step ${step.name} goes on to ${next}, which is not there`);
  return found;
}

function take(step: RenderedStep, values: Map<string, unknown>, world: World): Outcome {
  const inputs = filled(step.inputs, values) as Record<string, unknown>;
  switch (step.action) {
    case "aws:branch":
      return { ok: true, next: chosenStep(inputs) };
    case "aws:sleep":
      return { ok: true };
    case "aws:executeScript":
      return record(step, values, world({ step: step.name, api: "script", inputs }));
    case "aws:runCommand":
      return record(
        step,
        values,
        world({ step: step.name, api: `command ${inputs["DocumentName"]}`, inputs }),
      );
    case "aws:executeAwsApi":
      return record(step, values, world(apiCall(step, inputs)));
    case "aws:assertAwsResourceProperty":
    case "aws:waitForAwsResourceProperty":
      return compare(step, inputs, world(apiCall(step, inputs)));
    default:
      throw new Error(`step ${step.name} has the unknown action ${step.action}`);
  }
}

function apiCall(step: RenderedStep, inputs: Record<string, unknown>): Call {
  return { step: step.name, api: `${inputs["Service"]}:${inputs["Api"]}`, inputs };
}

function chosenStep(inputs: Record<string, unknown>): string {
  const choices = inputs["Choices"] as {
    NextStep: string;
    Variable: string;
    StringEquals: string;
  }[];
  const choice = choices.find(({ Variable, StringEquals }) => Variable === StringEquals);
  return choice?.NextStep ?? String(inputs["Default"]);
}

function record(
  step: RenderedStep,
  values: Map<string, unknown>,
  answer: Readonly<Record<string, unknown>> | undefined,
): Outcome {
  if (answer === undefined) return { ok: false, status: "Failed" };
  for (const { Name, Selector } of step.outputs ?? []) {
    values.set(`${step.name}.${Name}`, select(answer, Selector));
  }
  return { ok: true };
}

/** An assertion fails at once; a wait for a value that never comes ends with its timeout. */
function compare(
  step: RenderedStep,
  inputs: Record<string, unknown>,
  answer: Readonly<Record<string, unknown>> | undefined,
): Outcome {
  if (answer === undefined) return { ok: false, status: "Failed" };
  const value = select(answer, String(inputs["PropertySelector"]));
  if ((inputs["DesiredValues"] as unknown[]).includes(value)) return { ok: true };
  const waits = step.action === "aws:waitForAwsResourceProperty";
  return { ok: false, status: waits ? "TimedOut" : "Failed" };
}

function select(answer: Readonly<Record<string, unknown>>, selector: string): unknown {
  const path = selector.replace(/^\$\./, "").split(".");
  const value = path.reduce<unknown>(
    (part, key) => (part as Record<string, unknown> | undefined)?.[key],
    answer,
  );
  if (value === undefined)
    throw new Error(`${selector} finds nothing in ${JSON.stringify(answer)}`);
  return value;
}

/** A text that is one reference becomes its value; references within a text become part of it. */
function filled(value: unknown, values: ReadonlyMap<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((one) => filled(one, values));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, filled(one, values)]),
    );
  }
  if (typeof value !== "string") return value;
  const whole = /^\{\{ ?([\w.:]+) ?\}\}$/.exec(value)?.[1];
  if (whole !== undefined) return lookUp(whole, values);
  return value.replace(/\{\{ ?([\w.:]+) ?\}\}/g, (_, name: string) => String(lookUp(name, values)));
}

function lookUp(name: string, values: ReadonlyMap<string, unknown>): unknown {
  if (!values.has(name)) throw new Error(`{{ ${name} }} has no value`);
  return values.get(name);
}
