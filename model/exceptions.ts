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

/** The exception that accepts late promises of a ring, and holds until after the last late landing. */
export function acceptingException(
  exceptions: readonly PolicyException[],
  scope: { readonly group: string; readonly ring: string },
  lateUntil: Instant,
): PolicyException | undefined {
  return exceptions.find((exception) => {
    const { rule } = exception;
    const isForDeadlines = rule === "deadlines" || rule.startsWith("deadline/");
    return isForDeadlines && covers(exception, { rule, ...scope }) && lateUntil < endOf(exception);
  });
}

/** The first instant at which it no longer counts: the last day counts in full, in UTC. */
export function endOf({ expires }: PolicyException): Instant {
  return (dayOfDate(expires) + 1) * minutesPerDay;
}
