/** The one tag that puts a machine, in Azure or connected by Arc, under the document. */
import { cisControls, nist80040, nist80053 } from "../../../control";
import { unplannedPatchGroup } from "../../../patchGroups";
import type { ResourceRule } from "../../../rule";

export const machinePatchGroupTag: ResourceRule = {
  kind: "resource",
  id: "azure-vm-patch-group-tag",
  title: "Virtual and Arc machines carry a PatchGroup tag of the document.",
  why: "The tag is all that puts a machine under the document: without it no dynamic scope finds the machine.",
  level: "mandatory",
  severity: "high",
  controls: [nist80040("§3.4"), nist80053("CM-8"), cisControls("1.1")],
  ruleset: "2026.11",
  fix: "Spread patchTags(plan, group, ring) into the machine's tags.",
  url: "https://learn.microsoft.com/en-us/azure/update-manager/dynamic-scope-overview",
  parameters: "The patch groups of the plan's rings on Azure.",
  missing: "No tag is a violation: no dynamic scope finds the machine.",
  types: ["azure-native:compute:VirtualMachine", "azure-native:hybridcompute:Machine"],
  examples: {
    bad: { properties: { tags: { PatchGroup: "web.canry" } } },
    good: { properties: { tags: { PatchGroup: "web.canary" } } },
  },
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
