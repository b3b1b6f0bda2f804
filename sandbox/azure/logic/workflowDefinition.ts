/** The workflow definition language: what Logic Apps refuse in a definition before they store it. */
import { isRecord, listOf, type Plain, recordAt, recordsOf, textOf } from "../../plainValue";
import { triggersFault } from "./trigger";

const statuses = ["Succeeded", "Failed", "Skipped", "TimedOut"];

/** "Limits and configuration reference for Azure Logic Apps": a definition. */
const maxTriggers = 10;
const maxActions = 500;
const maxDepth = 8;
const maxParameters = 50;
const maxVariables = 250;
const maxExpression = 8192;
const maxDescription = 256;
const maxCases = 25;

interface NamedAction {
  readonly name: string;
  readonly action: Plain;
  /** The actions beside it, itself included: what `runAfter` may name. */
  readonly siblings: readonly string[];
  /** 1 for an action that is in none. */
  readonly depth: number;
}

/** What is wrong with a definition; undefined when nothing. */
export function definitionFault(definition: Plain, parameters: Plain): string | undefined {
  const missing = ["$schema", "contentVersion"].find(
    (key) => textOf(definition[key]) === undefined,
  );
  if (missing !== undefined) {
    return `the '${missing}' property of the template is required`;
  }
  if (
    !/^https:\/\/schema\.management\.azure\.com\/.*workflowdefinition\.json#?$/i.test(
      textOf(definition["$schema"]) ?? "",
    )
  ) {
    return `the template schema '${definition["$schema"]}' is not supported`;
  }
  const absent = ["triggers", "actions"].find((key) => !isRecord(definition[key]));
  if (absent !== undefined) {
    return `the '${absent}' property of the template is required and must be an object`;
  }
  const actions = allActions(recordAt(definition, "actions"));
  return (
    triggersFault(recordAt(definition, "triggers"), maxTriggers) ??
    actionsFault(actions) ??
    variablesFault(actions) ??
    parametersFault(definition, parameters) ??
    sizeFault(definition) ??
    referencesFault(definition, actions)
  );
}

/** Every action with its siblings: the children of scopes, conditions, switches and loops have siblings of their own. */
function allActions(actions: Plain, depth = 1): readonly NamedAction[] {
  const siblings = Object.keys(actions);
  return Object.entries(actions).flatMap(([name, value]) => {
    const action = isRecord(value) ? value : {};
    const nested = [
      action["actions"],
      recordAt(action, "else")["actions"],
      recordAt(action, "default")["actions"],
      ...Object.values(recordAt(action, "cases")).map((branch) => recordAt(branch)["actions"]),
    ].filter(isRecord);
    const inner = nested.flatMap((each) => allActions(each, depth + 1));
    return [{ name, action, siblings, depth }, ...inner];
  });
}

function actionsFault(actions: readonly NamedAction[]): string | undefined {
  if (actions.length > maxActions) {
    return `a workflow has at most ${maxActions} actions, got ${actions.length}`;
  }
  const names = actions.map(({ name }) => name.toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    return `the action name '${twice}' is not unique in the template`;
  }
  for (const action of actions) {
    const fault = actionFault(action);
    if (fault !== undefined) {
      return fault;
    }
  }
  return cycleFault(actions);
}

function actionFault(named: NamedAction): string | undefined {
  const { name, action, depth } = named;
  if (name.length > 80) {
    return `the action name '${name}' has more than 80 characters`;
  }
  if (textOf(action["type"]) === undefined) {
    return `the action '${name}' has no 'type'`;
  }
  if (depth > maxDepth) {
    return `the action '${name}' is nested ${depth} levels deep, allowed: ${maxDepth}`;
  }
  return runAfterFault(named) ?? controlFault(name, action);
}

function runAfterFault({ name, action, siblings }: NamedAction): string | undefined {
  for (const [other, wanted] of Object.entries(recordAt(action, "runAfter"))) {
    if (!siblings.includes(other)) {
      return `the 'runAfter' property of template action '${name}' contains non-existent action: '${other}'`;
    }
    const wrong = listOf(wanted).find(
      (status) => !statuses.some((known) => known.toLowerCase() === String(status).toLowerCase()),
    );
    if (wrong !== undefined) {
      return `the 'runAfter' property of template action '${name}' has the status '${wrong}', allowed: ${statuses.join(", ")}`;
    }
  }
  return undefined;
}

