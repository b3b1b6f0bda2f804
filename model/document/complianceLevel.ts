/** How bad it is when a patch is missing, in SSM's words. */
import { oneOf } from "./parsed";

export const complianceLevels = [
  "critical",
  "high",
  "medium",
  "low",
  "informational",
  "unspecified",
] as const;

/** SSM's own for approved patches. */
export const defaultComplianceLevel = "unspecified" satisfies (typeof complianceLevels)[number];

export function complianceLevel() {
  return oneOf(complianceLevels);
}
