/** A policy whose gold tier has a path that people on call decide, with a roster to choose: what the tests of people start from. */
import { formatFault } from "../../model/fault";
import { parsePlan } from "../../model/load";
import type { Plan } from "../../model/plan";
import type { Policy } from "../../model/policy";
import { policyText, type Sections } from "./policyText";

export const urgentTiers =
  "tiers:\n  gold: { deadlines: { critical: 14d, high: 30d }, outOfCycle: urgent }";

export interface LoadedPolicy {
  readonly policy: Policy;
  readonly plan: Plan;
}

export function loaded(replaced: Sections): LoadedPolicy {
  const result = parsePlan(policyText(replaced));
  if (!result.ok) throw new Error(result.faults.map(formatFault).join("\n"));
  return result;
}

/** Messages of a document that is refused. */
export function faultsOf(replaced: Sections): readonly string[] {
  const result = parsePlan(policyText(replaced));
  return result.ok ? [] : result.faults.map(({ message }) => message);
}
