/**
 * Patching simulated as the services do it: the proof's opponent. It shares no code with the proof and has a
 * calendar of its own.
 */
import type { Deadline, Freeze, OutOfCyclePath, PlannedWindow } from "../../model/plan";
import { isFrozen, simulatePatchTuesdays, simulateStarts } from "./simulateCalendar";

const dayMinutes = 1440;

/** How AWS may read "approved d days after release"; both stand in its documentation. */
export const readings = ["exactly", "nextMinute", "utcDay"] as const;
export type Reading = (typeof readings)[number];

/** What is simulated of one ring. */
export interface SimulatedRing {
  readonly window: PlannedWindow;
  readonly freezes: readonly Freeze[];
  readonly cloud: "aws" | "azure";
  readonly delayDays: number;
  readonly cumulative: boolean;
  readonly effectiveFrom: string;
}

/** When the service approves a patch. */
export function simulateApproval(release: number, days: number, reading: Reading): number {
  if (days === 0) return release;
  if (reading === "exactly") return release + days * 24 * 60;
  if (reading === "nextMinute") return release + days * 24 * 60 + 1;
  const date = new Date(release * 60_000);
  date.setUTCHours(0, 0, 0, 0);
  return date.getTime() / 60_000 + days * 24 * 60;
}

/** A ring with its calendar walked through once; `half` is the start that the service takes of two. */
export interface Simulation {
  readonly ring: SimulatedRing;
  readonly tuesdays: readonly number[];
  readonly runs: Readonly<Record<"first" | "second", readonly number[]>>;
}

export function simulation(ring: SimulatedRing, from: number, until: number): Simulation {
  const starts = simulateStarts(ring.window, ring.effectiveFrom, from, until);
  const open = (begin: number): boolean =>
    !isFrozen(ring.freezes, begin, begin + ring.window.duration);
  return {
    ring,
    tuesdays: simulatePatchTuesdays(from, until),
    runs: {
      first: starts.map(({ at }) => at).filter(open),
      second: starts.map(({ other }) => other).filter(open),
    },
  };
}

export function simulateFinish({ window, cloud }: SimulatedRing, start: number): number {
  const end = start + window.duration;
  // A task that starts just before the cutoff still takes its time for one machine.
  return cloud === "aws" ? Math.max(end, end - window.cutoff + window.perNode) : end;
}

/** Finishes of the runs after which a machine no longer lacks a patch, in order, as many as asked. */
export function simulateFixes(
  { ring, tuesdays, runs }: Simulation,
  release: number,
  half: "first" | "second",
  count: number,
): readonly number[] {
  const updates = [release];
  if (ring.cumulative)
    updates.push(...tuesdays.filter((tuesday) => tuesday > release).slice(0, 12));
  const starts = runs[half];
  const fixes: number[] = [];
  for (
    let run = firstAtLeast(starts, release);
    run < starts.length && fixes.length < count;
    run++
  ) {
    const start = starts[run] ?? 0;
    const finish = simulateFinish(ring, start);
    if (finish - release > 400 * dayMinutes) break;
    if (updates.some((update) => installable(update, start, ring, tuesdays))) fixes.push(finish);
  }
  return fixes;
}

function installable(
  update: number,
  start: number,
  ring: SimulatedRing,
  tuesdays: readonly number[],
): boolean {
  const superseded =
    ring.cumulative && tuesdays.some((tuesday) => tuesday > update && tuesday < start);
  return !superseded && simulateApproval(update, ring.delayDays, "nextMinute") <= start;
}

/** The latest that a patch can land when its first `lost` chances are lost; Infinity when it never does. */
export function simulateLanding(simulated: Simulation, release: number, lost = 0): number {
  const landings = (["first", "second"] as const).map(
    (half) => simulateFixes(simulated, release, half, lost + 1)[lost] ?? Number.POSITIVE_INFINITY,
  );
  return Math.max(...landings);
}

/** The shortest that a patch can rest between two rings under one reading; Infinity when the later never has it. */
export function simulateRest(
  earlier: Simulation,
  later: Simulation,
  release: number,
  reading: Reading,
): number {
  const finishes = (["first", "second"] as const).map((half) => {
    const start = firstStart(earlier, release, half, reading);
    return start === undefined ? Number.NaN : simulateFinish(earlier.ring, start);
  });
  const starts = (["first", "second"] as const).flatMap(
    (half) => firstStart(later, release, half, reading) ?? [],
  );
  const start = Math.min(...starts);
  const gone = later.ring.cumulative && later.tuesdays.some((day) => day > release && day < start);
  return gone ? Number.POSITIVE_INFINITY : start - Math.max(...finishes);
}

/** The first run that is approved for a patch, by the service's choice of two starts. */
export function firstStart(
  { ring, runs }: Simulation,
  release: number,
  half: "first" | "second",
  reading: Reading,
): number | undefined {
  const starts = runs[half];
  return starts[firstAtLeast(starts, simulateApproval(release, ring.delayDays, reading))];
}

function firstAtLeast(sorted: readonly number[], wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) >= wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The earliest of the due dates of a release; Infinity when none counts on its UTC day. */
export function simulateDue(
  deadlines: readonly Pick<Deadline, "within" | "from" | "until">[],
  release: number,
): number {
  const day = new Date(release * 60_000).toISOString().slice(0, 10);
  const counting = deadlines.filter(
    ({ from = "0000", until = "9999" }) => from <= day && day < until,
  );
  return Math.min(
    ...counting.map(({ within }) => addMonths(release, within.months) + within.minutes),
  );
}

/** The same day some months later, or the last day of that month. */
function addMonths(instant: number, count: number): number {
  const date = new Date(instant * 60_000);
  const wanted = date.getUTCMonth() + count;
  const moved = new Date(date);
  moved.setUTCMonth(wanted);
  // JavaScript runs over into the next month; day 0 steps back to the last one of the month that was meant.
  if (moved.getUTCMonth() !== wanted % 12) moved.setUTCDate(0);
  return moved.getTime() / 60_000;
}

/** Walks an out-of-cycle path minute by minute: the end of the last ring's execution. */
export function simulateEmergency(
  path: OutOfCyclePath,
  ringCount: number,
  freezes: readonly Freeze[],
  trigger: number,
): number {
  let minute = trigger + path.notice + path.decideWithin;
  for (let ring = 0; ring < ringCount; ring++) {
    if (ring > 0) minute += path.soak;
    const end = minute + 400 * dayMinutes;
    while (!path.inFreeze && isFrozen(freezes, minute, minute + path.perRing)) {
      minute++;
      if (minute > end) return Number.POSITIVE_INFINITY;
    }
    minute += path.perRing;
  }
  return minute;
}
