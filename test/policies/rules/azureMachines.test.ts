import { machinePatchGroupTag } from "../../../policies/rules/azure/compute/machinePatchGroupTag";
import { vmPatchSettings } from "../../../policies/rules/azure/compute/vmPatchSettings";
import { type TestResource, unknown } from "../../../policies/testing";
import { describeRule } from "./cases";

const vm = (props: TestResource["props"]): TestResource => ({
  type: "azure-native:compute:VirtualMachine",
  props,
});

const noGroup = "no patch group, so the machine gets the vendor's default patches and no window";
const howToTag =
  "allowed one of web.canary, web.broad; set tags.PatchGroup to <group>.<ring> of the machine's group, as patchTags(plan, group, ring) gives it";

describeRule(machinePatchGroupTag, {
  compliant: {
    "a ring": vm({ tags: { PatchGroup: "web.canary" } }),
    "an Arc machine of a ring": {
      type: "azure-native:hybridcompute:Machine",
      props: { tags: { PatchGroup: "web.canary" } },
    },
  },
  violating: {
    "no tag": [vm({ tags: {} }), `${noGroup}: tags.PatchGroup is not set, ${howToTag}`],
    "no tags on an Arc machine": [
      { type: "azure-native:hybridcompute:Machine", props: {} },
      `${noGroup}: tags.PatchGroup is not set, ${howToTag}`,
    ],
    "a ring that is not planned": [
      vm({ tags: { PatchGroup: "erp.all" } }),
      `the patch group is not one of the document's, so nothing patches the machine: tags.PatchGroup is erp.all, ${howToTag}`,
    ],
  },
  unknown: {
    "a tag that is not known": [vm({ tags: { PatchGroup: unknown } }), "tags.PatchGroup"],
  },
});

const good = {
  patchMode: "AutomaticByPlatform",
  assessmentMode: "AutomaticByPlatform",
  automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
};
const linux = (patchSettings: object, rest: object = {}) =>
  vm({
    osProfile: { linuxConfiguration: { patchSettings: { ...good, ...patchSettings }, ...rest } },
  });
const windows = (patchSettings: object, rest: object = {}) =>
  vm({
    osProfile: { windowsConfiguration: { patchSettings: { ...good, ...patchSettings }, ...rest } },
  });

const linuxPath = "osProfile.linuxConfiguration";
const windowsPath = "osProfile.windowsConfiguration";
const bypass = "automaticByPlatformSettings.bypassPlatformSafetyChecksOnUserSchedule";
const likes = "Azure patches the machine when it likes, and refuses the schedule";

describeRule(vmPatchSettings, {
  compliant: {
    "the set on Linux": linux({}),
    "the set on Windows": windows({ enableHotpatching: false }, { enableAutomaticUpdates: true }),
  },
  violating: {
    "the image's own patching": [
      linux({ patchMode: "ImageDefault" }),
      `no schedule can patch the machine: ${linuxPath}.patchSettings.patchMode is ImageDefault, allowed AutomaticByPlatform; set patchMode to AutomaticByPlatform`,
    ],
    "no assessment": [
      windows({ assessmentMode: null }),
      `the machine is not assessed every day, so nobody knows what it lacks: ${windowsPath}.patchSettings.assessmentMode is not set, allowed AutomaticByPlatform; set assessmentMode to AutomaticByPlatform`,
    ],
    "no bypass": [
      linux({ automaticByPlatformSettings: null }),
      `${likes}: ${linuxPath}.patchSettings.${bypass} is not set, allowed true; set bypassPlatformSafetyChecksOnUserSchedule to true`,
    ],
    "a bypass that is off": [
      linux({ automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: false } }),
      `${likes}: ${linuxPath}.patchSettings.${bypass} is false, allowed true; set bypassPlatformSafetyChecksOnUserSchedule to true`,
    ],
    "hotpatching beside the bypass": [
      windows({ enableHotpatching: true }),
      `hotpatching and a schedule of one's own exclude each other: ${windowsPath}.patchSettings.enableHotpatching is true, allowed false; leave enableHotpatching out`,
    ],
    "updates that are off": [
      windows({}, { enableAutomaticUpdates: false }),
      `the platform cannot patch the machine: ${windowsPath}.enableAutomaticUpdates is false, allowed true; set it to true or leave it out`,
    ],
    "a mode that is no text": [
      linux({ patchMode: true }),
      `the property has the wrong type: ${linuxPath}.patchSettings.patchMode is true, allowed a value of type string; give it a value of type string`,
    ],
  },
  unknown: {
    "a mode that is not known": [
      linux({ patchMode: unknown }),
      `${linuxPath}.patchSettings.patchMode`,
    ],
    "a profile that is not known": [vm({ osProfile: unknown }), "osProfile"],
  },
  repaired: ["the image's own patching", "no assessment", "no bypass", "a bypass that is off"],
  notApplicable: {
    "a machine made from an attached disk": [
      vm({ storageProfile: { osDisk: { createOption: "Attach", osType: "Linux" } } }),
      "a machine made from an attached disk takes no patch settings when it is created",
    ],
  },
});
