/** Automation runbooks, schema 0.3: steps, their order, and what they refer to. */
import { isRecord, listOf, type Plain, recordAt, recordsOf, textOf } from "../../plainValue";
import { parametersFault, referenceFault } from "./documentParameters";

const topKeys = [
  "schemaVersion",
  "description",
  "assumeRole",
  "parameters",
  "variables",
  "mainSteps",
  "outputs",
  "files",
];

const stepKeys = [
  "name",
  "action",
  "description",
  "inputs",
  "outputs",
  "nextStep",
  "isEnd",
  "isCritical",
  "onFailure",
  "onCancel",
  "timeoutSeconds",
  "maxAttempts",
];

/** "Systems Manager Automation actions reference". */
const actions = [
  "aws:approve",
  "aws:assertAwsResourceProperty",
  "aws:branch",
  "aws:changeInstanceState",
  "aws:copyImage",
  "aws:createImage",
  "aws:createStack",
  "aws:createTags",
  "aws:deleteImage",
  "aws:deleteStack",
  "aws:executeAutomation",
  "aws:executeAwsApi",
  "aws:executeScript",
  "aws:executeStateMachine",
  "aws:invokeLambdaFunction",
  "aws:invokeWebhook",
  "aws:loop",
  "aws:pause",
  "aws:runCommand",
  "aws:runInstances",
  "aws:sleep",
  "aws:updateVariable",
  "aws:waitForAwsResourceProperty",
];

/** Inputs without which the service does not take a step of that action. */
const requiredInputs: Readonly<Record<string, readonly string[]>> = {
  "aws:approve": ["Approvers"],
  "aws:assertAwsResourceProperty": ["Service", "Api", "PropertySelector", "DesiredValues"],
  "aws:branch": ["Choices"],
  "aws:executeAutomation": ["DocumentName"],
  "aws:executeAwsApi": ["Service", "Api"],
  "aws:executeScript": ["Runtime", "Handler"],
  "aws:invokeLambdaFunction": ["FunctionName"],
  "aws:loop": ["Steps"],
  "aws:runCommand": ["DocumentName"],
  "aws:waitForAwsResourceProperty": ["Service", "Api", "PropertySelector", "DesiredValues"],
};

/** What the service refuses in a runbook; undefined when nothing. */
export function automationFault(body: Plain): string | undefined {
  if (body["schemaVersion"] !== "0.3") {
    return `schemaVersion of an Automation document must be "0.3", got ${JSON.stringify(body["schemaVersion"])}`;
  }
  const stray = Object.keys(body).find((key) => !topKeys.includes(key));
  if (stray !== undefined) {
    return `Unknown element '${stray}' in the document, allowed: ${topKeys.join(", ")}`;
  }
  const steps = allSteps(body["mainSteps"]);
  if (steps.length === 0) {
    return "mainSteps must hold at least one step";
  }
  const names = steps.map((step) => textOf(step["name"]) ?? "");
  return (
    parametersFault(recordAt(body, "parameters")) ??
    duplicateFault(names) ??
    first(steps, (step) => stepFault(step, names)) ??
    outputsFault(body, names) ??
    referenceFault(body, scopeOf(body, names))
  );
}

/** Every step, those inside loops included. */
function allSteps(value: unknown): readonly Plain[] {
  return recordsOf(value).flatMap((step) => [
    step,
    ...(step["action"] === "aws:loop" ? allSteps(recordAt(step, "inputs")["Steps"]) : []),
  ]);
}

function stepFault(step: Plain, names: readonly string[]): string | undefined {
  const name = textOf(step["name"]) ?? "";
  if (!/^[a-zA-Z0-9_]{1,128}$/.test(name)) {
    return `Step name '${name}' must satisfy regular expression pattern: ^[a-zA-Z0-9_]+$`;
  }
  const stray = Object.keys(step).find((key) => !stepKeys.includes(key));
  if (stray !== undefined) {
    return `Step ${name}: unknown property '${stray}', allowed: ${stepKeys.join(", ")}`;
  }
  const action = textOf(step["action"]) ?? "";
  if (!actions.includes(action)) {
    return `Step ${name}: unknown action '${action}'`;
  }
  const inputs = recordAt(step, "inputs");
  const missing = requiredInputs[action]?.find((input) => inputs[input] === undefined);
  if (missing !== undefined) {
    return `Step ${name}: ${action} requires the input ${missing}`;
  }
  return topicFault(step, name) ?? flowFault(step, name, names);
}

/** "aws:approve": the topic's title begins with Automation. Whether it is there is found out when somebody is asked. */
function topicFault(step: Plain, name: string): string | undefined {
  const topic = textOf(recordAt(step, "inputs")["NotificationArn"]);
  const title = topic?.split(":").at(-1);
  return step["action"] !== "aws:approve" || title === undefined || /^(Automation|\{\{)/.test(title)
    ? undefined
    : `Step ${name}: the SNS topic '${title}' must be prefixed with "Automation"`;
}

function flowFault(step: Plain, name: string, names: readonly string[]): string | undefined {
  if (step["isEnd"] === true && step["nextStep"] !== undefined) {
    return `Step ${name}: isEnd and nextStep can't be used together`;
  }
  const lost = targetsOf(step).find((target) => !names.includes(target));
  if (lost !== undefined) {
    return `Step ${name}: next step '${lost}' does not exist`;
  }
  for (const key of ["onFailure", "onCancel"]) {
    const value = step[key];
    if (value !== undefined && !/^(Abort|Continue|step:\w+)$/.test(String(value))) {
      return `Step ${name}: ${key} must be Abort, Continue or step:<name>, got '${value}'`;
    }
  }
  const attempts = step["maxAttempts"];
  return attempts !== undefined && !(Number(attempts) >= 1 && Number(attempts) <= 10)
    ? `Step ${name}: maxAttempts must be 1 to 10, got ${attempts}`
    : undefined;
}

/** Names of the steps that a step can hand over to. */
function targetsOf(step: Plain): readonly string[] {
  const inputs = recordAt(step, "inputs");
  const branches =
    step["action"] === "aws:branch"
      ? [...recordsOf(inputs["Choices"]).map((choice) => choice["NextStep"]), inputs["Default"]]
      : [];
  const handlers = [step["onFailure"], step["onCancel"]].map((value) =>
    textOf(value)?.startsWith("step:") ? textOf(value)?.slice("step:".length) : undefined,
  );
  return [step["nextStep"], ...branches, ...handlers].filter((value) => typeof value === "string");
}

function duplicateFault(names: readonly string[]): string | undefined {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? undefined : `Step name '${twice}' is not unique in the document`;
}

function outputsFault(body: Plain, names: readonly string[]): string | undefined {
  const lost = listOf(body["outputs"]).find(
    (output) => !names.includes(String(output).split(/[.:]/)[0] ?? ""),
  );
  return lost === undefined ? undefined : `Output '${lost}' refers to a step that does not exist`;
}

function scopeOf(body: Plain, names: readonly string[]) {
  return {
    parameters: Object.keys(recordAt(body, "parameters")),
    variables: Object.keys(recordAt(body, "variables")),
    steps: names,
  };
}

function first<T>(items: readonly T[], fault: (item: T) => string | undefined) {
  for (const item of items) {
    const found = isRecord(item) ? fault(item) : "a step must be an object";
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
