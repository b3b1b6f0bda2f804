/** Scenes of guarded runs: what is deployed, what the world is, and the workflows played in it as rendered. */
import type { WorkflowDefinition } from "../../components/azure/workflows/definition";
import type { GuardedRun, RingBeforeVerdict } from "../../components/azure/workflows/guardedRun";
import { preEventWorkflow } from "../../components/azure/workflows/preEvent";
import { watchdogWorkflow } from "../../components/azure/workflows/watchdog";
import type { Freeze } from "../../model/plan";
import {
  configurationId,
  machineId,
  type PatchRunWorld,
  runId,
  runName,
  simulateAzure,
  subscription,
  usualStart,
} from "./patchRun";
import { blobKey, otherStoreUrl, storeUrl } from "./patchRunStore";
import { type Answer, type Call, type RunOutcome, runWorkflow } from "./workflow";

export const yearEnd: Freeze = {
  name: "year-end",
  timezone: "Europe/Berlin",
  when: { kind: "yearly", from: "12-18", to: "01-04" },
};
export const otherConfigurationId = configurationId.replace("web-canary", "erp-all");
export const otherRunId = runId.replace("web-canary", "erp-all");

/** Of the run of `web.canary`. */
export const record = blobKey(`${storeUrl}/runs/web.canary/${runName}.json`);
export const verdict = blobKey(`${storeUrl}/verdicts/web.canary.json`);

export const week = 7 * 1440;

export interface Scene extends Partial<PatchRunWorld> {
  readonly freezes?: readonly Freeze[];
  readonly body?: unknown;
  /** What is deployed for `web.canary` otherwise. */
  readonly guarded?: Partial<GuardedRun>;
  readonly ringsBefore?: readonly RingBeforeVerdict[];
  /** Minutes before the start at which the event comes. @default 35 */
  readonly before?: number;
  readonly fails?: (action: string) => boolean;
  /** The workflows as they are otherwise rendered. */
  readonly change?: (definition: WorkflowDefinition) => WorkflowDefinition;
  readonly watchdogChange?: (definition: WorkflowDefinition) => WorkflowDefinition;
}

export function preEvent(data: Record<string, unknown> = {}, start = usualStart) {
  return {
    id: "1",
    eventType: "Microsoft.Maintenance.PreMaintenanceEvent",
    data: {
      correlationId: runId,
      maintenanceConfigurationId: configurationId.toLowerCase(),
      startDateTime: start,
      endDateTime: plusMinutes(start, 180),
      cancellationCutOffDateTime: plusMinutes(start, -10),
      resourceSubscriptionIds: [subscription],
      ...data,
    },
  };
}

export function plusMinutes(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}

/** What a ring's post-event has written of a run that began some minutes before the usual start. */
export function verdictOf(patchGroup: string, ago = 1440, changes: object = {}) {
  const start = plusMinutes(usualStart, -ago);
  return {
    run: "earlier",
    patchGroup,
    verdict: "healthy",
    reason: "",
    start,
    end: plusMinutes(start, 180),
    until: plusMinutes(start, 180 + week),
    at: plusMinutes(start, 200),
    ...changes,
  };
}

/** The ring before of `web.canary`, in a place of its own store and in another subscription's. */
export const ringsBefore: readonly RingBeforeVerdict[] = [storeUrl, otherStoreUrl].map((url) => ({
  configuration: configurationId.toLowerCase(),
  patchGroup: "web.lab",
  place: `${url.slice(8, 24)}/westeurope`,
  verdict: `${url}/verdicts/web.lab.json`,
}));

export function configurations(guarded: Partial<GuardedRun> = {}): Record<string, GuardedRun> {
  const usual = {
    minutes: 180,
    gapMinutes: week,
    startStopped: false,
    hybrid: "skip",
    unsupportedDisks: "cancel",
  } as const;
  return {
    [configurationId.toLowerCase()]: {
      ...usual,
      id: configurationId,
      group: "web",
      patchGroup: "web.canary",
      keepDays: 14,
      ...guarded,
    },
    [otherConfigurationId.toLowerCase()]: {
      ...usual,
      id: otherConfigurationId,
      group: "erp",
      patchGroup: "erp.all",
      keepDays: 7,
    },
  };
}

const usualPreEvent = preEventWorkflow([yearEnd], "2026-12-01");
const usualWatchdog = watchdogWorkflow();

/** The world, the event as often as it is delivered, and the watchdog. */
export function play(scene: Scene = {}) {
  const stage = setStage(scene);
  return { ...stage, outcome: stage.deliver() };
}

export function setStage(scene: Scene = {}) {
  const start = scene.start ?? usualStart;
  const azure = simulateAzure({ machines: [machineId("web-1"), machineId("web-2")], ...scene });
  const shared = { configurations: configurations(scene.guarded), runStore: storeUrl };
  const rendered = scene.freezes ? preEventWorkflow(scene.freezes, "2026-12-01") : usualPreEvent;
  const deployed = scene.change?.(rendered) ?? rendered;
  const deliver = (before = scene.before ?? 35): RunOutcome =>
    runWorkflow({
      definition: deployed,
      parameters: {
        ...shared,
        ringsBefore: scene.ringsBefore ?? [],
        restorePointGroup: "rg-patching",
      },
      trigger: scene.body ?? [preEvent({}, start)],
      now: plusMinutes(start, -before),
      answer: azure.answer,
      ...(scene.fails && { fails: scene.fails }),
    });
  const watchdog = scene.watchdogChange?.(usualWatchdog) ?? usualWatchdog;
  const watch = (before: number, fails?: (action: string) => boolean): RunOutcome =>
    runWorkflow({
      definition: watchdog,
      parameters: { ...shared, subscription },
      now: plusMinutes(start, -before),
      answer: azure.answer,
      ...(fails && { fails }),
    });
  return { azure, deliver, watch };
}

export function fails(match: (call: Call) => boolean, answer: Answer = { status: 403 }) {
  return (call: Call) => (match(call) ? answer : undefined);
}

export function path(call: Call): string {
  return call.url.pathname.toLowerCase();
}
export function endsWith(call: Call, end: string): boolean {
  return path(call).endsWith(end);
}
export function isRun(call: Call): boolean {
  return path(call).includes("/applyupdates/");
}
export function isQuery(call: Call): boolean {
  return path(call).includes("resourcegraph");
}
