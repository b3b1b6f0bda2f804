/** A virtual machine with its disks and restore points, as Compute has them: what it refuses, and what takes its time. */
import type { Answer, Call } from "./workflow";

export interface DataDisk {
  readonly lun: number;
  readonly createOption?: string;
  readonly caching?: string;
  readonly deleteOption?: string;
  readonly managedDisk: { readonly id: string };
}

export interface Disk {
  readonly body: Readonly<Record<string, unknown>>;
  tags: Readonly<Record<string, string>>;
}

export interface DiskedMachine {
  readonly id: string;
  readonly vmId: string;
  readonly osType: "Linux" | "Windows";
  power: "running" | "deallocated";
  osDisk: string;
  dataDisks: readonly DataDisk[];
  /** Every power state that it came to, in order. */
  readonly history: string[];
}

/** Seconds that stops, starts and updates take. */
const seconds = 40;

export interface ComputeState {
  readonly machines: Map<string, DiskedMachine>;
  readonly disks: Map<string, Disk>;
  /** What is still under way, by machine. */
  readonly busy: Map<string, number>;
}

export function diskId(name: string, group = "rg-web"): string {
  return `/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/${group}/providers/Microsoft.Compute/disks/${name}`;
}

export function aDisk(name: string, more: Readonly<Record<string, unknown>> = {}): Disk {
  return {
    tags: { team: "web" },
    body: {
      id: diskId(name),
      location: "westeurope",
      zones: ["2"],
      sku: { name: "Premium_LRS" },
      properties: {
        encryption: { type: "EncryptionAtRestWithCustomerKey", diskEncryptionSetId: "/des/1" },
        networkAccessPolicy: "DenyAll",
        provisioningState: "Succeeded",
        ...more,
      },
    },
  };
}

/** The machine's own part of an answer to its read. */
export function modelOf(machine: DiskedMachine, now: number, busy: number | undefined) {
  const changing = busy !== undefined && now < busy;
  return {
    vmId: machine.vmId,
    provisioningState: changing ? "Updating" : "Succeeded",
    storageProfile: {
      osDisk: { osType: machine.osType, managedDisk: { id: machine.osDisk } },
      dataDisks: machine.dataDisks,
    },
    statuses: changing ? [] : [{ code: `PowerState/${machine.power}` }],
  };
}

export function answerMachine(
  state: ComputeState,
  machine: DiskedMachine,
  call: Call,
  now: number,
): Answer {
  const key = machine.id.toLowerCase();
  if (now < (state.busy.get(key) ?? 0)) return { status: 409 };
  state.busy.set(key, now + seconds * 1000);
  const verb = call.url.pathname.split("/").at(-1);
  if (call.method === "POST") {
    machine.power = verb === "start" ? "running" : "deallocated";
    machine.history.push(machine.power);
    return { status: 202 };
  }
  return updateMachine(state, machine, call);
}

interface Update {
  readonly properties: {
    readonly storageProfile: {
      readonly osDisk?: { readonly name: string; readonly managedDisk: { readonly id: string } };
      readonly dataDisks: readonly DataDisk[];
    };
  };
}

function updateMachine(state: ComputeState, machine: DiskedMachine, { body }: Call): Answer {
  const { osDisk, dataDisks } = (body as Update).properties.storageProfile;
  const wanted = [...(osDisk ? [osDisk.managedDisk.id] : []), ...dataDisks.map(idOf)];
  if (wanted.some((id) => !state.disks.has(id.toLowerCase()))) return { status: 404 };
  if (osDisk !== undefined && machine.power !== "deallocated") return { status: 409 };
  if (osDisk !== undefined && !osDisk.managedDisk.id.endsWith(`/${osDisk.name}`))
    return { status: 400 };
  const taken = [...state.machines.values()]
    .filter((other) => other !== machine)
    .flatMap((other) => [other.osDisk, ...other.dataDisks.map(idOf)]);
  if (wanted.some((id) => taken.includes(id))) return { status: 409 };
  // PropertyChangeNotAllowed: no other disk at a LUN that is taken.
  const swapped = dataDisks.some(({ lun, managedDisk }) =>
    machine.dataDisks.some((old) => old.lun === lun && !sameId(old.managedDisk.id, managedDisk.id)),
  );
  if (swapped) return { status: 409 };
  if (osDisk !== undefined) machine.osDisk = osDisk.managedDisk.id;
  machine.dataDisks = dataDisks;
  return { status: 202 };
}

function idOf({ managedDisk }: DataDisk): string {
  return managedDisk.id;
}
function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function answerDisk(state: ComputeState, call: Call): Answer {
  const id = call.url.pathname;
  const disk = state.disks.get(id.toLowerCase());
  if (call.method === "PUT") {
    if (disk !== undefined) return { status: 200 };
    const body = call.body as { properties: object; tags: Record<string, string> };
    state.disks.set(id.toLowerCase(), {
      tags: body.tags,
      body: { ...body, id, properties: { ...body.properties, provisioningState: "Succeeded" } },
    });
    return { status: 202 };
  }
  if (disk === undefined) return { status: 404 };
  if (call.method === "PATCH") disk.tags = (call.body as { tags: Record<string, string> }).tags;
  return { status: 200, body: { ...disk.body, tags: disk.tags } };
}
