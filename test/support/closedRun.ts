/** A simulated Azure after a patch run: what was installed, assessments, health checks, and the machines with their disks. */
import { type BlobStore, simulateStore } from "./blobStore";
import {
  aDisk,
  answerDisk,
  answerMachine,
  type ComputeState,
  type DataDisk,
  type DiskedMachine,
  diskId,
  modelOf,
} from "./diskedMachine";
import { runId, runName, subscription, vmIdOf } from "./patchRun";
import type { Answer, Call } from "./workflow";

export const runStart = "2027-01-10T03:00:00Z";
export const runEnd = "2027-01-10T06:00:00Z";

export interface Patch {
  readonly name: string;
  readonly classifications: readonly string[];
  readonly version?: string;
  readonly kbId?: string;
  readonly rebootBehavior?: string;
}

/** What happened to one machine; all that is left out went well. */
export interface MachineStory {
  readonly id: string;
  readonly os?: "Linux" | "Windows";
  readonly install?: Readonly<Record<string, unknown>>;
  /** Result of an assessment, over a good one. */
  readonly assessment?: Readonly<Record<string, unknown>>;
  readonly missing?: readonly Patch[];
  /** Seconds that an assessment takes. @default 90 */
  readonly assessSeconds?: number;
  readonly health?: { readonly executionState: string; readonly exitCode?: number };
  readonly power?: "running" | "deallocated";
  readonly disks?: readonly DataDisk[];
  readonly gone?: true;
}

export interface ClosedWorld {
  readonly stories: readonly MachineStory[];
  /** Machines that Resource Graph lists with the run. @default - all */
  readonly listed?: readonly string[];
  readonly fault?: (call: Call, now: number) => Answer | undefined;
}

export interface ClosedAzure {
  answer(call: Call, now: Date): Answer;
  readonly store: BlobStore;
  readonly compute: ComputeState;
  /** Machines that were deallocated, in lower case. */
  readonly stopped: readonly string[];
  /** Run commands that are there. */
  readonly commands: ReadonlyMap<string, unknown>;
}

interface State {
  readonly world: ClosedWorld;
  readonly store: BlobStore;
  readonly compute: ComputeState;
  readonly commands: Map<string, { readonly body: unknown; readonly readyAt: number }>;
  readonly assessments: Map<string, { readonly story: MachineStory; readonly at: number }>;
  readonly stopped: string[];
}

export function simulateClosedRun(world: ClosedWorld): ClosedAzure {
  const state: State = {
    world,
    store: simulateStore(),
    compute: computeOf(world.stories),
    commands: new Map(),
    assessments: new Map(),
    stopped: [],
  };
  return {
    store: state.store,
    compute: state.compute,
    stopped: state.stopped,
    commands: state.commands,
    answer: (call, now) => world.fault?.(call, now.getTime()) ?? answer(state, call, now.getTime()),
  };
}

function isArc(id: string): boolean {
  return id.toLowerCase().includes("/microsoft.hybridcompute/");
}

function computeOf(stories: readonly MachineStory[]): ComputeState {
  const compute: ComputeState = { machines: new Map(), disks: new Map(), busy: new Map() };
  for (const { id, os = "Linux", power = "running", disks = [], gone } of stories) {
    if (isArc(id) || gone) continue;
    const name = id.split("/").at(-1) ?? "";
    const machine: DiskedMachine = {
      id,
      vmId: vmIdOf(id),
      osType: os,
      power,
      osDisk: diskId(`${name}-os`),
      dataDisks: disks,
      history: [],
    };
    compute.machines.set(id.toLowerCase(), machine);
    for (const disk of [machine.osDisk, ...disks.map(({ managedDisk }) => managedDisk.id)]) {
      compute.disks.set(disk.toLowerCase(), aDisk(disk.split("/").at(-1) ?? ""));
    }
  }
  return compute;
}