/** Loops and switches have limits of their own. */
function controlFault(name: string, action: Plain): string | undefined {
  const cases = Object.keys(recordAt(action, "cases")).length;
  const repetitions = recordAt(action, "runtimeConfiguration", "concurrency")["repetitions"];
  const count = recordAt(action, "limit")["count"];
  const outside = (value: unknown, most: number) =>
    typeof value === "number" && (value < 1 || value > most);
  if (cases > maxCases) {
    return `the switch '${name}' has ${cases} cases, allowed: ${maxCases}`;
  }
  if (outside(repetitions, 50)) {
    return `the loop '${name}' has ${repetitions} concurrent repetitions, allowed: 1 to 50`;
  }
  return action["type"] === "Until" && outside(count, 5000)
    ? `the loop '${name}' has a limit of ${count} iterations, allowed: 1 to 5000`
    : undefined;
}

function variablesFault(actions: readonly NamedAction[]): string | undefined {
  const made = actions.filter(({ action }) => action["type"] === "InitializeVariable");
  const nested = made.find(({ depth }) => depth > 1);
  const names = made.flatMap(({ action }) =>
    recordsOf(recordAt(action, "inputs")["variables"]).map(({ name }) => textOf(name) ?? ""),
  );
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (nested !== undefined) {
    return `the action '${nested.name}' of type 'InitializeVariable' must be at the top level of the workflow`;
  }
  if (names.length > maxVariables) {
    return `a workflow has at most ${maxVariables} variables, got ${names.length}`;
  }
  return twice === undefined ? undefined : `the variable '${twice}' is initialized twice`;
}

function sizeFault(definition: Plain): string | undefined {
  const long = textsIn(definition).find(
    (text) => text.startsWith("@") && text.length > maxExpression,
  );
  const description = textOf(definition["description"]) ?? "";
  if (long !== undefined) {
    return `the expression '${long.slice(0, 40)}…' has ${long.length} characters, allowed: ${maxExpression}`;
  }
  return description.length > maxDescription
    ? `the description has ${description.length} characters, allowed: ${maxDescription}`
    : undefined;
}

function cycleFault(actions: readonly NamedAction[]): string | undefined {
  const waitsFor = new Map(
    actions.map(({ name, action }) => [name, Object.keys(recordAt(action, "runAfter"))]),
  );
  const settled = new Set<string>();
  let progress = true;
  while (progress) {
    const ready = [...waitsFor].filter(
      ([name, others]) => !settled.has(name) && others.every((other) => settled.has(other)),
    );
    for (const [name] of ready) {
      settled.add(name);
    }
    progress = ready.length > 0;
  }
  const stuck = [...waitsFor.keys()].find((name) => !settled.has(name));
  return stuck === undefined
    ? undefined
    : `the action '${stuck}' waits for itself: 'runAfter' is circular`;
}

function parametersFault(definition: Plain, parameters: Plain): string | undefined {
  const declared = recordAt(definition, "parameters");
  if (Object.keys(declared).length > maxParameters) {
    return `a workflow has at most ${maxParameters} parameters, got ${Object.keys(declared).length}`;
  }
  const stray = Object.keys(parameters).find((name) => !(name in declared));
  if (stray !== undefined) {
    return `the workflow parameter '${stray}' is not declared in the definition`;
  }
  const open = Object.entries(declared).find(
    ([name, value]) => !(name in parameters) && recordAt(value)["defaultValue"] === undefined,
  );
  return open === undefined || open[0] === "$connections"
    ? undefined
    : `the workflow parameter '${open[0]}' has neither a value nor a default value`;
}

const expression = /\b(parameters|actions|body|outputs|result|variables)\(\s*'([^']+)'\s*\)/g;

/** Expressions name what exists: parameters, variables and actions of the definition. */
function referencesFault(definition: Plain, actions: readonly NamedAction[]): string | undefined {
  const names = actions.map(({ name }) => name);
  const parameters = Object.keys(recordAt(definition, "parameters"));
  const variables = actions
    .filter(({ action }) => action["type"] === "InitializeVariable")
    .flatMap(({ action }) => recordsOf(recordAt(action, "inputs")["variables"]))
    .map((variable) => textOf(variable["name"]) ?? "");
  const known: Readonly<Record<string, readonly string[]>> = { parameters, variables };
  for (const text of textsIn(definition)) {
    for (const [, kind = "", name = ""] of text.startsWith("@") || text.includes("@{")
      ? text.matchAll(expression)
      : []) {
      if (!(known[kind] ?? names).includes(name)) {
        return `the expression '${text}' refers to ${kind}('${name}'), which is not defined in the template`;
      }
    }
  }
  return undefined;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") {
    return [value];
  }
  if (Array.isArray(value)) {
    return value.flatMap(textsIn);
  }
  return isRecord(value) ? Object.values(value).flatMap(textsIn) : [];
}
