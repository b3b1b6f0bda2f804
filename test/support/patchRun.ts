/** A simulated Azure as the workflows around a patch run see it: runs, their machines and restore points, the run store. */
import {
  answerMachine,
  answerPoint,
  changePower,
  type MachineState,
  type MachineWorld,
  machineState,
} from "./patchRunMachines";
import { answerBlob, type Blobs, isStore } from "./patchRunStore";
import type { Answer, Call } from "./workflow";

export { vmIdOf } from "./patchRunMachines";

export const subscription = "11111111-2222-3333-4444-555555555555";
/** Of roles and an identity that exist already. */
export const roleIdOf = (digit: number) =>
  `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${digit}0000000-2222-4333-8444-555555555555`;
export const existingIdentity = {
  id: `/subscriptions/${subscription}/resourceGroups/rg-patching/providers/Microsoft.ManagedIdentity/userAssignedIdentities/patching`,
  principalId: "aaaaaaaa-2222-4333-8444-555555555555",
};

export const configurationId = `/subscriptions/${subscription}/resourceGroups/rg-patching/providers/Microsoft.Maintenance/maintenanceConfigurations/web-canary`;
export const runName = "20270110030000";
/** As Azure writes it: in lower case. */
export const runId =
  `${configurationId}/providers/microsoft.maintenance/applyupdates/${runName}`.toLowerCase();
export const usualStart = "2027-01-10T03:00:00Z";

export function machineId(name: string, group = "rg-web"): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
}
export const arcMachineId = `/subscriptions/${subscription}/resourceGroups/rg-edge/providers/Microsoft.HybridCompute/machines/edge-1`;

export interface PatchRunWorld extends MachineWorld {
  readonly machines: readonly string[];
  /** Machines of other runs, by the runs' ids in lower case. @default - none */
  readonly otherRuns?: Readonly<Record<string, readonly string[]>>;
  /** When all runs start, as Resource Graph knows it. @default usualStart */
  readonly start?: string;
  /** Answers instead of the world's own, where it gives one. */
  readonly fault?: (call: Call) => Answer | undefined;
  /** Ids of disks that several machines may share. @default - none */
  readonly sharedDisks?: readonly string[];
  /** Blobs that are there at first, by `<host>/<path>`. @default - none */
  readonly blobs?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface SimulatedAzure extends MachineState {
  answer(call: Call, now: Date): Answer;
  /** Run ids that were cancelled, in order, each as often as asked. */
  readonly cancelled: readonly string[];
  readonly blobs: Blobs;
}

interface State extends MachineState {
  readonly cancelled: string[];
  readonly blobs: Blobs;
}

export function simulateAzure(world: PatchRunWorld): SimulatedAzure {
  const state: State = {
    ...machineState(world),
    cancelled: [],
    blobs: new Map(Object.entries(world.blobs ?? {})),
  };
  return {
    ...state,
    answer: (call, now) => world.fault?.(call) ?? answerOwn(world, state, call, now.getTime()),
  };
}

function runsOf(world: PatchRunWorld): Readonly<Record<string, readonly string[]>> {
  return { [runId]: world.machines, ...world.otherRuns };
}

function answerOwn(world: PatchRunWorld, state: State, call: Call, now: number): Answer {
  if (isStore(call)) return answerBlob(state.blobs, call);
  const path = decodeURIComponent(call.url.pathname).toLowerCase();
  if (path === "/providers/microsoft.resourcegraph/resources") return answerQuery(world, call);
  if (path.includes("/providers/microsoft.maintenance/applyupdates/"))
    return answerRun(world, state, call, path);
  if (path.includes("/restorepoints/")) return answerPoint(world, state, call, path, now);
  if (path.includes("/restorepointcollections/")) {
    state.collections.set(path, call.body);
    return { status: 201, body: {} };
  }
  if (call.method === "POST") return changePower(world, state, path, now);
  const machine = Object.values(runsOf(world))
    .flat()
    .find((id) => id.toLowerCase() === path);
  return machine === undefined ? { status: 404 } : answerMachine(world, state, call, machine, now);
}

function answerRun(world: PatchRunWorld, { cancelled }: State, call: Call, path: string): Answer {
  if (!(path in runsOf(world))) return { status: 404 };
  if (call.method === "GET") {
    const status = cancelled.includes(path) ? "Cancelled" : "Pending";
    return { status: 200, body: { properties: { status } } };
  }
  if (JSON.stringify(call.body) !== '{"properties":{"status":"Cancel"}}') return { status: 400 };
  cancelled.push(path);
  return { status: 200, body: { properties: { status: "Cancelled" } } };
}

function answerQuery(world: PatchRunWorld, call: Call): Answer {
  const { query, subscriptions } = call.body as { query: string; subscriptions: string[] };
  if (subscriptions.length === 0 || subscriptions.some((id) => id === "")) return { status: 400 };
  if (query.startsWith("resources ")) {
    return page((world.sharedDisks ?? []).map((disk) => ({ id: disk, disk: disk.toLowerCase() })));
  }
  return page(query.includes("summarize") ? soonRuns(world, query) : machinesOf(world, query));
}

function page(data: readonly unknown[]): Answer {
  return { status: 200, body: { totalRecords: data.length, count: data.length, data } };
}

function machinesOf(world: PatchRunWorld, query: string): readonly unknown[] {
  const wanted = /where run in \(([^)]*)\)/.exec(query)?.[1] ?? "";
  const start = (world.start ?? usualStart).slice(0, 16).replace("T", " ");
  return Object.entries(runsOf(world))
    .filter(([run]) => wanted.includes(`'${run}'`))
    .flatMap(([run, machines]) =>
      machines.map((machine) => ({
        id: `${machine}/providers/microsoft.maintenance/applyupdates/x`.toLowerCase(),
        run,
        machine: machine.toLowerCase(),
        start,
      })),
    );
}

