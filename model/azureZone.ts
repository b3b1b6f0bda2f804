/** Names of time zones as Azure wants them: Windows names, and only where they keep the same clock. */
import { dayOfDate } from "./civilDay";
import type { CivilDate, Instant, ZoneName } from "./time";
import { minutesPerDay } from "./time";
import { windowsNameOf, windowsZones, zoneOfWindows } from "./windowsZones";
import { clockChanges, formatInstant, toLocal } from "./zone";

export type WindowsZone =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly reason: string };

/** The proof looks two years of releases ahead, and each can take 400 days to land. */
const horizonDays = 2 * 366 + 400;
const known = new Map<string, WindowsZone>();

/** The Windows name of an IANA zone, refused when its clock differs from the zone's within the horizon. */
export function toWindowsZone(zone: ZoneName, effectiveFrom: CivilDate): WindowsZone {
  const key = `${zone} ${effectiveFrom}`;
  const found = known.get(key) ?? findWindowsZone(zone, effectiveFrom);
  known.set(key, found);
  return found;
}

function findWindowsZone(zone: ZoneName, effectiveFrom: CivilDate): WindowsZone {
  const name = windowsNameOf(zone);
  const own = name === undefined ? undefined : zoneOfWindows(name);
  if (name === undefined || own === undefined) {
    return { ok: false, reason: `time zone ${zone} has no Windows name` };
  }
  const differsAt = firstDifference(zone, own, dayOfDate(effectiveFrom) * minutesPerDay);
  if (differsAt === undefined) {
    return { ok: true, name };
  }
  const reason = `time zone ${zone} is "${name}" there, which follows ${own} and shows another time from ${formatInstant(differsAt)} on`;
  return { ok: false, reason };
}

/** What to write instead of a zone that is refused: one that Windows names and that shows the same time, if any. */
export function zoneInstead(zone: ZoneName, effectiveFrom: CivilDate): string {
  const from = dayOfDate(effectiveFrom) * minutesPerDay;
  const same = windowsZones().find((one) => firstDifference(zone, one, from) === undefined);
  return same === undefined
    ? "none that Windows names shows the same time: take one that it names"
    : `take ${same}, which shows the same time`;
}

/** Two clocks that agree now can part only when one of them changes. */
function firstDifference(zone: ZoneName, other: ZoneName, from: Instant): Instant | undefined {
  const until = from + horizonDays * minutesPerDay;
  const changes = [zone, other].flatMap((one) => clockChanges(one, from, until));
  return [from, ...changes.map(({ at }) => at).sort((a, b) => a - b)].find(
    (instant) => toLocal(zone, instant) !== toLocal(other, instant),
  );
}
