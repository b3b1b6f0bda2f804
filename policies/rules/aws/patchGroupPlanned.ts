/** A baseline is registered for a patch group of the document, or for one that no machine can have. */
import { nist80040 } from "../../framework";
import { unplannedPatchGroup } from "../../patchGroups";
import type { ResourceRule } from "../../rule";

export const patchGroupPlanned: ResourceRule = {
  kind: "resource",
  id: "aws-ssm-patch-group-planned",
  title: "Baselines are registered for patch groups of the document.",
  level: "mandatory",
  severity: "high",
  framework: nist80040("3.4"),
  fix: "Register a <group>.<ring> value of the document, or add the group to the document.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-patch-groups.html",
  parameters: "The patch groups of the plan's rings on AWS.",
  missing: "A registration without a patch group is a violation.",
  types: ["aws:ssm/patchGroup:PatchGroup"],
  patchGroupOf: (registration) => registration.text("patchGroup"),
  checks: [
    (registration, { plan }) =>
      unplannedPatchGroup(plan, "aws", "patchGroup", registration.text("patchGroup")),
  ],
};
