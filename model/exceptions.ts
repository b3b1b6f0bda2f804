/** What an accepted risk of the document covers, and until when. Pure: the day is an input. */
import { dayOfDate } from "./civilDay";
import type { PolicyException } from "./plan";
import { type Instant, minutesPerDay } from "./time";

/** What an exception is asked about; absent where a finding is about no group or ring in particular. */
interface Subject {
  readonly rule: string;
  readonly group?: string | undefined;
  readonly ring?: string | undefined;
}

/** True when the exception names the rule and its scope holds the subject, on whatever day. */
export function covers({ rule, scope }: PolicyException, subject: Subject): boolean {
  return (
    rule === subject.rule &&
    (scope.group === undefined || scope.group === subject.group) &&
    (scope.ring === undefined || scope.ring === subject.ring)
  );
}

/** The first instant at which it no longer counts: the last day counts in full, in UTC. */
export function endOf({ expires }: PolicyException): Instant {
  return (dayOfDate(expires) + 1) * minutesPerDay;
}
