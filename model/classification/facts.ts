/** The words in which a group is classified, each list from the least to the most critical. */

export const businessImpacts = ["low", "moderate", "high", "severe"] as const;
export const dataClasses = ["public", "internal", "confidential", "restricted"] as const;
/** CISA's and SSVC's words; a MEF is a mission essential function. */
export const missionImpacts = ["degraded", "crippled", "mefFailure", "missionFailure"] as const;
export const safetyImpacts = ["negligible", "marginal", "critical", "catastrophic"] as const;

export type MissionImpact = (typeof missionImpacts)[number];
export type SafetyImpact = (typeof safetyImpacts)[number];

/** What a tier's `from` can ask about. */
export const factNames = [
  "businessImpact",
  "dataClass",
  "missionImpact",
  "safetyImpact",
  "exposure",
  "environment",
] as const;
export type FactName = (typeof factNames)[number];
