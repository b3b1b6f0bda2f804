/**
 * How long each release may take. A due date runs minute by minute with its release, but jumps where calendar
 * months do; so the allowance, due minus release, is constant between a few instants of every month.
 */
import { civilDay, dayNumber } from "../civilDay";
import { releasesOf } from "../deadline";
import { addDuration } from "../duration";
import type { Deadline } from "../plan";
import type { Instant, Minutes } from "../time";
import { minutesPerDay } from "../time";

/** Releases in `[from, until]`, inclusive. */
export interface Horizon {
  readonly from: Instant;
  readonly until: Instant;
}

/** Stands for minutes where nothing is promised. */
export const noPromise = -1;

/** Stretches of releases, each with one allowance and the deadline that binds there. */
export interface Allowance {
  readonly from: Int32Array;
  /** `noPromise` where no deadline counts for the releases of the stretch. */
  readonly minutes: Int32Array;
  readonly deadlines: readonly (Deadline | undefined)[];
}

/** A deadline and the releases for which it counts. */
interface Span {
  readonly deadline: Deadline;
  readonly from: number;
  readonly until: number;
}

/** The tightest of the deadlines that count, at each release. */
export function allowanceOf(deadlines: readonly Deadline[], horizon: Horizon): Allowance {
  const spans = deadlines.map((deadline): Span => {
    const [begin, end] = releasesOf(deadline);
    return { deadline, from: begin, until: end };
  });
  const from: Instant[] = [];
  const minutes: Minutes[] = [];
  const binding: (Deadline | undefined)[] = [];
  for (const release of breakpoints(spans, horizon)) {
    const [deadline, allowed] = tightest(spans, release);
    if (from.length > 0 && binding.at(-1) === deadline && minutes.at(-1) === allowed) continue;
    from.push(release);
    minutes.push(allowed);
    binding.push(deadline);
  }
  return { from: Int32Array.from(from), minutes: Int32Array.from(minutes), deadlines: binding };
}

/** Whether any release of the horizon is promised anything. */
export function isPromised({ deadlines }: Allowance): boolean {
  return deadlines.some((deadline) => deadline !== undefined);
}

function tightest(
  spans: readonly Span[],
  release: Instant,
): readonly [deadline: Deadline | undefined, allowed: Minutes] {
  let [best, least]: [Deadline | undefined, Minutes] = [undefined, noPromise];
  for (const { deadline, from, until } of spans) {
    if (release < from || release >= until) continue;
    const allowed = addDuration(release, deadline.within) - release;
    if (best === undefined || allowed < least) [best, least] = [deadline, allowed];
  }
  return [best, least];
}

/** The first release, and where an allowance can change: on the days of deadlines, and in calendar months. */
function breakpoints(spans: readonly Span[], horizon: Horizon): readonly Instant[] {
  const edges = spans.flatMap(({ from, until }) => [from, until]);
  const jumps = spans.some(({ deadline }) => deadline.within.months > 0) ? monthJumps(horizon) : [];
  const inside = [...edges, ...jumps].filter((one) => one > horizon.from && one <= horizon.until);
  return [...new Set([horizon.from, ...inside])].sort((a, b) => a - b);
}

/** Where a due date in calendar months can jump: 00:00 UTC of the 1st and the 29th to 31st. */
function monthJumps({ from, until }: Horizon): readonly Instant[] {
  const first = civilDay(Math.floor(from / minutesPerDay));
  const found: Instant[] = [];
  for (let month = first.year * 12 + first.month - 1; ; month++) {
    const [year, monthOfYear] = [Math.floor(month / 12), (month % 12) + 1];
    const nextMonth = dayNumber(year, monthOfYear + 1, 1);
    for (const day of [1, 29, 30, 31]) {
      const number = dayNumber(year, monthOfYear, day);
      const instant = number * minutesPerDay;
      // Days that a short month lacks are days of the next one here, and may be later than its 1st.
      if (number >= nextMonth || instant <= from) continue;
      if (instant > until) return found;
      found.push(instant);
    }
  }
}
