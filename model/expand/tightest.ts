/** Which of several deadlines bind, and for which releases: the others are never the tightest. */

import { dayNumber } from "../civilDay";
import type { Dated } from "../deadline";
import { addDuration } from "../duration";
import type { CivilDate, Duration, Minutes } from "../time";
import { minutesPerDay } from "../time";

interface DatedLimit extends Dated {
  readonly within: Duration;
}

/**
 * Drops each deadline that for every release another is never later than, of equals all but the first. Between the
 * days on which one starts or ends, the same deadlines apply; what is left binds from the first to the last of the
 * stretches in which nothing beats it.
 */
export function tightest<Limit extends DatedLimit>(all: readonly Limit[]): readonly Limit[] {
  const stretches = stretchesOf(all);
  return all.flatMap((limit, index) => {
    const open = stretches.filter(
      (stretch) =>
        applies(limit, stretch) &&
        !all.some(
          (other, position) => applies(other, stretch) && beats(other, limit, position < index),
        ),
    );
    const [first, last] = [open[0], open.at(-1)];
    if (first === undefined || last === undefined) return [];
    const { from: _from, until: _until, ...rest } = limit;
    return [
      {
        ...rest,
        ...(first.from === undefined ? {} : { from: first.from }),
        ...(last.until === undefined ? {} : { until: last.until }),
      } as Limit,
    ];
  });
}

function stretchesOf(all: readonly Dated[]): readonly Dated[] {
  const days = all.flatMap(({ from, until }) => [from, until]);
  const known = days.filter((day): day is CivilDate => day !== undefined);
  const edges = [...new Set(known)].sort();
  return [undefined, ...edges].map((from, index) => ({
    ...(from === undefined ? {} : { from }),
    ...(edges[index] === undefined ? {} : { until: edges[index] }),
  }));
}

/** A stretch lies within a deadline's days or outside of them; days compare as texts. */
function applies({ from, until }: Dated, stretch: Dated): boolean {
  return (
    (from === undefined || (stretch.from !== undefined && from <= stretch.from)) &&
    (until === undefined || (stretch.until !== undefined && stretch.until <= until))
  );
}

function beats(other: DatedLimit, limit: DatedLimit, isEarlier: boolean): boolean {
  return (
    other !== limit &&
    neverLater(other.within, limit.within) &&
    (isEarlier || !neverLater(limit.within, other.within))
  );
}

function neverLater(a: Duration, b: Duration): boolean {
  if (a.months === b.months) {
    return a.minutes <= b.minutes;
  }
  return spread(a).longest <= spread(b).shortest;
}

interface Spread {
  readonly shortest: Minutes;
  readonly longest: Minutes;
}
const spreads = new Map<number, Spread>();

/** Shortest and longest that a duration is in elapsed minutes, over the 400 years of the calendar. */
function spread(duration: Duration): Spread {
  const months = spreads.get(duration.months) ?? monthSpread(duration.months);
  spreads.set(duration.months, months);
  return {
    shortest: months.shortest + duration.minutes,
    longest: months.longest + duration.minutes,
  };
}

function monthSpread(months: number): Spread {
  if (months === 0) {
    return { shortest: 0, longest: 0 };
  }
  // Within a month a later start never has a longer way, since the day that it ends on may be cut: the first and the last day tell.
  const firstOf = (month: number): number =>
    dayNumber(1970 + Math.floor(month / 12), (month % 12) + 1, 1);
  const lengths = Array.from({ length: 400 * 12 }, (_, month) => month)
    .flatMap((month) => [firstOf(month), firstOf(month + 1) - 1])
    .map((day) => day * minutesPerDay)
    .map((start) => addDuration(start, { months, minutes: 0 }) - start);
  return { shortest: Math.min(...lengths), longest: Math.max(...lengths) };
}
