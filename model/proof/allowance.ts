/**
 * How long each release may take. A due date runs minute by minute with its release, but jumps where calendar
 * months do; so the allowance, due minus release, is constant between a few instants of every month.
 */
import { civilDay, dayNumber } from "../civilDay";
import { addDuration } from "../duration";
import type { Deadline } from "../plan";
import type { Instant, Minutes } from "../time";
import { minutesPerDay } from "../time";

/** Releases in `[from, until]`, inclusive. */
export interface Horizon {
  readonly from: Instant;
  readonly until: Instant;
}

/** Stretches of releases, each with one allowance and the deadline that binds there. */
export interface Allowance {
  readonly from: Int32Array;
  readonly minutes: Int32Array;
  readonly deadlines: readonly Deadline[];
}

/** The tightest of the deadlines, at each release. */
export function allowanceOf(deadlines: readonly Deadline[], horizon: Horizon): Allowance {
  const from: Instant[] = [];
  const minutes: Minutes[] = [];
  const binding: Deadline[] = [];
  for (const release of breakpoints(deadlines, horizon)) {
    const [deadline, allowed] = tightest(deadlines, release);
    if (binding.at(-1) === deadline && minutes.at(-1) === allowed) continue;
    from.push(release);
    minutes.push(allowed);
    binding.push(deadline);
  }
  return { from: Int32Array.from(from), minutes: Int32Array.from(minutes), deadlines: binding };
}

function tightest(
  deadlines: readonly Deadline[],
  release: Instant,
): readonly [deadline: Deadline, allowed: Minutes] {
  const [first, ...others] = deadlines.map(
    (deadline) => [deadline, addDuration(release, deadline.within) - release] as const,
  );
  if (first === undefined) throw new Error("a class without a deadline has no allowance");
  return others.reduce((best, other) => (other[1] < best[1] ? other : best), first);
}

/** The first release, and where a due date in calendar months can jump: 00:00 UTC of the 1st and the 29th to 31st. */
function breakpoints(deadlines: readonly Deadline[], { from, until }: Horizon): readonly Instant[] {
  if (deadlines.every(({ within }) => within.months === 0)) return [from];
  const first = civilDay(Math.floor(from / minutesPerDay));
  const found: Instant[] = [from];
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
