/**
 * Runs a workflow as rendered, with a simulated clock and a fake of what it calls. Strict: what Logic Apps would refuse
 * and whatever this interpreter does not know is an error, never a silent pass.
 */
import type {
  Action,
  Actions,
  HttpAction,
  WorkflowDefinition,
} from "../../components/azure/workflows/definition";
import { type Environment, evaluate, isExpression, parseExpression } from "./workflowExpression";
import { allActions, refuseForeign, refuseInvalid, refuseParameters } from "./workflowRules";

export interface Call {
  readonly method: HttpAction["inputs"]["method"];
  readonly url: URL;
  readonly body: unknown;
  readonly identity: string;
  readonly headers: Readonly<Record<string, string>>;
}
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RunOptions {
  readonly definition: WorkflowDefinition;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Body of the request that triggers it. */
  readonly trigger?: unknown;
  /** ISO instant at which it begins. */
  readonly now: string;
  /** Answers a call; each takes one second of the simulated clock. */
  readonly answer: (call: Call, now: Date) => Answer;
  /** Starts another workflow, by its id. @default - there is none */
  readonly start?: (workflow: string, body: unknown, now: Date) => Answer;
  /** Actions that fail instead of being performed. @default - none */
  readonly fails?: (action: string) => boolean;
}

type Status = "Succeeded" | "Failed" | "Skipped" | "TimedOut";
interface Result {
  readonly status: Status;
  readonly outputs?: unknown;
}

export interface RunOutcome {
  readonly status: "Succeeded" | "Failed" | "Cancelled";
  readonly error?: string;
  readonly response?: Answer;
  readonly calls: readonly Call[];
  readonly actions: Readonly<Record<string, Status>>;
  readonly endedAt: string;
}

interface Run {
  readonly options: RunOptions;
  readonly results: Map<string, Result>;
  readonly variables: Map<string, unknown>;
  readonly calls: Call[];
  readonly items: { readonly loop: string; readonly item: unknown }[];
  clock: number;
  response?: Answer;
}

class Terminated extends Error {
  readonly status: RunOutcome["status"];
  readonly reason: string | undefined;

  constructor(status: RunOutcome["status"], reason: string | undefined) {
    super(status);
    this.status = status;
    this.reason = reason;
  }
}

/** A definition is held against the rules of a save once. */
const valid = new WeakSet<WorkflowDefinition>();

export function runWorkflow(options: RunOptions): RunOutcome {
  if (!valid.has(options.definition)) refuseInvalid(options.definition);
  valid.add(options.definition);
  refuseParameters(options);
  const run: Run = {
    options,
    results: new Map(),
    variables: new Map(),
    calls: [],
    items: [],
    clock: Date.parse(options.now),
  };
  const end = runToEnd(run);
  return {
    ...end,
    ...(run.response && { response: run.response }),
    calls: run.calls,
    actions: Object.fromEntries([...run.results].map(([name, { status }]) => [name, status])),
    endedAt: new Date(run.clock).toISOString(),
  };
}

function runToEnd(run: Run): Pick<RunOutcome, "status" | "error"> {
  try {
    return { status: runActions(run, run.options.definition.actions) };
  } catch (error) {
    if (!(error instanceof Terminated)) throw error;
    return { status: error.status, ...(error.reason && { error: error.reason }) };
  }
}

/** Runs siblings in the order that `runAfter` allows. */
function runActions(run: Run, actions: Actions): "Succeeded" | "Failed" {
  const pending = new Map(Object.entries(actions));
  const ended = new Map<string, Status>();
  while (pending.size > 0) {
    const ready = [...pending].find(([, action]) =>
      Object.keys(action.runAfter).every((before) => ended.has(before)),
    );
    if (ready === undefined) throw new Error(`a cycle among ${[...pending.keys()].join(", ")}`);
    const [name, action] = ready;
    pending.delete(name);
    const wanted = Object.entries(action.runAfter).every(([before, statuses]) =>
      statuses.includes(ended.get(before) ?? "Skipped"),
    );
    const result = wanted ? runAction(run, name, action) : { status: "Skipped" as const };
    run.results.set(name, result);
    ended.set(name, result.status);
  }
  return Object.keys(actions)
    .filter((name) => !Object.values(actions).some((action) => name in action.runAfter))
    .every((leaf) => endedWell(leaf, actions, ended))
    ? "Succeeded"
    : "Failed";
}

