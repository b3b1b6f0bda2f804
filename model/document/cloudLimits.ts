/** What one cloud cannot run, found at validation and not at deploy: which cloud, why, and what would do. */
import { toWindowsZone, zoneInstead } from "../azureZone";
import { describeDuration } from "../duration";
import type { PathFault } from "../fault";
import { remembered } from "../memo";
import { formatTime } from "../schedule";
import { batchesOfRing, batchFaults, isAzureDuration } from "./azureBatches";
import { azureRecoveryFaults } from "./azureRecovery";
import { runStoreFaults } from "./azureRuns";
import { baselineFaults } from "./baselineFaults";
import { entries, field, items } from "./raw";
import { zoneName } from "./times";
import { defaultCutoff, window } from "./windows";

type Cloud = "aws" | "azure";
type ParsedWindow = ReturnType<typeof window.parse>;

/** Works on the raw values; parts whose shape is wrong are left to the faults of shape. */
export function cloudFaults(root: unknown): PathFault[] {
  const usersOf = { aws: windowUsers("aws", root), azure: windowUsers("azure", root) };
  const undivided = windowUsers("azure", root, (ring) => batchesOfRing(ring) === undefined);
  return [
    ...entries(field(root, "windows")).flatMap(([name, value]) => {
      const aws = usersOf.aws.get(name) ?? [];
      const azure = usersOf.azure.get(name) ?? [];
      const parsed = aws.length + azure.length > 0 ? window.safeParse(value) : undefined;
      return parsed?.success
        ? [
            ...windowFaults(name, parsed.data, root, { aws, azure }),
            ...azureDurationFaults(name, parsed.data, undivided.get(name) ?? []),
          ]
        : [];
    }),
    ...batchFaults(root),
    ...azureRecoveryFaults(root),
    ...runStoreFaults(root),
    ...placeFaults(root),
    ...baselineFaults(root),
  ];
}

function windowFaults(
  name: string,
  parsed: ParsedWindow,
  root: unknown,
  { aws, azure }: Readonly<Record<Cloud, readonly string[]>>,
): PathFault[] {
  return [
    ...(aws.length > 0 ? awsFaults(name, parsed, aws) : []),
    ...(azure.length > 0 ? azureFaults(name, parsed, azure, root) : []),
  ];
}

/** By window: the groups with a ring in it on this cloud. */
function windowUsers(
  cloud: Cloud,
  root: unknown,
  isUsing: (ring: unknown) => boolean = () => true,
): ReadonlyMap<unknown, readonly string[]> {
  const places = cloud === "aws" ? "regions" : "locations";
  const users = new Map<unknown, string[]>();
  for (const [group, value] of entries(field(root, "groups"))) {
    if (field(value, cloud) === undefined) continue;
    const used = items(field(value, "rings")).filter((ring) => {
      const own = field(ring, places);
      return (own === undefined || items(own).length > 0) && isUsing(ring);
    });
    for (const window of new Set(used.map((ring) => field(ring, "window")))) {
      remembered(users, window, () => []).push(group);
    }
  }
  return users;
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateMaintenanceWindow.html */
function awsFaults(name: string, parsed: ParsedWindow, groups: readonly string[]): PathFault[] {
  const faults: PathFault[] = [];
  const used = `used on AWS by ${groups.join(", ")}`;
  const refuse = (key: string, minutes: number, allowed: string): void => {
    const got = describeDuration({ months: 0, minutes });
    faults.push({
      path: ["windows", name, key],
      message: `windows.${name}.${key}: AWS counts windows in whole hours, ${allowed}, got ${got} (${used}); for a window of both clouds 2h or 3h`,
    });
  };
  if (parsed.duration % 60 !== 0 || parsed.duration > 24 * 60) {
    refuse("duration", parsed.duration, "1h to 24h");
  }
  const cutoff = parsed.cutoff ?? defaultCutoff;
  if (cutoff % 60 !== 0) {
    refuse("cutoff", cutoff, "0h to 23h");
  }
  return faults;
}

/** @see https://learn.microsoft.com/azure/virtual-machines/maintenance-configurations */
function azureFaults(
  name: string,
  parsed: ParsedWindow,
  groups: readonly string[],
  root: unknown,
): PathFault[] {
  const used = `used on Azure by ${groups.join(", ")}`;
  const faults: PathFault[] = [];
  const refuse = (key: string, message: string): void => {
    faults.push({ path: ["windows", name, key], message: `windows.${name}.${key}: ${message}` });
  };
  const { hour, minute } = parsed.schedule.at;
  if (hour === 23 && minute >= 45) {
    refuse(
      "schedule",
      `Azure starts nothing between 23:45 and 00:00, got ${formatTime(parsed.schedule.at)} (${used}); start at 23:30 or 00:00`,
    );
  }
  const zone = zoneName().safeParse(parsed.timezone ?? field(root, "timezone") ?? "UTC");
  const from = field(root, "effectiveFrom");
  if (zone.success && typeof from === "string" && /^\d{4}-\d{2}-\d{2}$/.test(from)) {
    const named = toWindowsZone(zone.data, from);
    if (!named.ok) {
      refuse(
        "timezone",
        `Azure cannot run it: ${named.reason} (${used}); ${zoneInstead(zone.data, from)}`,
      );
    }
  }
  return faults;
}

/** Of the rings whose machines all start together. */
function azureDurationFaults(
  name: string,
  { duration }: ParsedWindow,
  groups: readonly string[],
): PathFault[] {
  if (groups.length === 0 || isAzureDuration(duration)) return [];
  const got = describeDuration({ months: 0, minutes: duration });
  return [
    {
      path: ["windows", name, "duration"],
      message: `windows.${name}.duration: Azure runs windows of 1h 30m to 3h 55m, got ${got} (used on Azure by ${groups.join(", ")}); for a window of both clouds 2h or 3h`,
    },
  ];
}

/** A ring that is nowhere. */
function placeFaults(root: unknown): PathFault[] {
  return entries(field(root, "groups")).flatMap(([name, group]) =>
    items(field(group, "rings")).flatMap((ring, index) => {
      const runs = (cloud: Cloud, key: string): boolean =>
        field(group, cloud) !== undefined &&
        (field(ring, key) === undefined || items(field(ring, key)).length > 0);
      if (runs("aws", "regions") || runs("azure", "locations")) {
        return [];
      }
      const message = `groups.${name}.rings[${index}]: the ring runs nowhere; give it a region or a location`;
      return [{ path: ["groups", name, "rings", index], message }];
    }),
  );
}
