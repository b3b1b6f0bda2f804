/** What Logic Apps refuses when a workflow is saved: shapes, references and limits. Anything unknown is refused too. */
import type {
  Action,
  Actions,
  WorkflowDefinition,
} from "../../components/azure/workflows/definition";
import { isExpression, parseExpression, referencedActions } from "./workflowExpression";

const keysOf: Readonly<Record<Action["type"], readonly string[]>> = {
  Http: ["inputs", "operationOptions"],
  Workflow: ["inputs"],
  Compose: ["inputs"],
  Query: ["inputs"],
  Select: ["inputs"],
  InitializeVariable: ["inputs"],
  SetVariable: ["inputs"],
  AppendToArrayVariable: ["inputs"],
  If: ["expression", "actions", "else"],
  Scope: ["actions"],
  Foreach: ["foreach", "actions", "runtimeConfiguration"],
  Until: ["expression", "limit", "actions"],
  Wait: ["inputs"],
  Response: ["inputs", "kind"],
  Terminate: ["inputs"],
};

/** Where a token for an audience may go, and what such a call must bring. */
const audiences: Readonly<
  Record<string, { readonly host: RegExp; readonly query?: string; readonly header?: string }>
> = {
  "https://management.azure.com/": { host: /^management\.azure\.com$/, query: "api-version" },
  "https://storage.azure.com/": {
    host: /^[a-z0-9]{3,24}\.blob\.core\.windows\.net$/,
    header: "x-ms-version",
  },
};

export function refuseForeign(
  {
    url,
    headers,
    method,
  }: {
    readonly url: URL;
    readonly headers: Readonly<Record<string, string>>;
    readonly method: string;
  },
  audience: string,
): void {
  const known = audiences[audience];
  if (known === undefined) throw new Error(`unknown audience ${audience}`);
  const { host, query, header } = known;
  const isRight =
    url.protocol === "https:" &&
    host.test(url.host) &&
    (query === undefined || url.searchParams.has(query)) &&
    (header === undefined || headers[header] !== undefined);
  if (!isRight) throw new Error(`a token of the identity would go to ${url.href}`);
  if (header !== undefined && method === "PUT" && headers["x-ms-blob-type"] !== "BlockBlob") {
    throw new Error(`${url.href}: a blob that is put has a type`);
  }
}

const isOfType: Readonly<Record<string, (value: unknown) => boolean>> = {
  Object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  Array: Array.isArray,
  String: (value) => typeof value === "string",
};

/** Each parameter that is declared is given, in its type, and no other. */
export function refuseParameters({
  definition,
  parameters,
}: {
  readonly definition: WorkflowDefinition;
  readonly parameters: Readonly<Record<string, unknown>>;
}): void {
  const names = new Set([...Object.keys(definition.parameters), ...Object.keys(parameters)]);
  for (const name of names) {
    const type = definition.parameters[name]?.type ?? "none";
    if (isOfType[type]?.(parameters[name]) !== true) {
      throw new Error(`parameter ${name} is declared as ${type}, got ${typeof parameters[name]}`);
    }
  }
}

/** Throws what a save would refuse. @see https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-config */
export function refuseInvalid(definition: WorkflowDefinition): void {
  const names = allActions(definition.actions).map(([name]) => name);
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  if (repeated.length > 0) throw new Error(`actions share a name: ${repeated.join(", ")}`);
  if (names.length > 500) throw new Error(`more than 500 actions: ${names.length}`);
  for (const [name, trigger] of Object.entries(definition.triggers)) refuseTrigger(name, trigger);
  refuseUnknownVariables(definition.actions);
  refuseIn(definition.actions, { visible: new Set(), names: new Set(names), loops: 0, depth: 1 });
}

function refuseUnknownVariables(actions: Actions): void {
  const all = allActions(actions).map(([, action]) => action);
  const known = all.flatMap((action) =>
    action.type === "InitializeVariable" ? action.inputs.variables.map(({ name }) => name) : [],
  );
  const set = all.flatMap((action) =>
    action.type === "SetVariable" || action.type === "AppendToArrayVariable"
      ? [action.inputs.name]
      : [],
  );
  const read = [...JSON.stringify(actions).matchAll(/variables\('(\w+)'\)/g)].map(
    ([, name]) => name ?? "",
  );
  const unknown = [...set, ...read].find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`no action initialises the variable ${unknown}`);
}

function refuseTrigger(name: string, trigger: WorkflowDefinition["triggers"][string]): void {
  if (trigger.type === "Request") return;
  if (trigger.type !== "Recurrence") throw new Error(`${name}: unknown trigger`);
  const { frequency, interval } = trigger.recurrence;
  const most = { Minute: 72_000, Day: 500 }[frequency];
  if (most === undefined || !Number.isInteger(interval) || interval < 1 || interval > most) {
    throw new Error(`${name}: every ${interval} ${frequency}`);
  }
}

