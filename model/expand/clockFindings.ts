/** Starts that a change of the clock swallows or doubles, and windows too short to end in time. */
import { forEachOccurrence } from "../calendar";
import { dayOfDate } from "../civilDay";
import { formatDuration } from "../duration";
import { finding } from "../findings/finding";
import type { Finding, Plan, PlannedWindow } from "../plan";
import type { Policy } from "../policy";
import { formatSchedule, formatTime, type Schedule, shiftOrdinal } from "../schedule";
import { counted } from "../textTable";
import { minutesPerDay, type ZoneName } from "../time";
import { calmOffset, formatInstant, instantsOf } from "../zone";
import { planWindow } from "./rings";

/** The proof looks two years of releases ahead, and each can take 400 days to land. */
const horizonDays = 2 * 366 + 400;

export function clockFindings(policy: Policy, plan: Plan): Finding[] {
  const used = new Set(
    plan.groups.flatMap(({ rings, strategy }) => [
      ...rings.map((ring) => ring.window.name),
      ...(strategy?.image === undefined ? [] : [strategy.image.name]),
    ]),
  );
  const windows = Object.keys(policy.windows)
    .filter((name) => used.has(name))
    .map((name) => planWindow(policy, name));
  return [
    ...windows.flatMap((window) => [
      ...startFindings(startsOf(window, "windows"), plan.effectiveFrom),
      ...baseFindings(window, plan),
      ...overrunFindings(window),
    ]),
    ...plan.testWindows.flatMap((window) =>
      startFindings(startsOf(window, "testWindows"), plan.effectiveFrom),
    ),
    ...scanFindings(policy, plan),
  ];
}

interface Starts {
  /** `window early` */
  readonly what: string;
  readonly schedule: Schedule;
  readonly timezone: ZoneName;
  readonly path: Finding["path"];
}

function startsOf(
  { name, schedule, timezone }: Pick<PlannedWindow, "name" | "schedule" | "timezone">,
  section: "windows" | "testWindows",
): Starts {
  const what = `${section === "windows" ? "window" : "test window"} ${name}`;
  return { what, schedule, timezone, path: [section, name, "schedule"] };
}

/** Azure assesses at times of its own. */
function scanFindings({ scan, timezone }: Policy, plan: Plan): Finding[] {
  const starts = { what: "scan", schedule: scan, timezone, path: ["scan"] };
  return plan.aws.length === 0 ? [] : startFindings(starts, plan.effectiveFrom);
}

/** SSM waits some days from the cron's own time: that one must exist too. */
function baseFindings(window: PlannedWindow, plan: Plan): Finding[] {
  const { schedule } = window;
  if (schedule.kind !== "monthlyWeekday") return [];
  const onAws = plan.aws.some(({ windows }) =>
    windows.some((one) => one.window.name === window.name),
  );
  if (!onAws) return [];
  const { ordinal, offsetDays } = shiftOrdinal(schedule.ordinal, schedule.offsetDays);
  const base = { ...schedule, ordinal, offsetDays: 0 };
  const starts = startsOf({ ...window, schedule: base }, "windows");
  const what = `${starts.what}, in the day that SSM counts its ${counted(offsetDays, "day")} from`;
  return offsetDays === 0 ? [] : startFindings({ ...starts, what }, plan.effectiveFrom);
}

/** Neither vendor says what happens to a start that does not exist or exists twice. */
function startFindings(starts: Starts, effectiveFrom: string): Finding[] {
  const { what, schedule, timezone, path } = starts;
  const from = dayOfDate(effectiveFrom) * minutesPerDay;
  const doubtful: number[] = [];
  const offsetOf = calmOffset(timezone);
  // In UTC every local time exists once, so these are the wall-clock times that the schedule means.
  forEachOccurrence(schedule, "UTC", [from, from + horizonDays * minutesPerDay], (local) => {
    if (offsetOf(local) === undefined) doubtful.push(local);
  });
  const startsAt = (count: number): number | undefined =>
    doubtful.find((local) => instantsOf(timezone, local).length === count);
  const describe = (local: number): string =>
    `${what} (${formatSchedule(schedule)}): on ${formatInstant(local).slice(0, 10)} clocks in ${timezone} change and ${formatTime(schedule.at)}`;
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
