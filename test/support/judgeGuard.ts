/** Plays a scene to its run's start, pre-event and watchdog, and says what it breaks of what a guard promises. */
import type { WorkflowDefinition } from "../../components/azure/workflows/definition";
import {
  fails,
  isQuery,
  plusMinutes,
  record,
  ringsBefore,
  type Scene,
  setStage,
  verdict,
  verdictOf,
} from "./guardedRuns";
import { machineId, runId, usualStart } from "./patchRun";
import { blobKey } from "./patchRunStore";
import type { RunOutcome } from "./workflow";

export interface GuardScene extends Scene {
  /** What becomes of the run when nothing fails. */
  readonly expected: "runs" | "cancelled" | "frozen";
  /** The pre-event never comes. */
  readonly lost?: true;
}

const lab = (changes: object = {}) =>
  Object.fromEntries(
    ringsBefore.map((one, index) => [
      blobKey(one.verdict),
      verdictOf("web.lab", 1440, index === 0 ? changes : {}),
    ]),
  );
const own = { [verdict]: verdictOf("web.canary", 6 * 1440) };
const stopped = { stopped: [machineId("web-1")], guarded: { startStopped: true } };

export const guardScenes = {
  "all goes well": { expected: "runs", blobs: own },
  "a machine is started, and the ring before went well": {
    ...{ expected: "runs", ringsBefore, blobs: { ...own, ...lab() } },
    ...stopped,
  },
  "the ring before went badly": {
    ...{ expected: "cancelled", ringsBefore, blobs: { ...own, ...lab({ verdict: "unhealthy" }) } },
  },
  "a freeze is on": { expected: "frozen", start: "2026-12-24T03:00:00Z", blobs: own },
  "restore points take too long": {
    ...{ expected: "cancelled", pointSeconds: 3600, blobs: own },
    ...stopped,
  },
  "a machine has a disk without points": {
    expected: "cancelled",
    profiles: { [machineId("web-2")]: { osDisk: {} } },
    blobs: own,
  },
  "a hybrid machine is refused": {
    expected: "cancelled",
    machines: [
      machineId("web-1"),
      machineId("edge-1").replace("Microsoft.Compute/virtualM", "Microsoft.HybridCompute/m"),
    ],
    guarded: { hybrid: "refuse" },
    blobs: own,
  },
  "machines cannot be listed": {
    expected: "cancelled",
    fault: fails((call) => isQuery(call) && JSON.stringify(call.body).includes("where run in")),
    blobs: own,
  },
  "the mark cannot be written": {
    expected: "cancelled",
    fault: fails((call) => JSON.stringify(call.body ?? "").includes('"protected"')),
    blobs: own,
  },
  "the event comes late, and restore points take too long": {
    ...{ expected: "cancelled", before: 25, pointSeconds: 3600, blobs: own },
  },
  "the event is lost": { expected: "cancelled", lost: true, blobs: own },
} as const satisfies Record<string, GuardScene>;

export interface WatchdogChanges {
  /** The pre-event has to keep everything by itself. */
  readonly alone?: true;
  readonly watchdogFails?: (action: string) => boolean;
  readonly watchdogChange?: (definition: WorkflowDefinition) => WorkflowDefinition;
}

/** What was promised and not kept; nothing when all was. */
export function judgeGuard(scene: GuardScene, watchdog: WatchdogChanges = {}): readonly string[] {
  const stage = setStage({ ...scene, ...watchdog });
  const start = scene.start ?? usualStart;
  const first = scene.lost ? [] : [stage.deliver()];
  const watched = (watchdog.alone ? [] : [19, 14]).map((before) =>
    stage.watch(before, watchdog.watchdogFails),
  );
  const { azure } = stage;
  const end = { ...azure, outcomes: [...first, ...watched], start };
  const wasCancelled = azure.cancelled.includes(runId);
  const nothingFails = scene.fails === undefined && watchdog.watchdogFails === undefined;
  return [
    ...(wasCancelled || isProtected(scene, end) ? [] : ["a run went on"]),
    ...(isLoud(scene, end, wasCancelled) ? [] : ["a run was lost in silence"]),
    ...verdictFaults(scene, end),
    ...(nothingFails && wasCancelled === (scene.expected === "runs")
      ? [`the run was ${wasCancelled ? "" : "not "}cancelled`]
      : []),
    ...(nothingFails ? detailFaults(scene, end) : []),
    ...first.flatMap(({ endedAt }) =>
      wasCancelled && Date.parse(endedAt) > Date.parse(plusMinutes(start, -10))
        ? [`the cancel came at ${endedAt}`]
        : [],
    ),
  ];
}

type End = ReturnType<typeof setStage>["azure"] & {
  readonly outcomes: readonly RunOutcome[];
  readonly start: string;
};

/** Azure's own state says so, not the mark: each machine runs and has a complete point, and the rest allowed it. */
function isProtected(scene: GuardScene, { points, power, start, blobs }: End): boolean {
  const machines = (scene.machines ?? [machineId("web-1"), machineId("web-2")]).map((id) =>
    id.toLowerCase(),
  );
  const atStart = Date.parse(start);
  const ready = [...points].filter(([, { readyAt }]) => readyAt < atStart).map(([path]) => path);
  const hasPoint = (id: string) => ready.some((path) => path.includes(`/${id.split("/").at(-1)}-`));
  const runs = (id: string) => {
    const { state, from } = power.get(id) ?? { state: "running", from: 0 };
    return state === "running" && from <= atStart - 15 * 60_000;
  };
  return (
    scene.expected === "runs" &&
    machines.every(hasPoint) &&
    (scene.guarded?.startStopped !== true || machines.every(runs)) &&
    blobs.get(record)?.["state"] === "protected"
  );
}

/** A run that people wanted and do not get must show, whoever cancels it. */
function isLoud({ expected }: GuardScene, { outcomes }: End, wasCancelled: boolean): boolean {
  const loud = outcomes.some(({ status }) => status === "Failed");
  return !wasCancelled || expected === "frozen" || loud;
}

/** Nothing before a run may make its verdict healthy; what a freeze leaves is the run's before. */
function verdictFaults({ expected }: GuardScene, { blobs, cancelled }: End): readonly string[] {
  const left = blobs.get(verdict);
  if (left?.["verdict"] !== "healthy") return [];
  if (left["run"] === runId) return ["the verdict of this run is healthy"];
  const isLeft = expected === "frozen" || !blobs.has(record) || cancelled.includes(runId);
  return isLeft ? [] : ["a run goes on under the verdict of another one"];
}

/** What holds besides when nothing fails. */
function detailFaults(scene: GuardScene, { blobs, power, start }: End): readonly string[] {
  const left = blobs.get(verdict);
  const state = blobs.get(record)?.["state"];
  const wanted = { runs: "protected", cancelled: "cancelled", frozen: "frozen" }[scene.expected];
  const verdicts = { runs: "pending", cancelled: "cancelled", frozen: "healthy" };
  const isStopped = [...power.values()].every(({ state: now }) => now === "deallocated");
  return [
    ...(state === wanted ? [] : [`the record says ${state}`]),
    ...(left?.["verdict"] === verdicts[scene.expected]
      ? []
      : [`the verdict says ${left?.["verdict"]}`]),
    ...(scene.expected === "frozen" && left?.["until"] !== plusMinutes(start, 180 + 7 * 1440)
      ? [`the verdict counts until ${left?.["until"]}`]
      : []),
    ...(scene.expected === "cancelled" && !isStopped ? ["a machine runs in vain"] : []),
  ];
}
