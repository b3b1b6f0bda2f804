/** What each action of a runbook does to the world, and with what end. An action that ours do not use is an error. */
import { runScript } from "./python";
import type { Fields, RenderedStep } from "./rendered";
import { checkAgainstModel, checkSelector, withInstants } from "./serviceModel";
import { checkType, select } from "./values";

/** One call of a step: `ssm:GetCalendarState`, `command AWS-RunPatchBaseline`, `automation <name>` or `approve`. */
export interface Call {
  readonly step: string;
  readonly api: string;
  readonly inputs: Fields;
  /** Where it asks, when the call names a region. */
  readonly region?: string;
  /** Whose credentials it asks with, when they are not the run's own. */
  readonly key?: string;
  readonly at: Date;
}

/**
 * What the world answers to a call; `undefined` makes it fail. A command's answer may say how many `minutes` it took;
 * an approval's is `{ Decision }`, with `minutes` until it came, and none at all lets it time out.
 */
export type World = (call: Call) => Fields | undefined;

export type Outcome =
  | { readonly ok: true; readonly next?: string }
  | { readonly ok: false; readonly status: "Failed" | "TimedOut" };

export interface Surroundings {
  readonly values: Map<string, unknown>;
  readonly variableTypes: ReadonlyMap<string, string>;
  readonly world: World;
  readonly clock: { now: Date };
  /** Seconds that a call of a script takes. */
  readonly callSeconds: number;
}

const failed: Outcome = { ok: false, status: "Failed" };

export function act(step: RenderedStep, inputs: Fields, around: Surroundings): Outcome {
  switch (step.action) {
    case "aws:branch":
      return { ok: true, next: chosenStep(inputs) };
    case "aws:sleep":
      return sleep(inputs, around);
    case "aws:updateVariable":
      return updateVariable(inputs, around);
    case "aws:executeScript":
      return script(step, inputs, around);
    case "aws:runCommand":
      return command(step, inputs, around);
    case "aws:executeAutomation":
      return automation(step, inputs, around);
    case "aws:approve":
      return approve(step, inputs, around);
    case "aws:executeAwsApi":
      return record(step, callApi(step, inputs, around), around);
    case "aws:assertAwsResourceProperty":
      return holds(step, inputs, around) ? { ok: true } : failed;
    case "aws:waitForAwsResourceProperty":
      return waitFor(step, inputs, around);
    default:
      throw new Error(`step ${step.name} has the unknown action ${step.action}`);
  }
}

/** The service's own fields of an API step; all others go to the API. */
const own = ["Service", "Api", "PropertySelector", "DesiredValues"];

function apiOf(inputs: Fields): string {
  return `${inputs["Service"]}:${inputs["Api"]}`;
}

function callApi(step: RenderedStep, inputs: Fields, around: Surroundings): Fields | undefined {
  const passed = Object.fromEntries(Object.entries(inputs).filter(([key]) => !own.includes(key)));
  return ask(step.name, apiOf(inputs), passed, around);
}

function ask(
  step: string,
  api: string,
  inputs: Fields,
  around: Surroundings,
  place: Pick<Call, "region" | "key"> = {},
): Fields | undefined {
  checkAgainstModel(api, "input", inputs);
  const answer = around.world({ step, api, inputs, at: around.clock.now, ...place });
  if (answer !== undefined) checkAgainstModel(api, "output", answer);
  return answer;
}

function record(step: RenderedStep, answer: unknown, { values }: Surroundings): Outcome {
  if (answer === undefined) return failed;
  for (const { Name, Selector, Type } of step.outputs ?? []) {
    if (step.action === "aws:executeAwsApi") checkSelector(apiOf(step.inputs), Selector);
    const value = select(answer, Selector);
    checkType(`${step.name}.${Name}`, Type, value);
    values.set(`${step.name}.${Name}`, value);
  }
  return { ok: true };
}

function holds(step: RenderedStep, inputs: Fields, around: Surroundings): boolean {
  const selector = String(inputs["PropertySelector"]);
  checkSelector(apiOf(inputs), selector);
  const answer = callApi(step, inputs, around);
  return (
    answer !== undefined &&
    (inputs["DesiredValues"] as unknown[]).includes(select(answer, selector))
  );
}