/** Of the watchdog's question: who starts between two instants. */
function soonRuns(world: PatchRunWorld, query: string): readonly unknown[] {
  const [after = Number.NaN, until = Number.NaN] = [
    ...query.matchAll(/datetime\((\d[^)]*)\)/g),
  ].map(([, instant]) => Date.parse(instant ?? ""));
  const start = world.start ?? usualStart;
  const at = Date.parse(start);
  if (Number.isNaN(after) || Number.isNaN(until)) throw new Error(`no span in ${query}`);
  const isSoon = at > after && at <= until;
  return Object.entries(runsOf(world)).flatMap(([run, machines]) =>
    isSoon && machines.length > 0
      ? [{ run, start, end: new Date(at + 10_800_000).toISOString() }]
      : [],
  );
}

/** The permissions that Azure asks for, told from the call alone and not from our tables. */
export function permissionsFor({ method, url, body, headers }: Call): readonly string[] {
  const path = url.pathname.toLowerCase();
  if (headers["x-ms-version"] !== undefined) {
    const blobs = "microsoft.storage/storageaccounts/blobservices/containers/blobs";
    return [`${blobs}/${method === "GET" ? "read" : "write"}`];
  }
  const provider = path.slice(path.lastIndexOf("/providers/") + "/providers/".length).split("/");
  const [namespace = "", ...rest] = provider;
  const types = rest.filter((_, index) => index % 2 === 0);
  const verbs = {
    GET: "read",
    PUT: "write",
    PATCH: "write",
    DELETE: "delete",
    POST: "read",
  } as const;
  const isAction = method === "POST" && namespace !== "microsoft.resourcegraph";
  const shown = /type =~ '([^']*)'/.exec((body as { query?: string } | null)?.query ?? "")?.[1];
  return [
    `${namespace}/${types.join("/")}/${isAction ? "action" : verbs[method]}`,
    ...(shown === undefined ? [] : [`${shown}/read`]),
  ];
}
