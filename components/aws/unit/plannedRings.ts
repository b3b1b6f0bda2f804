/** What the plan asks of each ring's run in one account and region: the ring before it, and how long a machine takes. */
import { oldestPoint } from "../../../model/backups";
import { appliesTo, freezeIntervals, occurrences } from "../../../model/calendar";
import { dayOfDate } from "../../../model/civilDay";
import { once, remembered } from "../../../model/memo";
import type { AwsRun, AwsUnit, Plan, PlannedWindow } from "../../../model/plan";
import { present } from "../../../model/present";
import { closeMinutes } from "../../../model/promotionLists";
import { finishAfter, touches, union } from "../../../model/proof/runs";
import { type RingPlace, ringBefore } from "../../../model/ringBefore";
import { minutesPerDay } from "../../../model/time";
import type { RecoveryRun, RingRun } from "../rings/patchRunbooks";

/** The ARN of the verdict that a ring's close writes in a place; nothing where nobody can read it. */
export type VerdictArn = (place: RingPlace, patchGroup: string) => string | undefined;

/** By patch group. */
export function plannedRings(
  unit: AwsUnit,
  plan: Plan,
  verdictArn: VerdictArn,
): Readonly<Record<string, RingRun>> {
  return Object.fromEntries(
    unit.windows.flatMap(({ window, runs }) =>
      runs.map((run) => {
        const before = plannedRingBefore(unit, plan, { group: run.group, window }, run, verdictArn);
        const ring: RingRun = {
          runMinutes: window.duration,
          reboot: run.reboot,
          nodeMinutes: window.perNode,
          ...plannedSettings(run),
          recoveryPoint: plannedRecovery(run, window),
          ...(before === undefined ? {} : { ringBefore: before }),
        };
        return [run.patchGroup, ring];
      }),
    ),
  );
}

/** A group's runs in a window. */
interface Runs {
  readonly group: string;
  readonly window: PlannedWindow;
}

function plannedRingBefore(
  unit: AwsUnit,
  plan: Plan,
  runs: Runs,
  run: AwsRun,
  verdictArn: VerdictArn,
): RingRun["ringBefore"] {
  const { before } = ringBefore(plan, unit, run);
  if (before === undefined) return undefined;
  const isHere = (place: RingPlace) =>
    place.account === unit.account && place.region === unit.region;
  const elsewhere = before.places.flatMap((place) =>
    isHere(place) ? [] : (verdictArn(place, before.patchGroup) ?? []),
  );
  if (elsewhere.length === 0 && !before.places.some(isHere)) return undefined;
  return {
    patchGroup: before.patchGroup,
    maxAgeHours: verdictAgeHours(plan, before, runs),
    ...(elsewhere.length === 0 ? {} : { elsewhere }),
    // Lists do not travel.
    ...(before.places.some(isHere) ? listSoak(plan, run, before.window) : {}),
  };
}

function plannedRecovery({ recoveryPoint }: AwsRun, window: PlannedWindow): RecoveryRun {
  const { required, keepDays, when, hybrid, autoScaling } = recoveryPoint;
  const { maxAge = oldestPoint(window) } = recoveryPoint;
  return present({ required, keepDays, maxAgeHours: maxAge / 60, when, hybrid, autoScaling });
}

/** What the plan leaves out is the runbooks' own default. */
function plannedSettings({ settings = {}, onFailure }: AwsRun): RingRun {
  const { alarms, ...rest } = settings;
  return present({ ...rest, alarmNames: alarms, onFailure });
}

/**
 * For systems whose soak a list keeps. The record of a run counts from the end of its window; a machine that was begun just
 * before the cutoff may take longer.
 */
function listSoak(plan: Plan, { group, ring }: AwsRun, before: PlannedWindow) {
  const planned = plan.groups
    .find(({ name }) => name === group)
    ?.rings.find(({ name }) => name === ring);
  const isListed = planned?.systems.some(({ soakKept }) => soakKept === "list") ?? false;
  if (planned === undefined || !isListed) return {};
  return { soakMinutes: planned.soak + finishAfter(before, "aws") - before.duration };
}

/**
 * The longest that the last whole run of the ring before lies back when a run begins, freezes left out: an older verdict
 * means that a run of it was never closed.
 */
function verdictAgeHours(plan: Plan, before: Runs, after: Runs): number {
  const starts = startsOf(plan, before);
  const duration = before.window.duration + closeMinutes;
  const ages = startsOf(plan, after).flatMap((start) => {
    const last = starts.findLast((one) => one + duration <= start);
    return last === undefined ? [] : [start - last];
  });
  return Math.ceil((Math.max(0, ...ages) + closeMinutes) / 60);
}

const twoYears = 730 * minutesPerDay;
const knownStarts = once((_plan: Plan) => new Map<string, readonly number[]>());

/**
 * Of a group's runs in a window that no freeze bars: the same in every region. Counted from the policy's effective day, so
 * that they change with nothing else.
 */
function startsOf(plan: Plan, { group, window }: Runs): readonly number[] {
  return remembered(knownStarts(plan), `${group} ${window.name}`, () => {
    const from = dayOfDate(plan.effectiveFrom) * minutesPerDay;
    const until = from + twoYears;
    const frozen = plan.freezes
      .filter((freeze) => appliesTo(freeze, group))
      .flatMap((freeze) => freezeIntervals(freeze, from, until + window.duration));
    const closed = union(frozen);
    return occurrences(window.schedule, window.timezone, from, until)
      .map(({ start }) => start)
      .filter((start) => !touches(closed, start, start + window.duration));
  });
}
