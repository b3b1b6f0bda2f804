/** Names of time zones as Windows writes them, and the zone whose clock each follows: CLDR's table, with what it lacks. */
import { findIana, findWindows, WINDOWS_TO_IANA_MAP } from "windows-iana";
import type { ZoneName } from "./time";

/**
 * Zones that left the clock of the Windows name that they have in the package (windows-iana 5.1, older than CLDR 43).
 * Kazakhstan is at UTC+05 since 2024-03-01; Windows left "Central Asia Standard Time" at UTC+06, as Bishkek.
 * Chihuahua is at UTC-06 since 2022-10-30; Windows left "Mountain Standard Time (Mexico)" at UTC-07, as Mazatlan.
 * @see https://github.com/unicode-org/cldr/pull/3498 of 2024-02-08
 * @see https://github.com/unicode-org/cldr/pull/2716 of 2023-02-14
 */
const moved: ReadonlyMap<ZoneName, string> = new Map([
  ["Asia/Almaty", "West Asia Standard Time"],
  ["Asia/Qostanay", "West Asia Standard Time"],
  ["America/Chihuahua", "Central Standard Time (Mexico)"],
]);

/** The zones that stayed, where a name's first one moved away. */
const stayed: ReadonlyMap<string, ZoneName> = new Map([
  ["Central Asia Standard Time", "Asia/Bishkek"],
  ["Mountain Standard Time (Mexico)", "America/Mazatlan"],
]);

/** The Windows name of a zone, under whichever of its IANA names: `Europe/Kyiv` was `Europe/Kiev` until 2022. */
export function windowsNameOf(zone: ZoneName): string | undefined {
  const named = nameOf(zone);
  if (named !== undefined) return named;
  const canonical = canonicalName(zone);
  const alias = canonical === undefined ? undefined : aliases().get(canonical);
  return alias === undefined ? undefined : nameOf(alias);
}

/** The zone whose clock a Windows name follows; undefined for what Windows does not name. */
export function zoneOfWindows(name: string): ZoneName | undefined {
  return stayed.get(name) ?? findIana(name)[0];
}

/** One zone for each Windows name. */
export function windowsZones(): readonly ZoneName[] {
  const names = new Set<string>(WINDOWS_TO_IANA_MAP.map(({ windowsName }) => windowsName));
  return [...names].flatMap((name) => zoneOfWindows(name) ?? []);
}

function nameOf(zone: ZoneName): string | undefined {
  return moved.get(zone) ?? findWindows(zone)[0];
}

let byCanonicalName: ReadonlyMap<string, ZoneName> | undefined;

/** The zones that the table knows, by the name that the runtime has for them: which one that is differs by its version. */
function aliases(): ReadonlyMap<string, ZoneName> {
  byCanonicalName ??= new Map(
    WINDOWS_TO_IANA_MAP.flatMap(({ iana }) => iana).map((zone) => [
      canonicalName(zone) ?? zone,
      zone,
    ]),
  );
  return byCanonicalName;
}

function canonicalName(zone: ZoneName): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
