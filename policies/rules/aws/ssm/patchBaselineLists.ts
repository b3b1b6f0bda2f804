/** Approving or rejecting single patches by name goes around delays and rings, so it stands in the document or nowhere. */
import type { AwsBaseline } from "../../../../model/plan";
import { nist80040, nist80053, pciDss } from "../../../control";
import { broken, show } from "../../../outcome";
import type { Check, ResourceRule } from "../../../rule";
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
  why: "A patch that is approved by name skips every delay and ring, and one that is rejected by name is left out for good, with no owner and no end.",
  level: "mandatory",
  severity: "medium",
  controls: [nist80040("§3.5"), nist80053("CM-3"), pciDss("6.3.3")],
  ruleset: "2026.11",
  fix: "Take the patch out of the list, or write it into the document's baseline, where everybody sees it.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-approved-rejected-package-name-formats.html",
  parameters: "The approve and reject lists of the planned baselines of the operating system.",
  missing: "No list is an empty list: compliant.",
  types: ["aws:ssm/patchBaseline:PatchBaseline"],
  examples: {
    bad: {
      properties: {
        operatingSystem: "AMAZON_LINUX_2023",
        rejectedPatches: ["kernel-debug", "openssl*"],
      },
    },
    good: {
      properties: { operatingSystem: "AMAZON_LINUX_2023", rejectedPatches: ["kernel-debug"] },
    },
  },
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
