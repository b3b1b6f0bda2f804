/** The workflow definition language: what Logic Apps refuse in a definition before they store it. */
import { isRecord, listOf, type Plain, recordAt, recordsOf, textOf } from "../../plainValue";

const statuses = ["Succeeded", "Failed", "Skipped", "TimedOut"];
const maxActions = 500;

interface NamedAction {
  readonly name: string;
  readonly action: Plain;
  /** The actions beside it, itself included: what `runAfter` may name. */
  readonly siblings: readonly string[];
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
    triggersFault(recordAt(definition, "triggers")) ??
    actionsFault(actions) ??
    parametersFault(definition, parameters) ??
    referencesFault(definition, actions)
  );
}

/** Every action with its siblings: the children of scopes, conditions, switches and loops have siblings of their own. */
function allActions(actions: Plain): readonly NamedAction[] {
  const siblings = Object.keys(actions);
  return Object.entries(actions).flatMap(([name, value]) => {
    const action = isRecord(value) ? value : {};
    const nested = [
      action["actions"],
      recordAt(action, "else")["actions"],
      recordAt(action, "default")["actions"],
      ...Object.values(recordAt(action, "cases")).map((branch) => recordAt(branch)["actions"]),
    ].filter(isRecord);
    return [{ name, action, siblings }, ...nested.flatMap(allActions)];
  });
}

function triggersFault(triggers: Plain): string | undefined {
  if (Object.keys(triggers).length > 10) {
    return "a workflow has at most 10 triggers";
  }
  const untyped = Object.keys(triggers).find(
    (name) => textOf(recordAt(triggers, name)["type"]) === undefined,
  );
  return untyped === undefined ? undefined : `the trigger '${untyped}' has no 'type'`;
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

function actionFault({ name, action, siblings }: NamedAction): string | undefined {
  if (name.length > 80) {
    return `the action name '${name}' has more than 80 characters`;
  }
  if (textOf(action["type"]) === undefined) {
    return `the action '${name}' has no 'type'`;
  }
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
