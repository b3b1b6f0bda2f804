/** The standards that rules name as their reason. */
import type { PolicyComplianceFramework } from "@pulumi/policy";

const nistSections = {
  "3.1": "Reduce Patching-Related Disruptions",
  "3.4": "Assign Each Asset to a Maintenance Group",
  "3.5": "Define Maintenance Plans for Each Maintenance Group",
  "3.6": "Choose Actionable Enterprise-Level Patching Metrics",
} as const;

/** A section of NIST's guide to enterprise patch management planning. */
export function nist80040(section: keyof typeof nistSections): PolicyComplianceFramework {
  return {
    name: "NIST SP 800-40",
    version: "Rev. 4",
    reference: `§${section}`,
    specification: nistSections[section],
  };
}
