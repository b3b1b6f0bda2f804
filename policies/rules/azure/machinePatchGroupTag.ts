/** The one tag that puts a machine, in Azure or connected by Arc, under the document. */
import { nist80040 } from "../../framework";
import { unplannedPatchGroup } from "../../patchGroups";
import type { ResourceRule } from "../../rule";

export const machinePatchGroupTag: ResourceRule = {
  kind: "resource",
  id: "azure-vm-patch-group-tag",
  title: "Virtual and Arc machines carry a PatchGroup tag of the document.",
  level: "mandatory",
  severity: "high",
  framework: nist80040("3.4"),
  fix: "Spread patchTags(plan, group, ring) into the machine's tags.",
  url: "https://learn.microsoft.com/en-us/azure/update-manager/dynamic-scope-overview",
  parameters: "The patch groups of the plan's rings on Azure.",
  missing: "No tag is a violation: no dynamic scope finds the machine.",
  types: ["azure-native:compute:VirtualMachine", "azure-native:hybridcompute:Machine"],
  checks: [
    (machine, { plan }) =>
      unplannedPatchGroup(
        plan,
        "azure",
        "tags.PatchGroup",
        machine.object("tags")?.text("PatchGroup"),
      ),
  ],
};
