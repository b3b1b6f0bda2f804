/** A window must leave time to work, start at an agreed local time, be on, and not be put into a freeze. */
import { freezeIntervals } from "../../../../model/calendar";
import type { Freeze, Plan } from "../../../../model/plan";
import type { Instant } from "../../../../model/time";
import { formatInstant, toInstants } from "../../../../model/zone";
import { cisControls, nist80040, nist80053 } from "../../../control";
import { broken, show } from "../../../outcome";
import type { Check, ResourceRule } from "../../../rule";

const cutoffLeavesTime: Check = (window) => {
  const [duration, cutoff] = [window.number("duration"), window.number("cutoff") ?? 0];
  if (duration === undefined || cutoff < duration) {
    return [];
  }
  return [
    broken({
      problem: "the window never starts a task, because none may start in its last cutoff hours",
      property: "cutoff",
      seen: `${cutoff} h`,
      allowed: `less than the duration, ${duration} h`,
      fix: `set cutoff to ${Math.max(duration - 1, 0)} or less, or lengthen the duration`,
    }),
  ];
};

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}

const zoneIsSet: Check = (window, { plan }) => {
  const zone = window.text("scheduleTimezone");
  if (zone !== undefined && isZone(zone)) {
    return [];
  }
  return [
    broken({
      problem: "the window does not start at the agreed local time",
      property: "scheduleTimezone",
      seen: show(zone),
      allowed: "an IANA time zone",
      fix: `set scheduleTimezone, for example to ${plan.timezone}`,
    }),
  ];
};

const startsAtATime: Check = (window) => {
  const schedule = window.text("schedule");
  if (!schedule?.startsWith("rate(")) {
    return [];
  }
  return [
    broken({
      problem: "the window starts at no agreed time of day, and moves when it is edited",
      property: "schedule",
      seen: schedule,
      allowed: "cron(…) or at(…)",
      fix: "write the agreed time as cron(…), such as cron(0 4 ? * SUN *)",
    }),
  ];
};

const isOn: Check = (window) =>
  window.flag("enabled") === false
    ? [
        broken({
          problem: "the window never runs",
          property: "enabled",
          seen: "false",
          allowed: "true",
          fix: "set enabled to true or remove the window; the document's freezes pause runs",
        }),
      ]
    : [];

/** `at(2026-12-24T22:00:00)`, the one schedule whose day is certain. */
function onlyStart(schedule: string | undefined, zone: string): Instant | undefined {
  const once = /^at\((\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(schedule ?? "");
  if (!once || !isZone(zone)) {
    return undefined;
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = once.slice(1).map(Number);
  return toInstants(zone, year, month, day, hour, minute)[0];
}

function freezeAt(plan: Plan, start: Instant, end: Instant) {
  // Freezes of single groups are left to the gate: a window's resource does not say whose it is.
  return plan.freezes.find(
    (freeze) => freeze.groups === undefined && freezeIntervals(freeze, start, end).length > 0,
  );
}

function timesOf({ when }: Freeze): string {
  return when.kind === "spans" ? "the events of its calendar" : `${when.from} to ${when.to}`;
}

const outsideFreezes: Check = (window, { plan }) => {
  const schedule = window.text("schedule");
  const zone = window.text("scheduleTimezone") ?? "UTC";
  const start = onlyStart(schedule, zone);
  if (start === undefined) {
    return [];
  }
  const freeze = freezeAt(plan, start, start + (window.number("duration") ?? 0) * 60 + 1);
  if (!freeze) {
    return [];
  }
  return [
    broken({
      problem: `the window runs on ${formatInstant(start, zone)}, inside the freeze ${freeze.name}`,
      property: "schedule",
      seen: show(schedule),
      allowed: `a day outside ${timesOf(freeze)} (${freeze.timezone})`,
      fix: "move the run out of the freeze, or use the document's out-of-cycle path",
    }),
  ];
};

export const maintenanceWindowQuality: ResourceRule = {
  kind: "resource",
  id: "aws-ssm-maintenance-window-quality",
  title:
    "Maintenance windows leave time to work, start at an agreed local time and stay out of freezes.",
  why: "A window whose cutoff takes all its time, that has no time zone or that starts by rate runs at no agreed time, or never.",
  level: "mandatory",
  severity: "high",
  controls: [nist80040("§3.5"), nist80053("SI-2"), cisControls("7.3")],
  ruleset: "2026.11",
  fix: "Set cutoff below duration, scheduleTimezone, a cron or at schedule, or use the MaintenanceWindow component.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/maintenance-windows-schedule-options.html",
  parameters: "The freezes that apply to all groups; the document's time zone in the fix.",
  missing:
    "No scheduleTimezone is a violation (SSM takes UTC, which nobody agreed to); no enabled is true, as in SSM.",
  types: ["aws:ssm/maintenanceWindow:MaintenanceWindow"],
  examples: {
    bad: {
      properties: {
        schedule: "cron(0 4 ? * SUN *)",
        scheduleTimezone: "Europe/Berlin",
        duration: 3,
        cutoff: 3,
      },
    },
    good: {
      properties: {
        schedule: "cron(0 4 ? * SUN *)",
        scheduleTimezone: "Europe/Berlin",
        duration: 3,
        cutoff: 2,
      },
    },
  },
  checks: [cutoffLeavesTime, zoneIsSet, startsAtATime, isOn, outsideFreezes],
};
