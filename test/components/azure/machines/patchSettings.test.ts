import { VirtualMachine } from "@pulumi/azure-native/compute";
import { describe, expect, it } from "vitest";
import {
  linuxPatchSettings,
  windowsPatchSettings,
} from "../../../../components/azure/machines/patchSettings";
import { deploy } from "../../../support/mocks";

describe("patch settings", () => {
  it.each([
    ["windows", windowsPatchSettings()],
    ["linux", linuxPatchSettings()],
  ])("let a schedule, and nothing else, patch a %s machine", (_, settings) => {
    expect(settings).toMatchObject({
      provisionVMAgent: true,
      patchSettings: {
        patchMode: "AutomaticByPlatform",
        assessmentMode: "AutomaticByPlatform",
        automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
      },
    });
  });

  it("keep Windows consistent: automatic updates on, hotpatching off", () => {
    expect(windowsPatchSettings()).toMatchObject({
      enableAutomaticUpdates: true,
      patchSettings: { enableHotpatching: false },
    });
  });

  it("leave the reboot to the schedule unless the machine has its own word", () => {
    expect(JSON.stringify(linuxPatchSettings())).not.toContain("rebootSetting");
    expect(JSON.stringify(linuxPatchSettings({ reboot: "never" }))).toContain(
      '"rebootSetting":"Never"',
    );
  });

  it("fit the SDK's machine", async () => {
    const { only } = await deploy(
      () =>
        new VirtualMachine("web", {
          resourceGroupName: "rg",
          osProfile: { computerName: "web", linuxConfiguration: linuxPatchSettings() },
        }),
    );

    expect(only("azure-native:compute:VirtualMachine").inputs["osProfile"]).toMatchObject({
      linuxConfiguration: { patchSettings: { patchMode: "AutomaticByPlatform" } },
    });
  });
});
