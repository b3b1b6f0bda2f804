/** What an accepted risk of the document covers, and until when. Pure: the day is an input. */
import { dayOfDate } from "./civilDay";
import { once, remembered } from "./memo";
import type { PolicyException } from "./plan";
import { matchesText } from "./textPattern";
import { type Instant, minutesPerDay } from "./time";

/** The tag of a resource that points to exceptions by their ids, parted by blanks or commas. It accepts nothing by itself. */
export const exceptionTag = "PatchException";

/** What an exception is asked about; absent where a finding is about no group, ring or resource in particular. */
interface Subject {
  readonly rule: string;
  readonly group?: string | undefined;
  readonly ring?: string | undefined;
  readonly resource?: ConcernedResource | undefined;
}

export interface ConcernedResource {
  readonly urn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** True when the exception names the rule and its scope holds the subject, on whatever day. */
export function covers({ id, rule, scope }: PolicyException, subject: Subject): boolean {
  return (
    rule === subject.rule &&
    isWithin(scope.group, subject.group) &&
    isWithin(scope.ring, subject.ring) &&
    holdsResource(id, scope, subject.resource)
  );
}

type Scope = PolicyException["scope"];

/** True for a scope that only rules of the policy pack can be in: it names resources. */
export function namesResources({ urn, tags, pointed }: Scope): boolean {
  return urn !== undefined || tags !== undefined || pointed === true;
}

function holdsResource(id: string, scope: Scope, resource: ConcernedResource | undefined): boolean {
  if (!namesResources(scope)) return true;
  if (resource === undefined) return false;
  return (
    (scope.urn === undefined || matchesText(scope.urn, resource.urn)) &&
    Object.entries(scope.tags ?? {}).every(([key, value]) => resource.tags[key] === value) &&
    (scope.pointed !== true || pointedIds(resource.tags[exceptionTag]).includes(id))
  );
}

/** The ids that a tag points to. */
export function pointedIds(tag: string | undefined): readonly string[] {
  return (tag ?? "").split(/[\s,]+/).filter((id) => id !== "");
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
    exceptions.filter(
      ({ rule, scope }) =>
        answersDeadlines(rule) && isWithin(scope.group, group) && !namesResources(scope),
    ),
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
