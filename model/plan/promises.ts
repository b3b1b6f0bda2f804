/** What is promised: classes of patches, deadlines, and the paths for what routine windows cannot serve. */
import type { CivilDate, Clock, Duration, Minutes } from "../time";

export type Cloud = "aws" | "azure";
export type Severity = "critical" | "high" | "medium" | "low";
export type Exposure = "internet" | "internal";
export type Reboot = "ifRequired" | "never" | "always";

/** How bad an attack would be for the attacked component, in SSVC's words. */
export type TechnicalImpact = "partial" | "total";
/** FedRAMP's potential adverse impact, from N2 (limited) to N5 (catastrophic). */
export type AdverseImpact = "N5" | "N4" | "N3" | "N2";

/**
 * What may be known of a vulnerability beside severity and exploitation. What is absent holds either way: no promise
 * of the group depends on it, or it is unknown and counts as the strictest.
 */
export interface Predicates {
  readonly automatable?: boolean;
  readonly technicalImpact?: TechnicalImpact;
  readonly likelyExploitable?: boolean;
  readonly adverseImpact?: AdverseImpact;
}

/** What kind of vulnerability a promise is about: a row of the deadline table. */
export interface PatchClass extends Predicates {
  readonly severity: Severity;
  /** Known to be exploited in the wild (for instance listed in CISA's KEV catalogue). */
  readonly exploited: boolean;
}

/** How long after which event a class of patch must be installed, and who says so. */
export interface Deadline {
  readonly class: PatchClass;
  readonly within: Duration;
  /** `tier gold`, or the id of the obligation that is tighter, such as `pci-dss-4.0.1`. */
  readonly source: string;
  /** The event that the source counts from; the release when absent. The proof counts each from the release. */
  readonly of?: Exclude<Clock, "released">;
  /** First day of the releases for which it binds, from 00:00 UTC on; every earlier one too when absent. */
  readonly from?: CivilDate;
  /** The day from whose 00:00 UTC on it binds no more; every later release too when absent. */
  readonly until?: CivilDate;
}

/** What triggers an out-of-cycle path: every key that stands here must fit, and what is unknown fits. */
export interface TriggerPredicate {
  readonly severity?: readonly Severity[] | undefined;
  readonly exploited?: boolean | undefined;
  readonly exposure?: Exposure | undefined;
  readonly automatable?: boolean | undefined;
  readonly technicalImpact?: TechnicalImpact | undefined;
  readonly likelyExploitable?: boolean | undefined;
}

/** A word for a whole class, or a predicate. */
export type Trigger = Severity | "exploited" | TriggerPredicate;

/** The path for what routine windows cannot serve in time. */
export interface OutOfCyclePath {
  readonly name: string;
  /** Any of these triggers it. */
  readonly when: readonly Trigger[];
  readonly notice: Minutes;
  /** Longest wait for a decision of the on-call quorum. */
  readonly decideWithin: Minutes;
  readonly quorum: number;
  readonly perRing: Minutes;
  readonly soak: Minutes;
  /** True when the path is open during freezes. */
  readonly inFreeze: boolean;
}
