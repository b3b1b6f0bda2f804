/** The runbooks of a unit, and the lists that some of its rings install from. */
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
      rings,
      ...(lists === undefined ? {} : { lists: { bucketName: lists.bucketName } }),
      ...plannedRunbooks(unit, place),
      ...tags,
    },
    opts,
  );
}
