/**
 * What an imported calendar closes: its events as spans of instants, over the years that derived delays need. Anchored on
 * the policy's effective day, so that what is deployed never depends on today.
 */
import { dayOfDate } from "../civilDay";
import type { Freeze } from "../plan";
import { delayHorizonDays } from "../proof/deriveDelay";
import { union } from "../proof/runs";
import type { CivilDate, Instant, Interval, ZoneName } from "../time";
import { minutesPerDay } from "../time";
import { type EventComponent, eventComponents, property } from "./components";
import { CalendarFault } from "./contentLines";
import { type EventSet, readEvent } from "./eventSet";
import { occurrencesOf } from "./occurrences";
import { readTime, toInstant } from "./values";

type Spans = Extract<Freeze["when"], { kind: "spans" }>;

export type ReadClosures =
  | { readonly ok: true; readonly when: Spans }
  | { readonly ok: false; readonly message: string; readonly line: number };

/** More than one for each day of the years. */
const mostSpans = 20_000;
/** Days that the rules of a calendar may make us look at: seconds, not minutes. */
const mostDays = 3_000_000;

/** @param timezone zone of all-day events, and of times that name none */
export function readClosures(
  text: string,
  timezone: ZoneName,
  effectiveFrom: CivilDate,
): ReadClosures {
  const from = (dayOfDate(effectiveFrom) - 2) * minutesPerDay;
  const until = from + Math.ceil(delayHorizonDays + 4) * minutesPerDay;
  try {
    const spans = spansOf(eventComponents(text), timezone, [from, until]);
    return { ok: true, when: { kind: "spans", spans: union(spans), knownUntil: until } };
  } catch (error) {
    if (!(error instanceof CalendarFault)) throw error;
    return { ok: false, message: error.message, line: error.line };
  }
}

function spansOf(
  components: readonly EventComponent[],
  timezone: ZoneName,
  horizon: Interval,
): readonly Interval[] {
  const replaced = replacedTimes(components, timezone);
  const spans: Interval[] = [];
  let days = 0;
  for (const component of components.filter((one) => !isCancelled(one))) {
    const event = readEvent(component, timezone);
    const visit = (count: number): void => {
      days += count;
      if (days > mostDays) throw tooMuch(component, "takes too long to work out");
    };
    for (const [from, until] of occurrencesOf(event, replacedIn(event, replaced), horizon, visit)) {
      if (until > from && from < horizon[1] && until > horizon[0]) spans.push([from, until]);
      if (spans.length > mostSpans) {
        throw tooMuch(component, `makes more than ${mostSpans} closures in 31 years`);
      }
    }
  }
  return spans;
}

function tooMuch({ line }: EventComponent, what: string): CalendarFault {
  return new CalendarFault(line, `the calendar ${what}; give its rules an UNTIL or a COUNT`);
}

function isCancelled(event: EventComponent): boolean {
  return property(event, "STATUS")?.value.trim().toUpperCase() === "CANCELLED";
}

type Replaced = ReadonlyMap<string, ReadonlySet<Instant>>;

/** Starts that another event of the same UID stands for, or takes away. */
function replacedTimes(components: readonly EventComponent[], timezone: ZoneName): Replaced {
  const found = new Map<string, Set<Instant>>();
  for (const component of components) {
    const id = property(component, "RECURRENCE-ID");
    const uid = property(component, "UID")?.value;
    if (id === undefined || uid === undefined) continue;
    if (id.parameters.has("RANGE")) {
      throw new CalendarFault(
        id.line,
        "RECURRENCE-ID with RANGE changes all later events; export the calendar with two rules instead",
      );
    }
    const at = toInstant(readTime(id, id.value, timezone), timezone);
    found.set(uid, (found.get(uid) ?? new Set()).add(at));
  }
  return found;
}

function replacedIn(event: EventSet, replaced: Replaced): ReadonlySet<Instant> {
  return (event.replaces ? undefined : replaced.get(event.uid ?? "")) ?? new Set();
}
