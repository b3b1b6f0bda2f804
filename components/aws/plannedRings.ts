/** What the plan asks of each ring's run in one account and region: the ring before it, and how long a machine takes. */
import { appliesTo, freezeIntervals, occurrences } from "../../model/calendar";
import { dayOfDate } from "../../model/civilDay";
import type { AwsRun, AwsUnit, AwsWindow, Plan, PlannedWindow } from "../../model/plan";
import { type Interval, minutesPerDay } from "../../model/time";
import type { RingRun } from "./patchRunbooks";

/** A ring's run, and the window it is in. */
interface Placed {
  readonly run: AwsRun;
  readonly window: PlannedWindow;
}

/** By patch group. `backupLeadHours`: how long before the window the recovery points are begun. */
export function plannedRings(
  unit: AwsUnit,
  plan: Plan,
  backupLeadHours: number,
): Readonly<Record<string, RingRun>> {
  const here = new Map(unit.windows.flatMap(placedRuns).map((one) => [one.run.patchGroup, one]));
  return Object.fromEntries(
    [...here.values()].map(({ run, window }) => {
      const before = ringBefore(plan, run, here);
      const ring: RingRun = {
        nodeMinutes: window.perNode,
        // From the backup's start to the end of the run, since its age is asked for machine by machine.
        recoveryPoint: { maxAgeHours: backupLeadHours + Math.ceil(window.duration / 60) },
        ...(before === undefined
          ? {}
          : {
              ringBefore: {
                patchGroup: before.run.patchGroup,
                maxAgeHours: verdictAgeHours(plan, before, { run, window }),
              },
            }),
      };
      return [run.patchGroup, ring];
    }),
  );
}

function placedRuns({ window, runs }: AwsWindow): readonly Placed[] {
  return runs.map((run) => ({ run, window }));
}

/**
 * The nearest ring before of the same group, else the ring promoted from, if it is patched in this account and region:
 * verdicts do not travel.
 */
function ringBefore(
  plan: Plan,
  { group, ring }: AwsRun,
  here: ReadonlyMap<string, Placed>,
): Placed | undefined {
  const planned = plan.groups.find(({ name }) => name === group);
  if (planned === undefined) return undefined;
  const index = planned.rings.findIndex(({ name }) => name === ring);
  const before = planned.rings.slice(0, index).reverse();
  const promoted = planned.promotedFrom === undefined ? [] : [planned.promotedFrom.ring];
  return [...before, ...promoted]
    .map(({ patchGroup }) => here.get(patchGroup))
    .find((placed) => placed !== undefined);
}

const twoYears = 730 * minutesPerDay;
/** For the close, which waits for the last machine and its report, and for a run that starts late. */
const slack = 60;

/**
 * The longest that the last whole run of the ring before lies back when a run begins, freezes left out: an older verdict
 * means that a run of it was never closed. Counted from the policy's effective day, so that it changes with nothing else.
 */
function verdictAgeHours(plan: Plan, before: Placed, after: Placed): number {
  const from = dayOfDate(plan.effectiveFrom) * minutesPerDay;
  const starts = runsOf(plan, before, [from, from + twoYears]);
  const duration = before.window.duration + slack;
  const ages = runsOf(plan, after, [from, from + twoYears]).flatMap((start) => {
    const last = starts.findLast((one) => one + duration <= start);
    return last === undefined ? [] : [start - last];
  });
  return Math.ceil((Math.max(0, ...ages) + slack) / 60);
}

/** Starts of the ring's runs that no freeze bars. */
function runsOf(plan: Plan, { run, window }: Placed, [from, until]: Interval): readonly number[] {
  const frozen = plan.freezes
    .filter((freeze) => appliesTo(freeze, run.group))
    .flatMap((freeze) => freezeIntervals(freeze, from, until + window.duration));
  return occurrences(window.schedule, window.timezone, from, until)
    .map(({ start }) => start)
    .filter((start) => !frozen.some(([a, b]) => a < start + window.duration && b > start));
}
