/** What Update Manager accepts in a maintenance configuration of guest patches. */
import type { Schedule } from "../../model/schedule";
import { isText, show } from "../arguments";
import { adoptionComplaint } from "./adoption";
import type { ArgRule } from "./argRules";
import { tagsComplaint } from "./azureTags";
import type { MaintenanceConfigurationArgs } from "./maintenanceConfigurationArgs";
import { linuxComplaint, windowsComplaint } from "./patchContent";
import { groupComplaint, locationComplaint } from "./place";
import { rebootComplaint } from "./reboot";
import {
  dateComplaint,
  durationComplaint,
  expiryComplaint,
  scheduleComplaint,
  timezoneComplaint,
} from "./runWindow";

/** Resource group and configuration name together stay under 128 characters. */
export const longestNames = 127;
export const longestName = 112;

export const rules: readonly ArgRule<MaintenanceConfigurationArgs>[] = [
  { property: "resourceGroupName", complaint: (args) => groupComplaint(args.resourceGroupName) },
  {
    property: "resourceName",
    beside: ["resourceGroupName"],
    complaint: (args) => nameComplaint(args.resourceName, args.resourceGroupName),
  },
  { property: "location", complaint: ({ location }) => locationComplaint(location) },
  { property: "schedule", complaint: ({ schedule }) => scheduleComplaint(schedule as Schedule) },
  { property: "effectiveFrom", complaint: ({ effectiveFrom }) => dateComplaint(effectiveFrom) },
  {
    property: "timezone",
    beside: ["effectiveFrom"],
    complaint: ({ timezone, effectiveFrom }) =>
      dateComplaint(effectiveFrom) === undefined
        ? timezoneComplaint(timezone, effectiveFrom)
        : undefined,
  },
  { property: "duration", complaint: ({ duration }) => durationComplaint(duration) },
  {
    property: "windows",
    beside: ["linux"],
    complaint: ({ windows, linux }) =>
      windows === undefined && linux === undefined
        ? "or linux must say what is installed, got neither"
        : windowsComplaint(windows),
  },
  { property: "linux", complaint: ({ linux }) => linuxComplaint(linux) },
  { property: "reboot", complaint: ({ reboot }) => rebootComplaint(reboot) },
  {
    property: "expires",
    beside: ["schedule", "effectiveFrom"],
    complaint: ({ expires, schedule, effectiveFrom }) =>
      expiryComplaint(expires, { schedule: schedule as Schedule, effectiveFrom }),
  },
  {
    property: "adopt",
    beside: ["resourceGroupName", "resourceName"],
    complaint: ({ adopt, resourceGroupName, resourceName }) =>
      adoptionComplaint(adopt, { resourceGroupName, resourceName }),
  },
  { property: "tags", complaint: ({ tags }) => tagsComplaint(tags) },
];

function nameComplaint(name: string | undefined, group: string): string | undefined {
  if (name === undefined) {
    return undefined;
  }
  if (!isText(name, /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,110}[a-zA-Z0-9_]$/)) {
    return `must be 2–112 letters, digits and ._- from a letter or digit to one or _, got ${show(name)}`;
  }
  if (groupComplaint(group) !== undefined) return undefined;
  const length = name.length + group.length;
  return length <= longestNames
    ? undefined
    : `and resourceGroupName together must have at most ${longestNames} characters, got ${length}`;
}
