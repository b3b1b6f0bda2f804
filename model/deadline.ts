/** For which releases a deadline binds, as instants and in words. */
import { dayOfDate } from "./civilDay";
import type { CivilDate, Instant } from "./time";
import { minutesPerDay } from "./time";

/** The days of a deadline, a promise or a set of them; without a day there is no bound. */
export interface Dated {
  readonly from?: CivilDate;
  readonly until?: CivilDate;
}

/** The releases `[from, until)`; infinite where no day is set. */
export function releasesOf({ from, until }: Dated): readonly [from: number, until: number] {
  return [
    from === undefined ? Number.NEGATIVE_INFINITY : dayOfDate(from) * minutesPerDay,
    until === undefined ? Number.POSITIVE_INFINITY : dayOfDate(until) * minutesPerDay,
  ];
}

export function countsFor(dated: Dated, release: Instant): boolean {
  const [from, until] = releasesOf(dated);
  return release >= from && release < until;
}

/** `releases from 2027-07-01`, `releases before 2027-07-01`; nothing for a deadline without a day. */
export function describeReleases({ from, until }: Dated): string | undefined {
  const bounds = [
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(until === undefined ? [] : [`before ${until}`]),
  ];
  return bounds.length === 0 ? undefined : `releases ${bounds.join(" and ")}`;
}
