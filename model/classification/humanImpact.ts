/**
 * SSVC's Human Impact from safety and mission impact: the table that CERT/CC ships. Its definitions in words differ from
 * it (marginal safety with a degraded mission is medium there and low here), so the table and its version are pinned.
 * @see https://github.com/CERTCC/SSVC/blob/main/data/csv/ssvc/human_impact_1_0_0.csv
 */
import { type MissionImpact, missionImpacts, type SafetyImpact } from "./facts";

export type HumanImpact = "low" | "medium" | "high" | "veryHigh";

export const humanImpactTable = "ssvc:HI:2.0.2 (human_impact_1_0_0.csv)";

/** One column for each mission impact, from degraded to mission failure. */
const table: Readonly<Record<SafetyImpact, readonly HumanImpact[]>> = {
  negligible: ["low", "low", "medium", "veryHigh"],
  marginal: ["low", "low", "medium", "veryHigh"],
  critical: ["medium", "high", "high", "veryHigh"],
  catastrophic: ["veryHigh", "veryHigh", "veryHigh", "veryHigh"],
};

/** An impact that is not known counts as the strictest, which alone makes the result very high. */
export function humanImpact(
  safety: SafetyImpact | undefined,
  mission: MissionImpact | undefined,
): HumanImpact {
  const column = missionImpacts.indexOf(mission ?? "missionFailure");
  return table[safety ?? "catastrophic"][column] ?? "veryHigh";
}
