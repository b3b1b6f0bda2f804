import { describe, expect, it } from "vitest";
import type { UnsupportedDisks } from "../../../../components/azure/workflows/guardedRun";
import { fails, isQuery, play, type Scene } from "../../../support/guardedRuns";
import { machineId, runId } from "../../../support/patchRun";
import { managedProfile } from "../../../support/patchRunMachines";

const machine = machineId("web-1");
const disk = "/subscriptions/1/resourceGroups/rg-web/providers/Microsoft.Compute/disks/Shared-1";

const ephemeral = { osDisk: { ...managedProfile.osDisk, diffDiskSettings: { option: "Local" } } };
const unmanaged = { osDisk: { osType: "Linux", vhd: { uri: "https://old/os.vhd" } } };
const shared = {
  ...managedProfile,
  dataDisks: [
    { lun: 0, managedDisk: { id: disk } },
    { lun: 1, managedDisk: { id: "/disks/own" } },
  ],
};

function protect(profile: object, unsupportedDisks: UnsupportedDisks, more: Scene = {}) {
  return play({
    machines: [machine],
    profiles: { [machine]: profile },
    sharedDisks: [disk.toUpperCase()],
    guarded: { unsupportedDisks },
    ...more,
  });
}

describe("disks that know no restore point", () => {
  it.each<[string, object, UnsupportedDisks, "cancelled" | "without" | "protected"]>([
    ["an ephemeral system disk", ephemeral, "cancel", "cancelled"],
    ["an ephemeral system disk", ephemeral, "exclude", "cancelled"],
    ["an ephemeral system disk", ephemeral, "proceed", "without"],
    ["an unmanaged system disk", unmanaged, "cancel", "cancelled"],
    ["an unmanaged system disk", unmanaged, "exclude", "cancelled"],
    ["an unmanaged system disk", unmanaged, "proceed", "without"],
    ["a shared data disk", shared, "cancel", "cancelled"],
    ["a shared data disk", shared, "exclude", "protected"],
    ["a shared data disk", shared, "proceed", "without"],
    ["managed disks of its own", managedProfile, "cancel", "protected"],
    ["managed disks of its own", managedProfile, "exclude", "protected"],
    ["managed disks of its own", managedProfile, "proceed", "protected"],
  ])("%s, with %j and %s: %s", (_, profile, does, becomes) => {
    const { azure } = protect(profile, does);

    expect(azure.cancelled).toEqual(becomes === "cancelled" ? [runId] : []);
    expect(azure.points.size).toBe(becomes === "protected" ? 1 : 0);
  });

  it("leaves a shared disk out of the point, in the machine's own words, and no other", () => {
    const excluded = protect(shared, "exclude");
    const whole = protect(managedProfile, "exclude");

    const bodies = [excluded, whole].flatMap(({ azure }) => [...azure.pointBodies.values()]);
    expect(bodies).toEqual([
      { properties: { excludeDisks: [{ id: disk }] } },
      { properties: { excludeDisks: [] } },
    ]);
  });

  it("still cancels when a machine that could have a point gets none", () => {
    const { azure } = protect(managedProfile, "proceed", { pointSeconds: 3600 });

    expect(azure.cancelled).toEqual([runId]);
  });

  it("cancels when shared disks cannot be listed, or not all of them", () => {
    const about = (answer: object) =>
      protect(managedProfile, "proceed", {
        fault: (call) =>
          isQuery(call) && (call.body as { query: string }).query.startsWith("resources ")
            ? { status: 403, ...answer }
            : undefined,
      });

    const cut = about({ status: 200, body: { totalRecords: 2, count: 1, data: [] } });
    expect(about({}).azure.cancelled).toEqual([runId]);
    expect(cut.azure.cancelled).toEqual([runId]);
    expect(
      protect(managedProfile, "proceed", { fault: fails(() => false) }).azure.cancelled,
    ).toEqual([]);
  });
});
