/** Makes a finding: level and fix come from the catalogue, the particulars from the one who found it. */
import type { Finding } from "../plan";
import { type FindingId, findingFacts } from "./catalogue";

export type FindingDetails = Omit<Finding, "rule" | "level" | "fix" | "position"> & {
  /** What to do about this very one. @default - the catalogue's sentence */
  readonly fix?: string;
};

export function finding(rule: FindingId, details: FindingDetails): Finding {
  const { level, fix } = findingFacts(rule);
  return { rule, level, fix, ...details };
}