/** A leaf that was skipped since something before it failed counts as failed. */
function endedWell(name: string, actions: Actions, ended: ReadonlyMap<string, Status>): boolean {
  const status = ended.get(name);
  if (status !== "Skipped") return status === "Succeeded";
  return Object.keys(actions[name]?.runAfter ?? {}).every((before) => {
    const earlier = ended.get(before);
    return earlier === "Succeeded" || (earlier === "Skipped" && endedWell(before, actions, ended));
  });
}

/** An expression that cannot be evaluated fails its action, as the service does. */
class ExpressionFailed extends Error {}

function runAction(run: Run, name: string, action: Action): Result {
  if (run.options.fails?.(name)) return { status: "Failed", outputs: { statusCode: 500 } };
  try {
    return perform(run, name, action);
  } catch (error) {
    if (error instanceof ExpressionFailed) {
      return { status: "Failed", outputs: { body: { error: error.message } } };
    }
    throw error;
  }
}

function perform(run: Run, name: string, action: Action): Result {
  const render = (value: unknown) => rendered(run, value);
  switch (action.type) {
    case "Http":
      return call(run, action);
    case "Workflow": {
      const { host, body } = action.inputs;
      if (isExpression(host.workflow.id)) throw new Error(`${name}: an expression as its workflow`);
      if (run.options.start === undefined) throw new Error(`${name}: no workflow to start`);
      run.clock += 1000;
      return resultOf(run.options.start(host.workflow.id, render(body), new Date(run.clock)));
    }
    case "Compose":
      return { status: "Succeeded", outputs: render(action.inputs) };
    case "Query": {
      const kept = rows(render(action.inputs.from)).filter((row) => {
        const judged = withItem(run, name, row, () => render(action.inputs.where));
        if (typeof judged !== "boolean") throw new ExpressionFailed(`${name}: not a truth`);
        return judged;
      });
      return { status: "Succeeded", outputs: { body: kept } };
    }
    case "Select": {
      const mapped = rows(render(action.inputs.from)).map((row) =>
        withItem(run, name, row, () => render(action.inputs.select)),
      );
      return { status: "Succeeded", outputs: { body: mapped } };
    }
    case "InitializeVariable":
    case "SetVariable":
    case "AppendToArrayVariable":
      return setVariable(run, action);
    case "Wait":
      run.clock += action.inputs.interval.count * 1000;
      return { status: "Succeeded" };
    case "Response":
      if (run.response !== undefined) throw new Error(`${name}: a second response`);
      run.response = {
        status: action.inputs.statusCode,
        ...(action.inputs.body !== undefined && { body: render(action.inputs.body) }),
      };
      return { status: "Succeeded" };
    case "Terminate": {
      const { runStatus, runError } = action.inputs;
      throw new Terminated(runStatus, runError && `${runError.code}: ${render(runError.message)}`);
    }
    default:
      return control(run, name, action);
  }
}

function control(
  run: Run,
  name: string,
  action: Extract<Action, { type: "If" | "Scope" | "Foreach" | "Until" }>,
): Result {
  switch (action.type) {
    case "Scope":
      return { status: runActions(run, action.actions) };
    case "If": {
      const judged = rendered(run, action.expression);
      if (typeof judged !== "boolean") throw new ExpressionFailed(`${name}: not a truth`);
      return { status: runActions(run, judged ? action.actions : action.else.actions) };
    }
    case "Foreach":
      return forEach(run, name, action);
    case "Until": {
      const end = run.clock + minutesOf(action.limit.timeout) * 60_000;
      let status: Status = "Succeeded";
      for (let round = 0; round < action.limit.count && run.clock < end; round += 1) {
        status = runActions(run, action.actions);
        if (rendered(run, action.expression) === true) break;
      }
      return { status };
    }
  }
}

/** Items run beside each other, each when a worker is free; a loop inside a loop runs one item at a time. */
function forEach(run: Run, name: string, action: Extract<Action, { type: "Foreach" }>): Result {
  const isInner = run.items.length > 0;
  const width = isInner ? 1 : (action.runtimeConfiguration?.concurrency.repetitions ?? 20);
  const workers = Array.from({ length: width }, () => run.clock);
  const statuses = rows(rendered(run, action.foreach)).map((row) => {
    const free = workers.indexOf(Math.min(...workers));
    run.clock = workers[free] ?? run.clock;
    const status = withItem(run, name, row, () => {
      for (const [inner] of allActions(action.actions)) run.results.delete(inner);
      return runActions(run, action.actions);
    });
    workers[free] = run.clock;
    return status;
  });
  run.clock = Math.max(...workers);
  return { status: statuses.includes("Failed") ? "Failed" : "Succeeded" };
}

