/** Machines as workflows see them: their disks, whether they run, and their restore points. */
import { createHash } from "node:crypto";
import type { Answer, Call } from "./workflow";

export interface MachineWorld {
  /** Seconds that a restore point takes. @default 40 */
  readonly pointSeconds?: number;
  /** Ids of machines that are deallocated at first. @default - none */
  readonly stopped?: readonly string[];
  /** Seconds that a machine takes to start. @default 60 */
  readonly startSeconds?: number;
  /** Storage profiles by machine id. @default - a managed system disk */
  readonly profiles?: Readonly<Record<string, unknown>>;
}

export interface MachineState {
  /** Restore points by path, in lower case. */
  readonly points: Map<string, { readonly readyAt: number }>;
  readonly collections: Map<string, unknown>;
  /** What a machine does, and from when on; by id in lower case. */
  readonly power: Map<string, { readonly state: string; readonly from: number }>;
  /** Bodies of the writes of restore points, by path. */
  readonly pointBodies: Map<string, unknown>;
}

export function machineState(world: MachineWorld): MachineState {
  return {
    points: new Map(),
    collections: new Map(),
    pointBodies: new Map(),
    power: new Map(
      (world.stopped ?? []).map((id) => [id.toLowerCase(), { state: "deallocated", from: 0 }]),
    ),
  };
}

/** A GUID that differs with the machine, namesakes in other resource groups among them. */
export function vmIdOf(machine: string): string {
  const hex = createHash("sha256").update(machine.toLowerCase()).digest("hex").toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

export const managedProfile = {
  osDisk: { osType: "Linux", managedDisk: { id: "/disks/os" } },
  dataDisks: [],
};

/** `machine` is the id as Azure writes it. */
export function answerMachine(
  world: MachineWorld,
  { power }: MachineState,
  { url }: Call,
  machine: string,
  now: number,
): Answer {
  const { state, from } = power.get(machine.toLowerCase()) ?? { state: "running", from: 0 };
  const code = now >= from ? state : "starting";
  const view = url.searchParams.get("$expand") === "instanceView";
  return {
    status: 200,
    body: {
      id: machine,
      location: "westeurope",
      properties: {
        vmId: vmIdOf(machine),
        storageProfile: world.profiles?.[machine] ?? managedProfile,
        ...(view && {
          instanceView: {
            statuses: [{ code: "ProvisioningState/succeeded" }, { code: `PowerState/${code}` }],
          },
        }),
      },
    },
  };
}

export function changePower(
  world: MachineWorld,
  { power }: MachineState,
  path: string,
  now: number,
): Answer {
  const [, machine = "", verb = ""] = /^(.*)\/(start|deallocate)$/.exec(path) ?? [];
  if (verb === "start") {
    power.set(machine, { state: "running", from: now + (world.startSeconds ?? 60) * 1000 });
  } else if (verb === "deallocate") {
    power.set(machine, { state: "deallocated", from: now });
  } else {
    return { status: 400 };
  }
  return { status: 202 };
}

export function answerPoint(
  world: MachineWorld,
  { points, pointBodies }: MachineState,
  call: Call,
  path: string,
  now: number,
): Answer {
  const point = points.get(path);
  if (call.method === "PUT") {
    if (point !== undefined) return { status: 409 };
    pointBodies.set(path, call.body);
    points.set(path, { readyAt: now + (world.pointSeconds ?? 40) * 1000 });
    return { status: 201, body: { properties: { provisioningState: "Creating" } } };
  }
  if (point === undefined) return { status: 404 };
  const provisioningState = now >= point.readyAt ? "Succeeded" : "Creating";
  return { status: 200, body: { properties: { provisioningState } } };
}
