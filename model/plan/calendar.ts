/** When something happens: freezes, windows and test windows with their zones resolved. */
import type { Schedule } from "../schedule";
import type { CivilDate, Instant, Interval, Minutes, ZoneName } from "../time";

/** When nothing is installed, or nothing tested. Days are local and both inclusive. */
export interface Freeze {
  readonly name: string;
  readonly timezone: ZoneName;
  /**
   * A yearly freeze repeats `MM-DD` to `MM-DD` (and may cross new year); a dated one happens once; an imported
   * calendar is disjoint spans in order, known up to an instant that depends on the effective day only.
   */
  readonly when:
    | { readonly kind: "yearly"; readonly from: string; readonly to: string }
    | { readonly kind: "once"; readonly from: CivilDate; readonly to: CivilDate }
    | { readonly kind: "spans"; readonly spans: readonly Interval[]; readonly knownUntil: Instant };
  /** Groups it applies to; absent means all. */
  readonly groups?: readonly string[];
}

/** A maintenance window of the document with its zone resolved. */
export interface PlannedWindow {
  readonly name: string;
  readonly schedule: Schedule;
  readonly timezone: ZoneName;
  readonly duration: Minutes;
  /** No new work starts in the last `cutoff` minutes. */
  readonly cutoff: Minutes;
  /** Longest time that one machine may take. */
  readonly perNode: Minutes;
}

/** When patches are tested. It installs nothing. */
export interface PlannedTestWindow {
  readonly name: string;
  readonly schedule: Schedule;
  readonly timezone: ZoneName;
  readonly duration: Minutes;
  readonly owner?: string;
  /** Groups whose machines are tested. */
  readonly groups: readonly string[];
  /** Groups that the result is for: they have a test window. */
  readonly for: readonly string[];
}
