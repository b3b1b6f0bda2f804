/** Windows whose start a change of the clock swallows or doubles, and windows too short to end in time. */
import { occurrences } from "../calendar";
import { dayOfDate } from "../civilDay";
import { formatDuration } from "../duration";
import { finding } from "../findings/finding";
import type { Finding, Plan, PlannedWindow } from "../plan";
import type { Policy } from "../policy";
import { formatSchedule, formatTime } from "../schedule";
import { minutesPerDay } from "../time";
import { formatInstant, instantsOf } from "../zone";
import { planWindow } from "./rings";

/** The proof looks two years of releases ahead, and each can take 400 days to land. */
const horizonDays = 2 * 366 + 400;

export function clockFindings(policy: Policy, plan: Plan): Finding[] {
  const used = new Set(plan.groups.flatMap(({ rings }) => rings.map((ring) => ring.window.name)));
  return Object.keys(policy.windows)
    .filter((name) => used.has(name))
    .map((name) => planWindow(policy, name))
    .flatMap((window) => [
      ...startFindings(window, plan.effectiveFrom),
      ...overrunFindings(window),
    ]);
}

/** Neither vendor says what happens to a start that does not exist or exists twice. */
function startFindings(window: PlannedWindow, effectiveFrom: string): Finding[] {
  const { schedule, timezone } = window;
  const from = dayOfDate(effectiveFrom) * minutesPerDay;
  // In UTC every local time exists once, so these are the wall-clock times that the schedule means.
  const wallClock = occurrences(schedule, "UTC", from, from + horizonDays * minutesPerDay);
  const startsAt = (count: number): number | undefined =>
    wallClock.find(({ start }) => instantsOf(timezone, start).length === count)?.start;
  const describe = (local: number): string =>
    `window ${window.name} (${formatSchedule(schedule)}): on ${formatInstant(local).slice(0, 10)} clocks in ${timezone} change and ${formatTime(schedule.at)}`;
  const path = ["windows", window.name, "schedule"];
  const gap = startsAt(0);
  const overlap = startsAt(2);
  return [
    ...(gap === undefined
      ? []
      : [finding("window/dst-gap", { message: `${describe(gap)} does not exist`, path })]),
    ...(overlap === undefined
      ? []
      : [finding("window/dst-overlap", { message: `${describe(overlap)} happens twice`, path })]),
  ];
}

/** A machine that starts just before the cutoff ends after the window. */
function overrunFindings(window: PlannedWindow): Finding[] {
  if (window.perNode <= window.cutoff) {
    return [];
  }
  const message = `window ${window.name}: a machine may take ${formatDuration(window.perNode)} but the cutoff is ${formatDuration(window.cutoff)}, so the last one ends after the window`;
  return [finding("cutoff/per-node", { message, path: ["windows", window.name, "perNode"] })];
}
