/** Small plans for tests of the proof, built by hand: the loader has tests of its own. */
import type {
  Approval,
  Deadline,
  Freeze,
  Plan,
  PlannedGroup,
  PlannedRing,
  PlannedWindow,
  RingSystem,
} from "../../model/plan";
import type { Schedule, TimeOfDay, Weekday } from "../../model/schedule";
import type { Duration } from "../../model/time";

export const days = (count: number): Duration => ({ months: 0, minutes: count * 1440 });
export const months = (count: number): Duration => ({ months: count, minutes: 0 });

export function at(text: string): TimeOfDay {
  const [hour, minutes] = text.split(":").map(Number);
  return { hour: hour ?? 0, minute: minutes ?? 0 };
}

/** The instant of a UTC time such as `2026-12-24T06:00`. */
export const minute = (text: string): number => Date.parse(`${text}Z`) / 60_000;

/** A freeze of UTC spans, each with its end, as an imported calendar has them. */
export function closed(...spans: readonly (readonly [from: string, until: string])[]): Freeze {
  const instants = spans.map(([from, until]) => [minute(from), minute(until)] as const);
  const when = { kind: "spans", spans: instants, knownUntil: Number.MAX_SAFE_INTEGER } as const;
  return { name: "closed", timezone: "UTC", when };
}

export const daily = (time: string): Schedule => ({ kind: "daily", at: at(time) });
export const weekly = (day: Weekday, time: string): Schedule => ({
  kind: "weekly",
  days: [day],
  at: at(time),
});
export const patchTuesday = (offsetDays: number, time: string): Schedule => ({
  kind: "monthlyWeekday",
  ordinal: 2,
  weekday: "tuesday",
  offsetDays,
  at: at(time),
});

export function window(schedule: Schedule, over: Partial<PlannedWindow> = {}): PlannedWindow {
  const base = { name: "window", timezone: "UTC", duration: 180, cutoff: 60, perNode: 20 };
  return { ...base, schedule, ...over };
}

export function approval(afterDays: number, over: Partial<Approval> = {}): Approval {
  return { classifications: ["security", "critical"], ownDays: afterDays, afterDays, ...over };
}

export function system(afterDays: number, over: Partial<RingSystem> = {}): RingSystem {
  return {
    system: "rhel-9",
    cloud: "aws",
    baseline: "linux",
    approvals: [approval(afterDays)],
    soakKept: "none",
    ...over,
  };
}

export function ring(
  name: string,
  plannedWindow: PlannedWindow,
  systems: readonly RingSystem[],
  over: Partial<PlannedRing> = {},
): PlannedRing {
  return {
    name,
    patchGroup: `web.${name}`,
    window: plannedWindow,
    soak: 0,
    concurrency: { kind: "percent", value: 100 },
    stopAfter: { kind: "percent", value: 5 },
    systems,
    ...over,
  };
}

export function deadline(within: Duration, over: Partial<Deadline> = {}): Deadline {
  return { class: { severity: "high", exploited: false }, within, source: "tier gold", ...over };
}

export function group(
  rings: readonly PlannedRing[],
  deadlines: readonly Deadline[],
  over: Partial<PlannedGroup> = {},
): PlannedGroup {
  return {
    name: "web",
    tier: "gold",
    exposure: "internet",
    environment: "production",
    owner: "payments",
    reboot: "ifRequired",
    recoveryPoint: { required: true, keepDays: 14 },
    deadlines,
    rings,
    ...over,
  };
}

export function plan(groups: readonly PlannedGroup[], over: Partial<Plan> = {}): Plan {
  return {
    organisation: "acme",
    timezone: "UTC",
    effectiveFrom: "2026-12-01",
    severities: {
      critical: ["critical"],
      high: ["important", "unspecified"],
      medium: ["moderate", "medium"],
      low: ["low"],
    },
    groups,
    freezes: [],
    testWindows: [],
    testFreezes: [],
    exceptions: [],
    enforcement: {},
    aws: [],
    azure: [],
    findings: [],
    ...over,
  };
}
