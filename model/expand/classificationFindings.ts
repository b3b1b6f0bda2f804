/** Groups whose tier does not follow from their classification. */
import { asksForClassification, type Classified, classify } from "../classification/classify";
import { finding } from "../findings/finding";
import type { Finding } from "../plan";
import type { Policy } from "../policy";

export function classificationFindings(policy: Policy): Finding[] {
  return asksForClassification(policy) ? classify(policy).flatMap(findingOf) : [];
}

function findingOf({ group, tier, comesTo, missing, verdict }: Classified): Finding[] {
  const assumed = missing.length === 0 ? "" : `; ${missing.join(", ")} not given, so the strictest`;
  const about = { group, path: ["groups", group, "tier"] };
  switch (verdict) {
    case "unclassified": {
      const message = `group ${group} is not classified, and the tiers say what they come from`;
      return [finding("classification/missing", { group, path: ["groups", group], message })];
    }
    case "tooLow": {
      const message = `group ${group} is in tier ${tier}, and its classification comes to ${comesTo}${assumed}`;
      return [finding("classification/tier-too-low", { ...about, message })];
    }
    case "higher": {
      const message = `group ${group} is in tier ${tier}, and its classification comes to ${comesTo} only${assumed}`;
      return [finding("classification/tier-higher", { ...about, message })];
    }
    case "agrees":
    case "noTierFits":
    case "noTierAsks":
      return [];
  }
}