function call(run: Run, action: HttpAction): Result {
  const { method, uri, body, headers = {}, authentication, retryPolicy } = action.inputs;
  const made: Call = {
    method,
    url: new URL(String(rendered(run, uri))),
    body: rendered(run, body),
    identity: authentication.identity ?? "own",
    headers: rendered(run, headers) as Call["headers"],
  };
  refuseForeign(made, authentication.audience);
  let answer: Answer = { status: 0 };
  for (let attempt = 0; attempt <= (retryPolicy?.count ?? 0); attempt += 1) {
    if (attempt > 0) run.clock += secondsOf(retryPolicy?.interval ?? "") * 2 ** attempt * 500;
    run.calls.push(made);
    run.clock += 1000;
    answer = run.options.answer(made, new Date(run.clock));
    if (answer.status < 500 && ![408, 429].includes(answer.status)) break;
  }
  return resultOf(answer);
}

function resultOf({ status, body = null, headers = {} }: Answer): Result {
  return {
    status: status < 400 ? "Succeeded" : "Failed",
    outputs: { statusCode: status, body, headers },
  };
}

function setVariable(run: Run, action: Extract<Action, { type: `${string}Variable` }>): Result {
  if (action.type === "InitializeVariable") {
    const [{ name, value }] = action.inputs.variables;
    run.variables.set(name, rendered(run, value));
    return { status: "Succeeded" };
  }
  const { name, value } = action.inputs;
  const old = run.variables.get(name);
  if (old === undefined) throw new ExpressionFailed(`variable ${name} was not initialised`);
  const given = rendered(run, value);
  const next = action.type === "SetVariable" ? given : [...rows(old), given];
  if (typeof next !== typeof old || Array.isArray(next) !== Array.isArray(old)) {
    throw new ExpressionFailed(`variable ${name} cannot hold ${JSON.stringify(next)}`);
  }
  run.variables.set(name, next);
  return { status: "Succeeded" };
}

function withItem<T>(run: Run, loop: string, item: unknown, inside: () => T): T {
  run.items.push({ loop, item });
  try {
    return inside();
  } finally {
    run.items.pop();
  }
}

function rendered(run: Run, value: unknown): unknown {
  if (typeof value === "string") {
    if (!isExpression(value)) return value.startsWith("@@") ? value.slice(1) : value;
    try {
      return evaluate(parseExpression(value), environmentOf(run));
    } catch (error) {
      throw new ExpressionFailed(`${value}: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (Array.isArray(value)) return value.map((entry) => rendered(run, entry));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, rendered(run, entry)]),
  );
}

function environmentOf(run: Run): Environment {
  const outputsOf = (name: string) => run.results.get(name)?.outputs ?? null;
  return {
    body: (name) => (outputsOf(name ?? "") as { body?: unknown } | null)?.body ?? null,
    outputs: (name) => outputsOf(name ?? ""),
    parameters: (name) => existing(run.options.parameters, name ?? ""),
    variables: (name) => existing(Object.fromEntries(run.variables), name ?? ""),
    triggerBody: () => run.options.trigger ?? null,
    item: () => run.items.at(-1)?.item ?? null,
    items: (loop) => {
      const found = run.items.findLast((entry) => entry.loop === loop);
      if (found === undefined) throw new Error(`not inside the loop ${loop}`);
      return found.item;
    },
    utcNow: () => new Date(run.clock).toISOString(),
  };
}

function existing(values: Readonly<Record<string, unknown>>, name: string): unknown {
  if (!Object.hasOwn(values, name)) throw new Error(`there is no ${name}`);
  return values[name];
}

function rows(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new ExpressionFailed(`not an array: ${JSON.stringify(value)}`);
  return value;
}

function secondsOf(duration: string): number {
  const match = /^PT(\d+)S$/.exec(duration);
  if (match === null) throw new Error(`not a duration in seconds: ${duration}`);
  return Number(match[1]);
}

function minutesOf(duration: string): number {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(duration);
  if (match === null) throw new Error(`not a duration: ${duration}`);
  return Number(match[1] ?? 0) * 60 + Number(match[2] ?? 0);
}
