/** Whether the deadlines of a class got tighter or looser, release by release: for how long, and from which event on. */
import { releasesOf } from "../deadline";
import { addDuration } from "../duration";
import type { Deadline } from "../plan";
import { type Allowance, allowanceOf, type Horizon } from "../proof/allowance";
import type { Clock, Instant } from "../time";
import type { Effect } from "./change";
import { unique } from "./unique";
import { clockEffect } from "./words";

/** Of the releases from `asOf` on: two deadlines in months and days can be tighter in turn. */
export function effectOfDeadlines(
  before: readonly Deadline[],
  after: readonly Deadline[],
  asOf: Instant,
): Effect {
  const found = unique(
    horizons([...before, ...after], asOf).flatMap((horizon) =>
      effectsWithin(before, after, horizon),
    ),
  );
  const looser = found.some((effect) => effect === "weaker" || effect === "mixed");
  const tighter = found.some((effect) => effect === "stronger" || effect === "mixed");
  if (looser) return tighter ? "mixed" : "weaker";
  return tighter ? "stronger" : "neutral";
}

/** The next two years, and two from each later day on which a deadline begins or ends: months repeat themselves. */
function horizons(deadlines: readonly Deadline[], asOf: Instant): readonly Horizon[] {
  const twoYears = { months: 24, minutes: 0 };
  const later = deadlines
    .flatMap((deadline) => releasesOf(deadline))
    .filter((edge) => Number.isFinite(edge) && edge > addDuration(asOf, twoYears));
  return unique([asOf, ...later]).map((from) => ({ from, until: addDuration(from, twoYears) }));
}

function effectsWithin(
  before: readonly Deadline[],
  after: readonly Deadline[],
  horizon: Horizon,
): readonly Effect[] {
  const [old, now] = [allowanceOf(before, horizon), allowanceOf(after, horizon)];
  return unique([...old.from, ...now.from]).flatMap((release) => {
    const [was, is] = [bindingAt(old, release), bindingAt(now, release)];
    if (was === undefined || is === undefined) {
      if (was === is) return [];
      return was === undefined ? ["stronger"] : ["weaker"];
    }
    return [ofGrowth(is.minutes - was.minutes), clockEffect(was.of, is.of)];
  });
}

interface Binding {
  readonly minutes: number;
  readonly of: Clock;
}

/** Undefined where the release is promised nothing. */
function bindingAt({ from, minutes, deadlines }: Allowance, release: Instant): Binding | undefined {
  const stretch = from.findLastIndex((start) => start <= release);
  const deadline = deadlines[stretch];
  return deadline === undefined
    ? undefined
    : { minutes: minutes[stretch] ?? 0, of: deadline.of ?? "released" };
}

function ofGrowth(growth: number): Effect {
  if (growth === 0) return "neutral";
  return growth > 0 ? "weaker" : "stronger";
}
