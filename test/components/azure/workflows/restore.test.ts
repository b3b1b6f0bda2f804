import { describe, expect, it } from "vitest";
import { permissionsOf } from "../../../../components/azure/workflows/armCalls";
import { restoreCalls, restoreWorkflow } from "../../../../components/azure/workflows/restore";
import { simulateClosedRun } from "../../../support/closedRun";
import type { ClosedWorld } from "../../../support/closedWorld";
import { playRestore } from "../../../support/closeRun";
import { type DataDisk, diskId } from "../../../support/diskedMachine";
import {
  arcMachineId,
  machineId,
  permissionsFor,
  runId,
  runName,
  subscription,
  vmIdOf,
} from "../../../support/patchRun";
import type { Answer, Call, RunOptions } from "../../../support/workflow";
import { allActions } from "../../../support/workflowRules";

const web1 = machineId("web-1");
const ask = { run: runId, machine: web1, attempt: "1" };
const record = `runs/web.canary/${runName}.restore.${web1.toLowerCase().replaceAll("/", "_")}.1.json`;
const disks: readonly DataDisk[] = [
  {
    lun: 0,
    createOption: "Attach",
    caching: "ReadOnly",
    deleteOption: "Delete",
    managedDisk: { id: diskId("web-1-data") },
  },
  { lun: 4, createOption: "Attach", managedDisk: { id: diskId("web-1-logs") } },
];

function newDisk(slot: string, attempt = "1"): string {
  return `/subscriptions/${subscription}/resourceGroups/rg-web/providers/Microsoft.Compute/disks/web-1-${vmIdOf(web1).toLowerCase()}-${runName}-${slot}-${attempt}`;
}

interface Scene extends Partial<ClosedWorld> {
  readonly body?: unknown;
  readonly health?: { readonly linux?: string };
  readonly run?: Partial<RunOptions>;
}

function play(scene: Scene = {}) {
  const azure = simulateClosedRun({ stories: [{ id: web1, disks }], ...scene });
  const deliver = (body: unknown = scene.body ?? ask, now = "2027-01-10T07:00:00Z") =>
    playRestore(azure, body, now, scene.health, scene.run);
  const outcome = deliver();
  const machine = azure.compute.machines.get(web1.toLowerCase());
  if (machine === undefined) throw new Error("no machine");
  return { azure, outcome, machine, deliver };
}

function fails(match: (call: Call) => boolean, answer: Answer = { status: 403 }) {
  return (call: Call) => (match(call) ? answer : undefined);
}
function ends(call: Call, end: string): boolean {
  return call.url.pathname.toLowerCase().endsWith(end.toLowerCase());
}
function lunsOf(dataDisks: readonly DataDisk[]) {
  return Object.fromEntries(dataDisks.map(({ lun, managedDisk }) => [lun, managedDisk.id]));
}
/** Whether the machine runs with the disks that it had. */
function isAsBefore({ machine }: ReturnType<typeof play>): boolean {
  const old = machine.osDisk === diskId("web-1-os") && machine.power === "running";
  return old && JSON.stringify(machine.dataDisks) === JSON.stringify(disks);
}

