/** When a guest patch schedule runs. Azure accepts less than its service can run; these are the service's own limits. */
import { cloudBenchmark, nist80040, nist80053 } from "../../../control";
import { broken, show } from "../../../outcome";
import type { Check, ResourceRule } from "../../../rule";
import { configurationType, onlyGuestPatches } from "./guestPatches";

/** Azure runs guest schedules of 01:30 to 03:55 only. */
const shortest = 90;
const longest = 235;

function minutesOf(duration: string | undefined): number | undefined {
  const time = /^(\d{2}):([0-5]\d)$/.exec(duration ?? "");
  return time ? Number(time[1]) * 60 + Number(time[2]) : undefined;
}

const durationRuns: Check = (configuration) => {
  const duration = configuration.text("duration");
  const minutes = minutesOf(duration);
  if (minutes !== undefined && minutes >= shortest && minutes <= longest) {
    return [];
  }
  return [
    broken({
      problem: "Azure cannot run a guest patch schedule of this length",
      property: "duration",
      seen: show(duration),
      allowed: "01:30 to 03:55 (HH:mm)",
      fix: "set duration to a value in that range, such as 03:00",
    }),
  ];
};

const zoneIsSet: Check = (configuration, { plan }) =>
  configuration.has("timeZone")
    ? []
    : [
        broken({
          problem: "the schedule does not start at the agreed local time",
          property: "timeZone",
          seen: "not set",
          allowed: "a Windows time zone name",
          fix: `set timeZone to the Windows name of ${plan.timezone}, or UTC`,
        }),
      ];

const repeats: Check = (configuration) =>
  configuration.has("recurEvery")
    ? []
    : [
        broken({
          problem: "the schedule does not repeat, so machines are patched once",
          property: "recurEvery",
          seen: "not set",
          allowed: "a recurrence such as Week Sunday or Month Second Tuesday",
          fix: "set recurEvery to the agreed recurrence",
        }),
      ];

/** Azure asks to keep starts out of 23:45–00:00. */
const startsOutsideMidnight: Check = (configuration) => {
  const start = configuration.text("startDateTime");
  const time = /[ T](\d{2}):(\d{2})/.exec(start ?? "");
  if (start !== undefined && !(time?.[1] === "23" && Number(time[2]) >= 45)) {
    return [];
  }
  return [
    broken({
      problem: start === undefined ? "the schedule has no start" : "the start may be missed",
      property: "startDateTime",
      seen: show(start),
      allowed: "YYYY-MM-DD hh:mm, not between 23:45 and 00:00",
      fix: "set startDateTime to the agreed time of day",
    }),
  ];
};

export const configurationWindow: ResourceRule = {
  kind: "resource",
  id: "azure-maintenance-configuration-window",
  title:
    "Guest patch schedules have a length that Azure can run, a time zone, a start and a recurrence.",
  why: "Azure takes schedules that its service then cannot run: too short or too long, without a zone, or a start in the quarter before midnight.",
  level: "mandatory",
  severity: "high",
  controls: [nist80040("§3.5"), nist80053("SI-2"), cloudBenchmark("PV-6")],
  ruleset: "2026.11",
  fix: "Set duration (01:30–03:55), timeZone, startDateTime and recurEvery, or use the MaintenanceConfiguration component.",
  url: "https://learn.microsoft.com/en-us/azure/virtual-machines/maintenance-configurations",
  parameters: "The document's time zone in the fix; the limits are Azure's.",
  missing: "Each of the four is needed: a missing one is a violation.",
  types: [configurationType],
  exempt: onlyGuestPatches,
  examples: {
    bad: {
      properties: {
        maintenanceScope: "InGuestPatch",
        startDateTime: "2026-12-06 04:00",
        duration: "03:56",
        timeZone: "W. Europe Standard Time",
        recurEvery: "Week Sunday",
      },
    },
    good: {
      properties: {
        maintenanceScope: "InGuestPatch",
        startDateTime: "2026-12-06 04:00",
        duration: "03:55",
        timeZone: "W. Europe Standard Time",
        recurEvery: "Week Sunday",
      },
    },
  },
  checks: [durationRuns, zoneIsSet, repeats, startsOutsideMidnight],
};
