/** Approving or rejecting single patches by name goes around delays and rings, so it stands in the document or nowhere. */
import type { AwsBaseline } from "../../../model/plan";
import { nist80040 } from "../../framework";
import { broken, show } from "../../outcome";
import type { Check, ResourceRule } from "../../rule";
import { operatingSystemOf, plannedBaselines } from "./approvals";

function listCheck(
  key: "approvedPatches" | "rejectedPatches",
  planned: (baseline: AwsBaseline) => readonly string[],
  problem: string,
): Check {
  return (baseline, { plan }) => {
    const listed = baseline.texts(key);
    const allowed = plannedBaselines(plan, operatingSystemOf(baseline)).flatMap(planned);
    const extra = listed.filter((patch) => !allowed.includes(patch));
    if (extra.length === 0) {
      return [];
    }
    return [
      broken({
        problem,
        property: baseline.pathOf(key),
        seen: show(extra),
        allowed: allowed.length === 0 ? "no entries" : `only ${[...new Set(allowed)].join(", ")}`,
        fix: `remove ${extra.length === 1 ? "it" : "them"} from ${key}, or add ${extra.length === 1 ? "it" : "them"} to the document's baseline`,
      }),
    ];
  };
}

export const patchBaselineLists: ResourceRule = {
  kind: "resource",
  id: "aws-ssm-patch-baseline-lists",
  title: "Patch baselines approve and reject by name only what the document does.",
  level: "mandatory",
  severity: "medium",
  framework: nist80040("3.5"),
  fix: "Take the patch out of the list, or write it into the document's baseline, where everybody sees it.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-approved-rejected-package-name-formats.html",
  parameters: "The approve and reject lists of the planned baselines of the operating system.",
  missing: "No list is an empty list: compliant.",
  types: ["aws:ssm/patchBaseline:PatchBaseline"],
  checks: [
    listCheck(
      "rejectedPatches",
      (baseline) => baseline.rejected,
      "patches are rejected that the document does not reject",
    ),
    listCheck(
      "approvedPatches",
      (baseline) => baseline.approved,
      "patches are approved past every delay that the document does not approve",
    ),
  ],
};
