/** What a document promises for a vulnerability, read off its raw values: the opponent of classes and triggers. */
import type { Exposure, PatchClass, Severity } from "../../model/plan";

/** A vulnerability of which everything is known. */
export interface FullFacts {
  readonly severity: Severity;
  readonly exploited: boolean;
  readonly automatable: boolean;
  readonly technicalImpact: "partial" | "total";
  readonly likelyExploitable: boolean;
  readonly adverseImpact: "N5" | "N4" | "N3" | "N2";
}

export interface WrittenWhen extends Partial<Omit<FullFacts, "severity">> {
  readonly severity?: readonly Severity[];
  readonly exposure?: Exposure;
}

export interface WrittenObligation {
  readonly when: WrittenWhen;
  readonly days: number;
}

/** Days promised by exploitation and severity; sets start on their day. */
export interface WrittenSet {
  readonly from?: string;
  readonly days: Partial<Readonly<Record<Severity, number>>>;
  readonly exploited?: Partial<Readonly<Record<Severity, number>>>;
}

export interface WrittenPromises {
  readonly exposure: Exposure;
  readonly sets: readonly WrittenSet[];
  readonly obligations: readonly WrittenObligation[];
  readonly triggers: readonly (Severity | "exploited" | WrittenWhen)[];
}

/** Key by key, without an unknown: what is exploited is likely to be. */
export function simulateFit(when: WrittenWhen, facts: FullFacts, exposure: Exposure): boolean {
  const likely = facts.likelyExploitable || facts.exploited;
  return Object.entries(when).every(([key, wanted]) => {
    switch (key) {
      case "severity":
        return (wanted as readonly Severity[]).includes(facts.severity);
      case "exposure":
        return wanted === exposure;
      case "likelyExploitable":
        return wanted === likely;
      default:
        return facts[key as keyof FullFacts] === wanted;
    }
  });
}

/** Days from a release on a day to its due date; Infinity where nothing is promised. */
export function simulatePromise(
  { exposure, sets, obligations }: WrittenPromises,
  facts: FullFacts,
  day: string,
): number {
  const set = sets.filter(({ from = "0000" }) => from <= day).at(-1);
  const own = [
    set?.days[facts.severity],
    ...(facts.exploited ? [set?.exploited?.[facts.severity]] : []),
  ];
  const bound = obligations
    .filter(({ when }) => simulateFit(when, facts, exposure))
    .map(({ days }) => days);
  return Math.min(...own.filter((one) => one !== undefined), ...bound);
}

export function simulateTrigger(
  { exposure, triggers }: WrittenPromises,
  facts: FullFacts,
): boolean {
  return triggers.some((one) => {
    if (one === "exploited") return facts.exploited;
    return typeof one === "string" ? one === facts.severity : simulateFit(one, facts, exposure);
  });
}

/** Whether a class holds a vulnerability; a predicate that it leaves out holds either way. */
export function simulateMember(patchClass: PatchClass, facts: FullFacts): boolean {
  return Object.entries(patchClass).every(
    ([key, value]) => facts[key as keyof FullFacts] === value,
  );
}
