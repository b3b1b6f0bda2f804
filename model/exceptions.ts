/** What an accepted risk of the document covers, and until when. Pure: the day is an input. */
import { dayOfDate } from "./civilDay";
import { once, remembered } from "./memo";
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
    isWithin(scope.group, subject.group) &&
    isWithin(scope.ring, subject.ring)
  );
}

/** A scope that names none holds all. */
function isWithin(scope: string | undefined, name: string | undefined): boolean {
  return scope === undefined || scope === name;
}

/** The exception that accepts late promises of a ring, and holds until after the last late landing. */
export function acceptingException(
  exceptions: readonly PolicyException[],
  { group, ring }: { readonly group: string; readonly ring: string },
  lateUntil: Instant,
): PolicyException | undefined {
  const ofGroups = deadlineExceptions(exceptions);
  const ofGroup = remembered(ofGroups, group, () =>
    exceptions.filter((one) => answersDeadlines(one.rule) && isWithin(one.scope.group, group)),
  );
  return ofGroup.find((one) => isWithin(one.scope.ring, ring) && lateUntil < endOf(one));
}

/** By group: each has many late promises to ask about, and an organisation many exceptions. */
const deadlineExceptions = once(
  (_: readonly PolicyException[]) => new Map<string, readonly PolicyException[]>(),
);

/** True for a rule of late promises, or for all of them. */
export function answersDeadlines(rule: string): boolean {
  return rule === "deadlines" || rule.startsWith("deadline/");
}

/** The first instant at which it no longer counts: the last day counts in full, in UTC. */
export function endOf({ expires }: PolicyException): Instant {
  return (dayOfDate(expires) + 1) * minutesPerDay;
}
