/**
 * Walks a runbook as it is rendered, on a simulated clock, against answers that a test gives. Strict: an unknown
 * action or field, a step that is not there, a call that no model describes and a reference without a value are errors.
 */
import { act, type Call, type Outcome, type Surroundings, type World } from "./actions";
import {
  type Fields,
  parametersOf,
  type Rendered,
  type RenderedStep,
  readRunbook,
} from "./rendered";
import { filled } from "./values";

export type { Call, World } from "./actions";

export interface Walk {
  readonly visited: readonly string[];
  readonly calls: readonly Call[];
  readonly status: "Success" | "Failed" | "TimedOut" | "Cancelled";
  readonly end: Date;
}

export interface WalkOptions {
  /** @default 2026-12-06T03:00:00Z */
  readonly start?: string;
  /** The step during which somebody cancels the run. */
  readonly cancelAt?: string;
  /** The step that fails, whatever it does. */
  readonly failAt?: string;
  /** Seconds that each call of a script takes: where AWS answers ten a second, 0.1. @default 0 */
  readonly callSeconds?: number;
}

interface Run {
  readonly runbook: Rendered;
  readonly around: Surroundings;
  readonly options: WalkOptions;
  readonly visited: string[];
  status: Walk["status"];
}

export function walkRunbook(
  content: string,
  parameters: Fields,
  world: World,
  options: WalkOptions = {},
): Walk {
  const runbook = readRunbook(content);
  const calls: Call[] = [];
  const variables = Object.entries(runbook.variables ?? {});
  const around: Surroundings = {
    clock: { now: new Date(options.start ?? "2026-12-06T03:00:00Z") },
    callSeconds: options.callSeconds ?? 0,
    variableTypes: new Map(variables.map(([name, { type }]) => [`variable:${name}`, type])),
    values: new Map<string, unknown>([
      ...Object.entries(parametersOf(runbook, parameters)),
      ...variables.map(([name, one]) => [`variable:${name}`, one.default] as const),
      ["automation:EXECUTION_ID", "00000000-0000-4000-8000-000000000000"],
    ]),
    world: (call) => {
      calls.push(call);
      return world(call);
    },
  };
  const run: Run = { runbook, around, options, visited: [], status: "Success" };
  let step = runbook.mainSteps[0];
  while (step !== undefined) step = take(run, step, runbook.mainSteps);
  return { visited: run.visited, calls, status: run.status, end: around.clock.now };
}

/** Takes one step; returns the next. */
function take(
  run: Run,
  step: RenderedStep,
  among: readonly RenderedStep[],
): RenderedStep | undefined {
  run.visited.push(step.name);
  if (run.visited.length > 1000) throw new Error("the runbook goes in circles");
  if (run.options.cancelAt === step.name && run.status !== "Cancelled") return cancelled(run, step);
  if (step.action === "aws:loop") {
    loop(run, step);
    return run.status === "Success" ? following(step, among) : undefined;
  }
  const outcome =
    run.options.failAt === step.name
      ? ({ ok: false, status: "Failed" } as const)
      : act(step, filled(step.inputs, run.around.values) as Fields, run.around);
  return outcome.ok
    ? following(step, among, outcome.next)
    : afterFailure(run, step, among, outcome);
}

function cancelled(run: Run, step: RenderedStep): RenderedStep | undefined {
  run.status = "Cancelled";
  return handler(run.runbook.mainSteps, step, step.onCancel);
}

/** A failure of a critical step is the run's, whatever its handler does then. */
function afterFailure(
  run: Run,
  step: RenderedStep,
  among: readonly RenderedStep[],
  outcome: Extract<Outcome, { ok: false }>,
): RenderedStep | undefined {
  if (step.isCritical !== false && run.status === "Success") run.status = outcome.status;
  if (step.isEnd === true) return undefined;
  if (step.onFailure === "Continue") return following(step, among);
  return handler(run.runbook.mainSteps, step, step.onFailure);
}

function handler(
  steps: readonly RenderedStep[],
  step: RenderedStep,
  target: string | undefined,
): RenderedStep | undefined {
  return target?.startsWith("step:") ? named(steps, step, target.slice("step:".length)) : undefined;
}

function following(step: RenderedStep, among: readonly RenderedStep[], chosen?: string) {
  if (step.isEnd === true) return undefined;
  const next = chosen ?? step.nextStep;
  return next === undefined ? among[among.indexOf(step) + 1] : named(among, step, next);
}

function named(steps: readonly RenderedStep[], step: RenderedStep, name: string): RenderedStep {
  const found = steps.find((one) => one.name === name);
  if (found === undefined)
    throw new Error(`step ${step.name} goes on to ${name}, which is not there`);
  return found;
}

/** Takes the steps of a loop at least once, and again while its condition holds. */
function loop(run: Run, { name, inputs }: RenderedStep): void {
  const { Steps, LoopCondition, MaxIterations, ...others } = inputs;
  if (Object.keys(others).length > 0) throw new Error(`loop ${name} has inputs that are not known`);
  const steps = Steps as readonly RenderedStep[];
  const most = Number(MaxIterations);
  if (!(most >= 1 && most <= 100)) throw new Error(`loop ${name} must end after 1 to 100 rounds`);
  for (let round = 0; round < most; round += 1) {
    let step = steps[0];
    while (step !== undefined) step = take(run, step, steps);
    if (run.status !== "Success") return;
    const { Variable, StringEquals } = filled(LoopCondition, run.around.values) as Fields;
    if (Variable !== StringEquals) return;
  }
}
