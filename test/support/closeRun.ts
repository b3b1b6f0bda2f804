/** Plays a post-event against the simulated Azure, and the restores that it starts. */

import type { WorkflowDefinition } from "../../components/azure/workflows/definition";
import type { ClosedRun } from "../../components/azure/workflows/endedRuns";
import { postEventWorkflow } from "../../components/azure/workflows/postEvent";
import { restoreWorkflow } from "../../components/azure/workflows/restore";
import { storeAddress } from "./blobStore";
import { type ClosedAzure, simulateClosedRun } from "./closedRun";
import { type ClosedWorld, type MachineStory, pendVerdict, recordRun } from "./closedWorld";
import { configurationId, machineId, runId, subscription } from "./patchRun";
import { type RunOptions, type RunOutcome, runWorkflow } from "./workflow";

export const restoreWorkflowId = `/subscriptions/${subscription}/resourceGroups/rg-patching/providers/Microsoft.Logic/workflows/restore`;

export const wantedLinux = {
  classifications: ["critical", "security"],
  include: [],
  exclude: ["tzdata", "openssl=3.0.2"],
  masks: ["kernel-debug*", "bash=5.*"],
  excludesRestarts: false,
};
export const wantedWindows = {
  classifications: ["critical", "security", "updaterollup"],
  include: ["5034439"],
  exclude: ["5001234"],
  masks: [],
  excludesRestarts: true,
};

export const ring: ClosedRun = {
  id: configurationId,
  patchGroup: "web.canary",
  gapMinutes: 7 * 24 * 60,
  reboot: "may",
  onFailure: "leave",
  patches: { linux: wantedLinux, windows: wantedWindows },
  health: {},
};

export interface Close extends Partial<ClosedWorld> {
  readonly ring?: Partial<ClosedRun>;
  readonly record?: Readonly<Record<string, unknown>> | "none";
  readonly pending?: Readonly<Record<string, unknown>> | "none";
  /** What the store holds before, by path, in place of record and verdict. */
  readonly blobs?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly now?: string;
  readonly fails?: (action: string) => boolean;
  readonly restoreFails?: (action: string) => boolean;
  readonly definition?: WorkflowDefinition;
}

export interface Closed {
  readonly azure: ClosedAzure;
  readonly outcome: RunOutcome;
  readonly restores: readonly RunOutcome[];
  readonly deliver: () => RunOutcome;
}

export const twoMachines: readonly MachineStory[] = [
  { id: machineId("web-1") },
  { id: machineId("web-2") },
];

export function postEvent(data: Readonly<Record<string, unknown>> = {}) {
  return {
    id: "1",
    eventType: "Microsoft.Maintenance.PostMaintenanceEvent",
    data: {
      correlationId: runId,
      maintenanceConfigurationId: configurationId,
      status: "Succeeded",
      startDateTime: "2027-01-10T03:00:00Z",
      endDateTime: "2027-01-10T06:00:00Z",
      resourceSubscriptionIds: [subscription],
      ...data,
    },
  };
}

export function closingDefinition(
  masks: readonly string[] = wantedLinux.masks,
): WorkflowDefinition {
  return postEventWorkflow({ masks, restoreWorkflowId });
}

export function closeRun(close: Close = {}): Closed {
  const stories = close.stories ?? twoMachines;
  const azure = simulateClosedRun({ ...close, stories });
  for (const [path, body] of Object.entries(close.blobs ?? {})) azure.store.write(path, body);
  if (close.blobs === undefined && close.record !== "none")
    recordRun(
      azure.store,
      stories.map(({ id }) => id),
      close.record,
    );
  if (close.blobs === undefined && close.pending !== "none")
    pendVerdict(azure.store, close.pending);
  const restores: RunOutcome[] = [];
  const closed = { ...ring, ...close.ring };
  const options: RunOptions = {
    definition: close.definition ?? closingDefinition(),
    parameters: {
      configurations: { [configurationId.toLowerCase()]: closed },
      subscription,
      runStore: storeAddress,
    },
    trigger: close.body ?? [postEvent()],
    now: close.now ?? "2027-01-10T04:30:00Z",
    answer: (call, now) => {
      const isRunning = restores.some(({ endedAt }) => now.getTime() < Date.parse(endedAt));
      return isRunning && call.method === "GET" && call.url.pathname.includes(".restore.")
        ? { status: 200, body: { state: "running" } }
        : azure.answer(call, now);
    },
    start: (id, body, now) => {
      if (id !== restoreWorkflowId) throw new Error(`no workflow ${id}`);
      const restore = playRestore(azure, body, now.toISOString(), closed.health, {
        ...(close.restoreFails !== undefined && { fails: close.restoreFails }),
      });
      restores.push(restore);
      return restore.response ?? { status: 504 };
    },
    ...(close.fails !== undefined && { fails: close.fails }),
  };
  const deliver = () => runWorkflow(options);
  return { azure, restores, deliver, outcome: deliver() };
}

export function playRestore(
  azure: ClosedAzure,
  body: unknown,
  now: string,
  health: ClosedRun["health"] = {},
  more: Partial<RunOptions> = {},
): RunOutcome {
  return runWorkflow({
    definition: restoreWorkflow(),
    parameters: {
      configurations: { [configurationId.toLowerCase()]: { patchGroup: "web.canary", health } },
      subscription,
      restorePointGroup: "rg-patching",
      runStore: storeAddress,
    },
    trigger: body,
    now,
    answer: azure.answer,
    ...more,
  });
}

export function verdict(azure: ClosedAzure): Readonly<Record<string, unknown>> | undefined {
  return azure.store.read("verdicts/web.canary.json");
}
