/** The post-event with the restores that it starts: what is broken goes back, and counts as failed all the same. */
import { describe, expect, it } from "vitest";
import type { MachineStory } from "../../../support/closedWorld";
import { type Close, closeRun, verdict } from "../../../support/closeRun";
import { diskId } from "../../../support/diskedMachine";
import { arcMachineId, machineId, runName } from "../../../support/patchRun";

const web1 = machineId("web-1");
const web2 = machineId("web-2");

function broken(story: Omit<MachineStory, "id">, more: Close = {}) {
  const stories = [{ id: web1 }, { id: web2, ...story }];
  return closeRun({ stories, ring: { onFailure: "restore", health: { linux: "x" } }, ...more });
}

function diskOf({ azure }: ReturnType<typeof closeRun>, machine = web2): string {
  return azure.compute.machines.get(machine.toLowerCase())?.osDisk ?? "none";
}

describe("a post-event of a ring that restores", () => {
  it.each<[string, Omit<MachineStory, "id">]>([
    ["its installation failed", { install: { status: "Failed" } }],
    ["patches failed", { install: { failedPatchCount: 1 } }],
    ["its health check fails", { health: { executionState: "Failed", exitCode: 1 } }],
  ])("restores a machine when %s, and the ring is unhealthy", (_, story) => {
    const closed = broken(story);

    // The check fails after the restore as well, so that the old disks come back.
    const restored = story.health === undefined;
    expect(closed.restores.map(({ status }) => status)).toEqual([
      restored ? "Succeeded" : "Failed",
    ]);
    expect(diskOf(closed) === diskId("web-2-os")).toBe(!restored);
    expect(diskOf(closed, web1)).toBe(diskId("web-1-os"));
    expect(verdict(closed.azure)?.["verdict"]).toBe("unhealthy");
    expect(closed.outcome.status).toBe("Failed");
  });

  it.each<[string, Omit<MachineStory, "id">]>([
    ["does not answer", { gone: true }],
    ["was never reached", { install: { startTime: "2027-01-03T03:05:00Z", status: "Failed" } }],
    ["still installs", { install: { status: "InProgress" } }],
    ["has an unknown installation", { install: { status: "Unknown" } }],
    ["has a health check without an end", { health: { executionState: "Running" } }],
    ["cannot be assessed", { assessment: { status: "Failed" } }],
    ["waits for a restart", { assessment: { rebootPending: true } }],
    ["lacks a patch", { missing: [{ name: "kernel", classifications: ["Security"] }] }],
  ])("takes nothing back from a machine that %s", (_, story) => {
    const closed = broken(story);

    expect(closed.restores).toEqual([]);
    expect(verdict(closed.azure)?.["verdict"]).toBe("unhealthy");
  });

  it("leaves a machine that failed where the policy does not ask for a restore", () => {
    const closed = broken({ install: { status: "Failed" } }, { ring: { onFailure: "leave" } });

    expect(closed.restores).toEqual([]);
  });

  it("cannot restore a machine of Azure Arc", () => {
    const stories = [{ id: web1 }, { id: arcMachineId, install: { status: "Failed" } }];
    const closed = closeRun({ stories, ring: { onFailure: "restore" } });

    expect(closed.restores).toEqual([]);
    expect(verdict(closed.azure)?.["reason"]).toContain("ended as Failed");
  });

  it("stops a machine that the run had started after its restore has ended", () => {
    const closed = broken({ install: { status: "Failed" } }, { record: { started: [web2] } });

    const { outcome, azure } = closed;
    const index = (end: string): number =>
      outcome.calls.findLastIndex(({ url }) => decodeURIComponent(url.pathname).endsWith(end));
    const machine = azure.compute.machines.get(web2.toLowerCase());
    expect(machine?.history).toEqual(["deallocated", "running", "deallocated"]);
    expect(index("/deallocate")).toBeGreaterThan(index(".1.json"));
  });

  it("goes on when a restore cannot be started", () => {
    const closed = broken(
      { install: { status: "Failed" } },
      { fails: (action) => action === "Start_restore", record: { started: [web2] } },
    );

    expect(closed.azure.stopped).toEqual([web2.toLowerCase()]);
    expect(verdict(closed.azure)?.["verdict"]).toBe("unhealthy");
  });

  it("does not restore twice for an event that comes twice", () => {
    const closed = broken({ install: { status: "Failed" } });

    closed.deliver();

    expect(closed.restores).toHaveLength(1);
    expect(diskOf(closed)).toContain(runName);
  });
});
