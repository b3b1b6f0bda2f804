/** The runbooks of a unit, and the lists that some of its rings install from. */
import type { AwsUnit } from "../../model/plan";
import { PatchLists } from "./patchLists";
import { PatchRunbooks, type RingRun } from "./patchRunbooks";
import { plannedRunbooks } from "./plannedAccount";
import type { SnapshotPolicy } from "./snapshotPolicy";
import type { Calendars, UnitContext } from "./unitContext";

/** By patch group. */
type Rings = Readonly<Record<string, RingRun>>;

/** Nothing where no ring installs from lists. */
export function declareLists(
  { name, place, tags, opts }: UnitContext,
  rings: Rings,
): PatchLists | undefined {
  const isListed = Object.values(rings).some(
    ({ ringBefore }) => ringBefore?.soakMinutes !== undefined,
  );
  return isListed ? new PatchLists(`${name}-lists`, { ...place, ...tags }, opts) : undefined;
}

interface Around {
  readonly snapshots: SnapshotPolicy;
  readonly calendars: Calendars;
  readonly rings: Rings;
  readonly lists: PatchLists | undefined;
}

export function declareRunbooks(
  { name, unit, place, tags, opts }: UnitContext,
  { snapshots, calendars, rings, lists }: Around,
): PatchRunbooks {
  return new PatchRunbooks(
    name,
    {
      ...place,
      patchGroups: unit.scan.patchGroups,
      calendarArns: [...calendars.values()].map((calendar) => calendar.calendarArn),
      vault: { name: snapshots.vaultName, arn: snapshots.vaultArn },
      backupRoleArn: snapshots.roleArn,
      rings: withCalendars(unit, rings, calendars),
      ...(lists === undefined ? {} : { lists: { bucketName: lists.bucketName } }),
      ...plannedRunbooks(unit, place),
      ...tags,
    },
    opts,
  );
}

/** Freezes of every group, and those of the ring's own. */
function withCalendars(unit: AwsUnit, rings: Rings, calendars: Calendars): Rings {
  const groups = new Map(
    unit.windows.flatMap(({ runs }) => runs.map(({ patchGroup, group }) => [patchGroup, group])),
  );
  return Object.fromEntries(
    Object.entries(rings).map(([patchGroup, ring]) => {
      const asked = [calendars.get(""), calendars.get(groups.get(patchGroup) ?? "")];
      const calendarArns = [...new Set(asked)].flatMap((calendar) =>
        calendar === undefined ? [] : [calendar.calendarArn],
      );
      return [patchGroup, { ...ring, calendarArns }];
    }),
  );
}
