/** A simulated Azure as the workflows around a patch run see it: one run, its machines, their restore points. */
import { createHash } from "node:crypto";
import type { Answer, Call } from "./workflow";

export const subscription = "11111111-2222-3333-4444-555555555555";
export const configurationId = `/subscriptions/${subscription}/resourceGroups/rg-patching/providers/Microsoft.Maintenance/maintenanceConfigurations/web-canary`;
export const runName = "20270110030000";
/** As Azure writes it: in lower case. */
export const runId =
  `${configurationId}/providers/microsoft.maintenance/applyupdates/${runName}`.toLowerCase();

export function machineId(name: string, group = "rg-web"): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
}
export const arcMachineId = `/subscriptions/${subscription}/resourceGroups/rg-edge/providers/Microsoft.HybridCompute/machines/edge-1`;

export interface PatchRunWorld {
  readonly machines: readonly string[];
  /** Machines of other runs, by the runs' ids in lower case. @default - none */
  readonly otherRuns?: Readonly<Record<string, readonly string[]>>;
  /** Answers instead of the world's own, where it gives one. */
  readonly fault?: (call: Call) => Answer | undefined;
  /** Seconds that a restore point takes. @default 40 */
  readonly pointSeconds?: number;
}

export interface SimulatedAzure {
  answer(call: Call, now: Date): Answer;
  /** Run ids that were cancelled, in order, each as often as asked. */
  readonly cancelled: readonly string[];
  /** Restore points by path, in lower case. */
  readonly points: ReadonlyMap<string, { readonly readyAt: number }>;
  readonly collections: ReadonlyMap<string, unknown>;
}

export function simulateAzure(world: PatchRunWorld): SimulatedAzure {
  const cancelled: string[] = [];
  const points = new Map<string, { readyAt: number }>();
  const collections = new Map<string, unknown>();
  const state = { cancelled, points, collections };
  return {
    ...state,
    answer: (call, now) => world.fault?.(call) ?? answerOwn(world, state, call, now.getTime()),
  };
}

function runsOf(world: PatchRunWorld): Readonly<Record<string, readonly string[]>> {
  return { [runId]: world.machines, ...world.otherRuns };
}

interface State {
  readonly cancelled: string[];
  readonly points: Map<string, { readyAt: number }>;
  readonly collections: Map<string, unknown>;
}

function answerOwn(world: PatchRunWorld, state: State, call: Call, now: number): Answer {
  const path = decodeURIComponent(call.url.pathname).toLowerCase();
  if (path === "/providers/microsoft.resourcegraph/resources") return answerQuery(world, call);
  if (path.includes("/providers/microsoft.maintenance/applyupdates/"))
    return answerRun(world, state, call, path);
  if (path.includes("/restorepoints/")) return answerPoint(world, state, call, path, now);
  if (path.includes("/restorepointcollections/")) {
    state.collections.set(path, call.body);
    return { status: 201, body: {} };
  }
  const machine = Object.values(runsOf(world))
    .flat()
    .find((id) => id.toLowerCase() === path);
  return machine === undefined
    ? { status: 404 }
    : {
        status: 200,
        body: { id: machine, location: "westeurope", properties: { vmId: vmIdOf(machine) } },
      };
}

/** A GUID that differs with the machine, namesakes in other resource groups among them. */
export function vmIdOf(machine: string): string {
  const hex = createHash("sha256").update(machine.toLowerCase()).digest("hex").toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

function answerRun(world: PatchRunWorld, { cancelled }: State, call: Call, path: string): Answer {
  if (!(path in runsOf(world))) return { status: 404 };
  if (call.method === "GET") return { status: 200, body: { properties: { status: "Pending" } } };
  if (JSON.stringify(call.body) !== '{"properties":{"status":"Cancel"}}') return { status: 400 };
  cancelled.push(path);
  return { status: 200, body: { properties: { status: "Cancelled" } } };
}

function answerQuery(world: PatchRunWorld, call: Call): Answer {
  const { query, subscriptions } = call.body as { query: string; subscriptions: string[] };
  const wanted = /where run in \(([^)]*)\)/.exec(query)?.[1] ?? "";
  if (subscriptions.length === 0 || subscriptions.some((id) => id === "")) return { status: 400 };
  const data = Object.entries(runsOf(world))
    .filter(([run]) => wanted.includes(`'${run}'`))
    .flatMap(([run, machines]) =>
      machines.map((machine) => ({
        id: `${machine}/providers/microsoft.maintenance/applyupdates/x`.toLowerCase(),
        run,
        machine: machine.toLowerCase(),
      })),
    );
  return { status: 200, body: { totalRecords: data.length, count: data.length, data } };
}

function answerPoint(
  world: PatchRunWorld,
  { points }: State,
  call: Call,
  path: string,
  now: number,
): Answer {
  const point = points.get(path);
  if (call.method === "PUT") {
    if (point !== undefined) return { status: 409 };
    points.set(path, { readyAt: now + (world.pointSeconds ?? 40) * 1000 });
    return { status: 201, body: { properties: { provisioningState: "Creating" } } };
  }
  if (point === undefined) return { status: 404 };
  const provisioningState = now >= point.readyAt ? "Succeeded" : "Creating";
  return { status: 200, body: { properties: { provisioningState } } };
}

/** The permission that Azure asks for, told from the address alone and not from our table. */
export function permissionFor({ method, url }: Call): string {
  const path = url.pathname.toLowerCase();
  const provider = path.slice(path.lastIndexOf("/providers/") + "/providers/".length).split("/");
  const [namespace = "", ...rest] = provider;
  const types = rest.filter((_, index) => index % 2 === 0);
  const asks = namespace === "microsoft.resourcegraph" ? "read" : "action";
  const verbs = {
    GET: "read",
    PUT: "write",
    PATCH: "write",
    DELETE: "delete",
    POST: asks,
  } as const;
  return `${namespace}/${types.join("/")}/${verbs[method]}`;
}