describe("restoreWorkflow", () => {
  it("gives a machine new disks from its restore point, at the same LUNs, and starts it", () => {
    const { outcome, machine, azure } = play();

    expect(outcome.error).toBeUndefined();
    expect(outcome.status).toBe("Succeeded");
    expect(outcome.response).toEqual({ status: 200 });
    expect(machine.history).toEqual(["deallocated", "running"]);
    expect(machine.osDisk).toBe(newDisk("os"));
    expect(lunsOf(machine.dataDisks)).toEqual({ 0: newDisk("0"), 4: newDisk("4") });
    expect(machine.dataDisks[0]).toMatchObject({ caching: "ReadOnly", deleteOption: "Delete" });
    expect(azure.store.read(record)).toMatchObject({
      state: "restored",
      machine: web1.toLowerCase(),
    });
  });

  it("makes the new disks of the same kind, zone and encryption", () => {
    const { azure } = play();

    expect(azure.compute.disks.get(newDisk("os").toLowerCase())?.body).toMatchObject({
      location: "westeurope",
      zones: ["2"],
      sku: { name: "Premium_LRS" },
      tags: { team: "web", "patchwarden-restored-of": runName },
      properties: {
        creationData: {
          createOption: "Restore",
          sourceResourceId: expect.stringContaining("/diskRestorePoints/os"),
        },
        encryption: { type: "EncryptionAtRestWithCustomerKey", diskEncryptionSetId: "/des/1" },
        networkAccessPolicy: "DenyAll",
      },
    });
  });

  it("keeps the old disks and tags them", () => {
    const { azure } = play();

    for (const name of ["web-1-os", "web-1-data", "web-1-logs"]) {
      expect(azure.compute.disks.get(diskId(name).toLowerCase())?.tags).toEqual({
        team: "web",
        "patchwarden-replaced-in": runName,
        "patchwarden-replaced-at": expect.stringMatching(/^2027-01-10T07/),
      });
    }
  });

  it("leaves a disk that the machine has got since, and brings back one that it has lost", () => {
    const azure = simulateClosedRun({ stories: [{ id: web1, disks }] });
    const machine = azure.compute.machines.get(web1.toLowerCase());
    const added: DataDisk = { lun: 9, managedDisk: { id: diskId("web-1-new") } };
    azure.compute.disks.set(added.managedDisk.id.toLowerCase(), { body: {}, tags: {} });
    if (machine !== undefined) machine.dataDisks = [...disks.slice(0, 1), added];

    const outcome = playRestore(azure, ask, "2027-01-10T07:00:00Z");

    expect(outcome.status).toBe("Succeeded");
    expect(lunsOf(machine?.dataDisks ?? [])).toEqual({
      0: newDisk("0"),
      4: newDisk("4"),
      9: diskId("web-1-new"),
    });
    expect(azure.compute.disks.get(diskId("web-1-logs").toLowerCase())?.tags).toEqual({
      team: "web",
    });
  });

  it("restores a machine without data disks", () => {
    const { outcome, machine } = play({ stories: [{ id: web1 }] });

    expect(outcome.status).toBe("Succeeded");
    expect(machine.osDisk).toBe(newDisk("os"));
  });

  it("is done once for an attempt, and again for another one", () => {
    const { deliver, machine } = play();

    const again = deliver();
    const second = deliver({ ...ask, attempt: "2" }, "2027-01-10T09:00:00Z");

    expect(again.response?.status).toBe(409);
    expect(again.calls).toHaveLength(1);
    expect(second.status).toBe("Succeeded");
    expect(machine.osDisk).toBe(newDisk("os", "2"));
  });

  it("reads ids in either case", () => {
    const { outcome } = play({ body: { run: runId.toUpperCase(), machine: web1.toUpperCase() } });

    expect(outcome.status).toBe("Succeeded");
  });

  it.each<[string, unknown, string]>([
    ["a machine of Azure Arc", { ...ask, machine: arcMachineId }, "Azure Arc"],
    ["nothing", {}, "Ask with the ids"],
    ["a run of a configuration that it does not know", { ...ask, run: "/x/1" }, "Ask with the ids"],
    [
      "a machine of another subscription",
      { ...ask, machine: web1.replace(subscription, "22222222-2222-3333-4444-555555555555") },
      "Ask with the ids",
    ],
    ["a part of a machine", { ...ask, machine: `${web1}/extensions/x` }, "Ask with the ids"],
    ["an odd attempt", { ...ask, attempt: "../1" }, "Ask with the ids"],
  ])("refuses %s before it calls anything", (_, body, words) => {
    const { outcome } = play({ body });

    expect(outcome.status).toBe("Failed");
    expect(outcome.response?.status).toBe(400);
    expect(outcome.error).toContain(words);
    expect(outcome.calls).toEqual([]);
  });

  it.each<[string, Scene]>([
    [
      "there is no restore point",
      { fault: fails((call) => ends(call, `/restorePoints/${runName}`), { status: 404 }) },
    ],
    [
      "the restore point is not complete",
      {
        fault: fails((call) => ends(call, `/restorePoints/${runName}`), {
          status: 200,
          body: { properties: { provisioningState: "Creating" } },
        }),
      },
    ],
    [
      "the restore point is another machine's",
      { fault: pointOf("00000000-0000-0000-0000-000000000000") },
    ],
    ["an old disk cannot be read", { fault: fails((call) => ends(call, "/web-1-data")) }],
    [
      "a new disk is refused",
      { fault: fails((call) => call.method === "PUT" && ends(call, "-4-1")) },
    ],
    [
      "a new disk fails",
      {
        fault: fails((call) => call.method === "GET" && ends(call, "-4-1"), {
          status: 200,
          body: { properties: { provisioningState: "Failed" } },
        }),
      },
    ],
  ])("does not touch the machine when %s", (_, scene) => {
    const played = play(scene);

    expect(played.machine.history).toEqual([]);
    expect(isAsBefore(played)).toBe(true);
    expect(played.outcome.error).toContain("it was not touched");
    expect(played.azure.store.read(record)).toMatchObject({ state: "not begun" });
  });

  it.each<[string, Scene]>([
    ["the machine cannot be stopped", { fault: once((call) => ends(call, "/deallocate")) }],
    ["the system disk cannot be swapped", { fault: once((call) => call.method === "PATCH") }],
    ["the data disks cannot be attached", { fault: nth(2, (call) => call.method === "PATCH") }],
    ["the machine cannot be started", { fault: once((call) => ends(call, "/start")) }],
    [
      "its health check fails",
      {
        stories: [{ id: web1, disks, health: { executionState: "Failed", exitCode: 1 } }],
        health: { linux: "/opt/web/health" },
      },
    ],
    [
      "its health check cannot be run",
      {
        fault: fails((call) => call.url.pathname.includes("/runCommands/")),
        health: { linux: "/opt/web/health" },
      },
    ],
  ])("puts the old disks back and starts the machine when %s", (_, scene) => {
    const played = play(scene);

    expect(isAsBefore(played)).toBe(true);
    expect(played.outcome.error).toContain("it runs with its old disks");
    expect(played.azure.store.read(record)).toMatchObject({ state: "put back" });
    expect(played.azure.compute.disks.has(diskId("web-1-os").toLowerCase())).toBe(true);
  });

  it("does not stop a machine that still has its old disks, and that nobody could stop", () => {
    const { machine } = play({ fault: fails((call) => ends(call, "/deallocate")) });

    expect(machine.history).toEqual(["running"]);
  });

  it("says to look at once when the machine cannot be seen running with its old disks", () => {
    const { outcome, azure } = play({ fault: fails((call) => ends(call, "/start")) });

    expect(outcome.error).toContain("look at it now");
    expect(azure.store.read(record)).toMatchObject({ state: "unknown" });
  });

  it("says so when old disks cannot be tagged, and leaves the machine restored", () => {
    const { outcome, machine, azure } = play({
      fault: fails((call) => call.method === "PATCH" && call.url.pathname.includes("/disks/")),
    });

    expect(outcome.error).toContain("OldDisksNotTagged");
    expect(machine.osDisk).toBe(newDisk("os"));
    expect(azure.store.read(record)).toMatchObject({ state: "restored" });
  });

  it("never deletes a disk", () => {
    const { outcome } = play({ health: { linux: "x" } });

    expect(
      outcome.calls.filter(({ method }) => method === "DELETE").map(({ url }) => url.pathname),
    ).toEqual([expect.stringContaining("/runCommands/patchwarden-restored-")]);
  });

  it("leaves the machine restored, or running with its old disks, whichever action fails", () => {
    const names = allActions(restoreWorkflow().actions).map(([name]) => name);
    const broken = names.filter((name) => {
      const played = play({ health: { linux: "x" }, run: { fails: (action) => action === name } });
      const { machine, outcome } = played;
      const restored =
        machine.power === "running" &&
        machine.osDisk === newDisk("os") &&
        lunsOf(machine.dataDisks)[0] === newDisk("0");
      return !(isAsBefore(played) || restored) || (outcome.status === "Succeeded" && !restored);
    });

    expect(broken).toEqual([]);
  });

  it("calls nothing that its role does not allow, and its role allows nothing else", () => {
    const { outcome } = play({ health: { linux: "x" } });

    const needed = outcome.calls
      .filter(({ url }) => url.host === "management.azure.com")
      .flatMap((call) => [...permissionsFor(call), ...namedIn(call)]);

    expect([...new Set(needed)].sort()).toEqual(
      permissionsOf(restoreCalls)
        .map((permission) => permission.toLowerCase())
        .sort(),
    );
  });
});

/** What the body of a call names is asked for too. */
function namedIn(call: Call): readonly string[] {
  const text = JSON.stringify(call.body ?? {});
  return [
    ...(text.includes("sourceResourceId")
      ? ["microsoft.compute/restorepointcollections/restorepoints/diskrestorepoints/read"]
      : []),
    ...(text.includes("diskEncryptionSetId") ? ["microsoft.compute/diskencryptionsets/read"] : []),
  ];
}

function once(match: (call: Call) => boolean) {
  return nth(1, match);
}

/** The call of this number fails, and no other. */
function nth(wanted: number, match: (call: Call) => boolean) {
  let seen = 0;
  return (call: Call): Answer | undefined => {
    if (!match(call)) return undefined;
    seen += 1;
    return seen === wanted ? { status: 403 } : undefined;
  };
}

function pointOf(vmId: string) {
  const body = {
    properties: {
      provisioningState: "Succeeded",
      sourceMetadata: {
        vmId,
        storageProfile: {
          osDisk: { managedDisk: { id: diskId("web-1-os") }, diskRestorePoint: { id: "/point" } },
        },
      },
    },
  };
  return fails((call) => ends(call, `/restorePoints/${runName}`), { status: 200, body });
}