interface Place {
  /** Actions that an expression here may refer to. */
  readonly visible: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly loops: number;
  readonly depth: number;
}

function refuseIn(actions: Actions, place: Place): void {
  if (place.depth > 8) throw new Error("actions are nested deeper than 8");
  for (const [name, action] of Object.entries(actions)) {
    refuseShape(name, action, place);
    const visible = new Set([...place.visible, ...upstreamOf(name, actions)]);
    refuseReferences(name, action, visible, place.names);
    const loop = action.type === "Foreach" || action.type === "Until";
    const inner = {
      ...place,
      visible,
      loops: place.loops + (loop ? 1 : 0),
      depth: place.depth + 1,
    };
    for (const branch of branchesOf(action)) refuseIn(branch, inner);
  }
}

function refuseShape(name: string, action: Action, place: Place): void {
  const known = keysOf[action.type];
  if (known === undefined) throw new Error(`${name}: unknown action type ${action.type}`);
  const strange = Object.keys(action).filter(
    (key) => !["type", "runAfter", ...known].includes(key),
  );
  if (strange.length > 0) throw new Error(`${name}: unknown ${strange.join(", ")}`);
  if (name.length > 80 || !/^\w+$/.test(name)) throw new Error(`${name}: not a name for an action`);
  const unknown = Object.values(action.runAfter)
    .flat()
    .filter((status) => !["Succeeded", "Failed", "TimedOut", "Skipped"].includes(status));
  if (unknown.length > 0) throw new Error(`${name}: unknown status ${unknown.join(", ")}`);
  const long = textsOf(action).find((text) => text.length > 8192);
  if (long !== undefined) throw new Error(`${name}: an expression of ${long.length} characters`);
  refusePlace(name, action, place);
  refuseLimits(name, action);
}

function refusePlace(name: string, action: Action, place: Place): void {
  if (action.type === "InitializeVariable" && place.depth > 1) {
    throw new Error(`${name}: variables are initialised at the top only`);
  }
  if ((action.type === "Terminate" || action.type === "Response") && place.loops > 0) {
    throw new Error(`${name}: ${action.type} cannot be in a loop`);
  }
}

function refuseLimits(name: string, action: Action): void {
  if (action.type === "Foreach") {
    const repetitions = action.runtimeConfiguration?.concurrency.repetitions ?? 20;
    if (repetitions < 1 || repetitions > 50) throw new Error(`${name}: ${repetitions} repetitions`);
  }
  if (action.type === "Until" && action.limit.count > 5000) {
    throw new Error(`${name}: more than 5000 rounds`);
  }
}

function refuseReferences(
  name: string,
  action: Action,
  visible: ReadonlySet<string>,
  names: ReadonlySet<string>,
): void {
  // The end of a loop is judged inside it.
  const own = action.type === "Until" ? allActions(action.actions).map(([inner]) => inner) : [];
  for (const reference of textsOf(action)
    .filter(isExpression)
    .map(parseExpression)
    .flatMap(referencedActions)) {
    if (!names.has(reference)) throw new Error(`${name}: there is no action ${reference}`);
    if (!visible.has(reference) && !own.includes(reference)) {
      throw new Error(`${name}: ${reference} does not run before it`);
    }
  }
}

/** The actions that have ended before an action begins, those inside scopes, branches and until-loops among them. */
function upstreamOf(name: string, siblings: Actions): readonly string[] {
  const before = Object.keys(siblings[name]?.runAfter ?? {});
  return before.flatMap((earlier) => {
    const action = siblings[earlier];
    if (action === undefined)
      throw new Error(`${name}: runs after ${earlier}, which is not beside it`);
    const inside =
      action.type === "Foreach" ? [] : branchesOf(action).flatMap((branch) => allActions(branch));
    return [earlier, ...inside.map(([inner]) => inner), ...upstreamOf(earlier, siblings)];
  });
}

/** Every action of a definition, at every depth. */
export function allActions(actions: Actions): readonly (readonly [string, Action])[] {
  return Object.entries(actions).flatMap(([name, action]) => [
    [name, action] as const,
    ...branchesOf(action).flatMap(allActions),
  ]);
}

function branchesOf(action: Action): readonly Actions[] {
  switch (action.type) {
    case "If":
      return [action.actions, action.else.actions];
    case "Scope":
    case "Foreach":
    case "Until":
      return [action.actions];
    default:
      return [];
  }
}

/** Texts of an action itself, without those of the actions in it. */
function textsOf(action: Action): readonly string[] {
  const { actions: _, else: __, ...own } = action as Action & { actions?: unknown; else?: unknown };
  const texts: string[] = [];
  JSON.stringify(own, (_key, value: unknown) => {
    if (typeof value === "string") texts.push(value);
    return value;
  });
  return texts;
}