function answer(state: State, call: Call, now: number): Answer {
  if (call.url.origin !== "https://management.azure.com") return state.store.answer(call);
  const path = decodeURIComponent(call.url.pathname).toLowerCase();
  if (path.includes("/applyupdates/")) return path === runId ? { status: 200 } : { status: 404 };
  if (
    path.endsWith("/resourcegraph/resources") ||
    path.endsWith("microsoft.resourcegraph/resources")
  )
    return answerQuery(state, call);
  if (/\/operation(s|results)\//.test(path)) return answerOperation(state, path, now);
  if (path.includes("/restorepoints/")) return answerPoint(state, path);
  if (path.includes("/disks/")) return answerDisk(state.compute, call);
  if (path.includes("/runcommands/")) return answerCommand(state, call, path, now);
  return answerStory(state, call, path, now);
}

function storyOf({ world }: State, path: string): MachineStory | undefined {
  return world.stories.find(({ id, gone }) => !gone && path.startsWith(id.toLowerCase()));
}

function answerStory(state: State, call: Call, path: string, now: number): Answer {
  const story = storyOf(state, path);
  if (story === undefined) return { status: 404 };
  if (path.endsWith("/assesspatches")) {
    const operation = `${isArc(story.id) ? "operationResults" : "operations"}/${state.assessments.size}`;
    const provider = isArc(story.id) ? "Microsoft.HybridCompute" : "Microsoft.Compute";
    state.assessments.set(operation.toLowerCase(), { story, at: now });
    const Location = `https://management.azure.com/subscriptions/${subscription}/providers/${provider}/locations/westeurope/${operation}?api-version=2024-07-10`;
    return { status: 202, headers: { Location } };
  }
  if (call.method === "GET") return { status: 200, body: readStory(state, story, now) };
  const machine = state.compute.machines.get(story.id.toLowerCase());
  if (machine === undefined) return { status: 404 };
  const answered = answerMachine(state.compute, machine, call, now);
  if (path.endsWith("/deallocate") && answered.status === 202)
    state.stopped.push(story.id.toLowerCase());
  return answered;
}

const goodInstall = {
  status: "Succeeded",
  startTime: "2027-01-10T03:05:00Z",
  maintenanceWindowExceeded: false,
  failedPatchCount: 0,
  pendingPatchCount: 0,
  installedPatchCount: 4,
};

function readStory(state: State, story: MachineStory, now: number) {
  if (isArc(story.id)) {
    const status = story.power === "deallocated" ? "Disconnected" : "Connected";
    return {
      id: story.id,
      location: "westeurope",
      properties: { osType: story.os ?? "linux", status },
    };
  }
  const machine = state.compute.machines.get(story.id.toLowerCase());
  if (machine === undefined) throw new Error(`no machine ${story.id}`);
  const busy = state.compute.busy.get(story.id.toLowerCase());
  const { statuses, ...model } = modelOf(machine, now, busy);
  const lastPatchInstallationSummary = { ...goodInstall, ...story.install };
  return {
    id: story.id,
    location: "westeurope",
    properties: {
      ...model,
      instanceView: { statuses, patchStatus: { lastPatchInstallationSummary } },
    },
  };
}

function answerOperation({ assessments }: State, path: string, now: number): Answer {
  const asked = assessments.get(path.split("/").slice(-2).join("/"));
  if (asked === undefined) return { status: 404 };
  const { story, at } = asked;
  if (now < at + (story.assessSeconds ?? 90) * 1000) return { status: 202 };
  const patches = story.missing ?? [];
  const found = isArc(story.id)
    ? { availablePatchCountByClassification: countsOf(patches) }
    : { availablePatches: patches };
  const result = {
    status: "Succeeded",
    startDateTime: new Date(at).toISOString(),
    rebootPending: false,
    ...found,
    ...story.assessment,
  };
  return { status: 200, body: result };
}

function countsOf(patches: readonly Patch[]) {
  const of = (word: string) =>
    patches.filter(({ classifications }) =>
      classifications.some((one) => one.toLowerCase() === word),
    ).length;
  return {
    critical: of("critical"),
    security: of("security"),
    other: of("other"),
    updateRollup: of("updaterollup"),
  };
}

function answerQuery(state: State, call: Call): Answer {
  const { query, subscriptions } = call.body as { query: string; subscriptions: string[] };
  if (subscriptions.join() !== subscription) return { status: 400 };
  const data = rowsOf(state, query);
  return { status: 200, body: { totalRecords: data.length, count: data.length, data } };
}

function rowsOf({ world }: State, query: string): readonly object[] {
  const ids = world.stories.map(({ id }) => id.toLowerCase());
  if (query.startsWith("maintenanceresources")) {
    if (!query.includes(`'${runId}'`)) return [];
    return (world.listed ?? ids).map((id) => ({ id, run: runId, machine: id.toLowerCase() }));
  }
  if (query.startsWith("patchinstallationresources")) {
    return world.stories
      .filter(({ id, install }) => isArc(id) && install?.["status"] !== "none")
      .map(({ id, install }) => ({
        run: runId,
        machine: id.toLowerCase(),
        status: "Succeeded",
        exceeded: false,
        failed: 0,
        pending: 0,
        ...install,
      }));
  }
  const story = world.stories.find(({ id }) => query.includes(`'${id.toLowerCase()}/'`));
  return (story?.missing ?? []).map(({ version = "", kbId = "", ...patch }) => ({
    ...patch,
    version,
    kbId,
  }));
}

function answerCommand(state: State, call: Call, path: string, now: number): Answer {
  const story = storyOf(state, path);
  if (story === undefined) return { status: 404 };
  if (call.method === "PUT") {
    state.commands.set(path, { body: call.body, readyAt: now + 45_000 });
    return { status: 201 };
  }
  const command = state.commands.get(path);
  if (command === undefined) return { status: 404 };
  if (call.method === "DELETE") return { status: state.commands.delete(path) ? 202 : 404 };
  const done = { executionState: "Succeeded", exitCode: 0, ...story.health };
  const shown = isArc(story.id) || call.url.searchParams.get("$expand") === "instanceView";
  const instanceView = now < command.readyAt ? { executionState: "Running" } : done;
  return { status: 200, body: { properties: shown ? { instanceView } : {} } };
}

/** The point of the run: made of the disks that the machine has in the story. */
function answerPoint(state: State, path: string): Answer {
  const story = state.world.stories.find(
    ({ id }) =>
      !isArc(id) &&
      path.endsWith(
        `/${id.split("/").at(-1)}-${vmIdOf(id)}/restorepoints/${runName}`.toLowerCase(),
      ),
  );
  if (story === undefined) return { status: 404 };
  const name = story.id.split("/").at(-1) ?? "";
  const point = (disk: string) => ({ id: `${path}/diskRestorePoints/${disk}` });
  const dataDisks = (story.disks ?? []).map(({ lun, caching, managedDisk }) => ({
    lun,
    caching,
    managedDisk,
    diskRestorePoint: point(`lun-${lun}`),
  }));
  const osDisk = { managedDisk: { id: diskId(`${name}-os`) }, diskRestorePoint: point("os") };
  return {
    status: 200,
    body: {
      properties: {
        provisioningState: "Succeeded",
        sourceMetadata: { vmId: vmIdOf(story.id), storageProfile: { osDisk, dataDisks } },
      },
    },
  };
}

/** What the pre-event leaves of the run before its machines are patched. */
export function recordRun(
  store: BlobStore,
  machines: readonly string[],
  changes: Readonly<Record<string, unknown>> = {},
): void {
  store.write(`runs/web.canary/${runName}.json`, {
    run: runId,
    patchGroup: "web.canary",
    start: runStart,
    end: runEnd,
    machines,
    started: [],
    state: "protected",
    reason: "",
    ...changes,
  });
}

export function pendVerdict(
  store: BlobStore,
  changes: Readonly<Record<string, unknown>> = {},
): void {
  store.write("verdicts/web.canary.json", {
    run: runId,
    patchGroup: "web.canary",
    verdict: "pending",
    reason: "",
    start: runStart,
    end: runEnd,
    until: "2027-01-17T06:00:00Z",
    at: "2027-01-10T02:25:00Z",
    ...changes,
  });
}
