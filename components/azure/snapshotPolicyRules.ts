/** What a snapshot policy's configurations and freezes must be. */
import { toWindowsZone } from "../../model/azureZone";
import type { Freeze } from "../../model/plan";
import type { CivilDate } from "../../model/time";
import { show } from "../arguments";
import { joined } from "./argRules";

/** Azure keeps at most 500 restore points of a machine. */
const longestKeepDays = 365;

/** The plain part of a guarded configuration. */
interface Guarded {
  readonly key: string;
  readonly duration: number;
  readonly keepDays: number;
}

/** Words that follow `configurations`. */
export function guardedComplaint(configurations: readonly Guarded[]): string | undefined {
  const keys = configurations.map(({ key }) => key);
  const repeated = keys.filter((key, index) => keys.indexOf(key) !== index);
  return joined([
    configurations.length === 0 ? "must name at least one, got none" : undefined,
    ...repeated.map((key) => `must have keys of their own, got ${show(key)} more than once`),
    ...configurations.map(({ key, duration, keepDays }) =>
      joined([
        /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(key)
          ? undefined
          : `must have keys of letters, digits and ._-, got ${show(key)}`,
        Number.isInteger(duration) && duration >= 90 && duration <= 235
          ? undefined
          : `${key}.duration must be 90–235 whole minutes (01:30–03:55), got ${show(duration)}`,
        Number.isInteger(keepDays) && keepDays >= 0 && keepDays <= longestKeepDays
          ? undefined
          : `${key}.keepDays must be a whole number 0–${longestKeepDays}, got ${show(keepDays)}`,
      ]),
    ),
  ]);
}

/** Words that follow `freezes`. */
export function zonesComplaint(
  freezes: readonly Freeze[],
  effectiveFrom: CivilDate,
): string | undefined {
  return joined(
    freezes.map(({ name, timezone, when }) => {
      // An imported calendar is instants: Azure needs no name for its zone.
      if (when.kind === "spans") return undefined;
      const zone = toWindowsZone(timezone, effectiveFrom);
      return zone.ok
        ? undefined
        : `${name}.timezone must be a zone that Azure keeps, got ${show(timezone)}; ${zone.reason}`;
    }),
  );
}
