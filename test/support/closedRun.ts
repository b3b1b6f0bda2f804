/** A simulated Azure after a patch run: what was installed, assessments, health checks, and the machines with their disks. */
import { type BlobStore, simulateStore } from "./blobStore";
import { answerCommand, answerOperation, answerQuery } from "./closedAnswers";
import {
  type ClosedState,
  type ClosedWorld,
  isArc,
  type MachineStory,
  storyOf,
} from "./closedWorld";
import {
  aDisk,
  answerDisk,
  answerMachine,
  type ComputeState,
  type DiskedMachine,
  diskId,
  modelOf,
} from "./diskedMachine";
import { runId, runName, subscription, vmIdOf } from "./patchRun";
import type { Answer, Call } from "./workflow";

export interface ClosedAzure {
  answer(call: Call, now: Date): Answer;
  readonly store: BlobStore;
  readonly compute: ComputeState;
  /** Machines that were deallocated, in lower case. */
  readonly stopped: readonly string[];
  /** Run commands that are there. */
  readonly commands: ReadonlyMap<string, unknown>;
}

export function simulateClosedRun(world: ClosedWorld): ClosedAzure {
  const state: ClosedState = {
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

function answer(state: ClosedState, call: Call, now: number): Answer {
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

function answerStory(state: ClosedState, call: Call, path: string, now: number): Answer {
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

function readStory(state: ClosedState, story: MachineStory, now: number) {
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

/** The point of the run: made of the disks that the machine has in the story. */
function answerPoint(state: ClosedState, path: string): Answer {
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