/** Asks once a minute; a value that never comes ends with the step's timeout. */
function waitFor(step: RenderedStep, inputs: Fields, around: Surroundings): Outcome {
  const until = around.clock.now.getTime() + (step.timeoutSeconds ?? 3600) * 1000;
  while (around.clock.now.getTime() <= until) {
    if (holds(step, inputs, around)) return { ok: true };
    advance(around, 60);
  }
  return { ok: false, status: "TimedOut" };
}

/** Automation ends a script after ten minutes, whatever the step says. */
const scriptSeconds = 600;

function script(step: RenderedStep, inputs: Fields, around: Surroundings): Outcome {
  const begun = around.clock.now.getTime();
  const job = {
    script: String(inputs["Script"]),
    handler: String(inputs["Handler"]),
    payload: inputs["InputPayload"],
    now: around.clock.now,
    callSeconds: around.callSeconds,
  };
  const end = runScript(job, ({ api, inputs: passed, at, ...place }) => {
    around.clock.now = at;
    const answer = ask(step.name, api, passed, around, place);
    return answer === undefined ? undefined : withInstants(api, answer);
  });
  around.clock.now = end.now;
  if (end.now.getTime() - begun > scriptSeconds * 1000) {
    around.clock.now = new Date(begun + scriptSeconds * 1000);
    return { ok: false, status: "TimedOut" };
  }
  return end.ok ? record(step, { Payload: end.payload }, around) : failed;
}

function command(step: RenderedStep, inputs: Fields, around: Surroundings): Outcome {
  checkAgainstModel("ssm:SendCommand", "input", inputs);
  return lasting(step, `command ${inputs["DocumentName"]}`, inputs, around);
}

function automation(step: RenderedStep, inputs: Fields, around: Surroundings): Outcome {
  const { RuntimeParameters, ...rest } = inputs;
  checkAgainstModel("ssm:StartAutomationExecution", "input", {
    ...rest,
    Parameters: RuntimeParameters,
  });
  return lasting(step, `automation ${inputs["DocumentName"]}`, inputs, around);
}

/** What may take a while, and longer than the step waits. */
function lasting(step: RenderedStep, api: string, inputs: Fields, around: Surroundings): Outcome {
  const answer = around.world({ step: step.name, api, inputs, at: around.clock.now });
  const seconds = Number(answer?.["minutes"] ?? 0) * 60;
  if (step.timeoutSeconds !== undefined && seconds > step.timeoutSeconds) {
    advance(around, step.timeoutSeconds);
    return { ok: false, status: "TimedOut" };
  }
  advance(around, seconds);
  return answer === undefined ? failed : { ok: true };
}

function approve(step: RenderedStep, inputs: Fields, around: Surroundings): Outcome {
  const answer = around.world({ step: step.name, api: "approve", inputs, at: around.clock.now });
  if (answer === undefined) {
    advance(around, step.timeoutSeconds ?? 7 * 86_400);
    return { ok: false, status: "TimedOut" };
  }
  advance(around, Number(answer["minutes"] ?? 0) * 60);
  return answer["Decision"] === "Approved" ? { ok: true } : failed;
}

function updateVariable(inputs: Fields, { values, variableTypes }: Surroundings): Outcome {
  const name = String(inputs["Name"]);
  const type = variableTypes.get(name);
  if (type === undefined) throw new Error(`${name} is not declared`);
  checkType(name, type, inputs["Value"]);
  values.set(name, inputs["Value"]);
  return { ok: true };
}

function sleep(inputs: Fields, around: Surroundings): Outcome {
  const [, count, unit] = /^PT(\d+)([MS])$/.exec(String(inputs["Duration"])) ?? [];
  if (count === undefined) throw new Error(`the duration ${inputs["Duration"]} is not known`);
  advance(around, Number(count) * (unit === "M" ? 60 : 1));
  return { ok: true };
}

function chosenStep(inputs: Fields): string {
  const choices = inputs["Choices"] as {
    NextStep: string;
    Variable: string;
    StringEquals?: string;
    StartsWith?: string;
  }[];
  const choice = choices.find(({ Variable, StringEquals, StartsWith }) =>
    StartsWith === undefined ? Variable === StringEquals : Variable.startsWith(StartsWith),
  );
  return choice?.NextStep ?? String(inputs["Default"]);
}

function advance(around: Surroundings, seconds: number): void {
  around.clock.now = new Date(around.clock.now.getTime() + seconds * 1000);
}
