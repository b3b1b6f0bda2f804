/** What a simulated Azure is told of a run that has ended: each machine's story, and what the pre-event has left. */
import type { BlobStore } from "./blobStore";
import type { ComputeState, DataDisk } from "./diskedMachine";
import { runId, runName } from "./patchRun";
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

/** Of a simulated Azure. */
export interface ClosedState {
  readonly world: ClosedWorld;
  readonly store: BlobStore;
  readonly compute: ComputeState;
  readonly commands: Map<string, { readonly body: unknown; readonly readyAt: number }>;
  readonly assessments: Map<string, { readonly story: MachineStory; readonly at: number }>;
  readonly stopped: string[];
}

export function isArc(id: string): boolean {
  return id.toLowerCase().includes("/microsoft.hybridcompute/");
}

export function storyOf({ world }: ClosedState, path: string): MachineStory | undefined {
  return world.stories.find(({ id, gone }) => !gone && path.startsWith(id.toLowerCase()));
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
