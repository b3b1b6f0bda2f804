/** The actions of a workflow definition: what Logic Apps refuse in them before they store it. */
import { isRecord, listOf, type Plain, recordAt, recordsOf, textOf } from "../../plainValue";

const statuses = ["Succeeded", "Failed", "Skipped", "TimedOut"];

/** "Limits and configuration reference for Azure Logic Apps": actions. */
const maxActions = 500;
const maxDepth = 8;
const maxVariables = 250;
const maxCases = 25;
const maxRepetitions = 50;
const maxIterations = 5000;

export interface NamedAction {
  readonly name: string;
  readonly action: Plain;
  /** The actions beside it, itself included: what `runAfter` may name. */
  readonly siblings: readonly string[];
  /** 1 for an action that is in none. */
  readonly depth: number;
}

/** Every action with its siblings: the children of scopes, conditions, switches and loops have siblings of their own. */
export function allActions(actions: Plain, depth = 1): readonly NamedAction[] {
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

export function actionsFault(actions: readonly NamedAction[]): string | undefined {
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
  if (outside(repetitions, maxRepetitions)) {
    return `the loop '${name}' has ${repetitions} concurrent repetitions, allowed: 1 to ${maxRepetitions}`;
  }
  return action["type"] === "Until" && outside(count, maxIterations)
    ? `the loop '${name}' has a limit of ${count} iterations, allowed: 1 to ${maxIterations}`
    : undefined;
}

export function variablesFault(actions: readonly NamedAction[]): string | undefined {
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
