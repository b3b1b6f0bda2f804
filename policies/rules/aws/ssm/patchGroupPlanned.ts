/** A baseline is registered for a patch group of the document, or for one that no machine can have. */
import { nist80040, nist80053 } from "../../../control";
import { unplannedPatchGroup } from "../../../patchGroups";
import type { ResourceRule } from "../../../rule";

export const patchGroupPlanned: ResourceRule = {
  kind: "resource",
  id: "aws-ssm-patch-group-planned",
  title: "Baselines are registered for patch groups of the document.",
  why: "A baseline that is registered for a group which no machine has patches nothing, and the machines that were meant get AWS's default baseline.",
  level: "mandatory",
  severity: "high",
  controls: [nist80040("§3.4"), nist80053("CM-8")],
  ruleset: "2026.11",
  fix: "Register a <group>.<ring> value of the document, or add the group to the document.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-patch-groups.html",
  parameters: "The patch groups of the plan's rings on AWS.",
  missing: "A registration without a patch group is a violation.",
  types: ["aws:ssm/patchGroup:PatchGroup"],
  patchGroupOf: (registration) => registration.text("patchGroup"),
  examples: {
    bad: { properties: { baselineId: "pb-0c10e65780EXAMPLE", patchGroup: "web.canry" } },
    good: { properties: { baselineId: "pb-0c10e65780EXAMPLE", patchGroup: "web.canary" } },
  },
  checks: [
    (registration, { plan }) =>
      unplannedPatchGroup(plan, "aws", "patchGroup", registration.text("patchGroup")),
  ],
};
