/** The runbooks of a unit, and the lists that some of its rings install from. */
import type { AwsUnit } from "../../../model/plan";
import type { SnapshotPolicy } from "../recovery/snapshotPolicy";
import { PatchLists } from "../rings/patchLists";
import { PatchRunbooks, type PatchRunbooksArgs, type RingRun } from "../rings/patchRunbooks";
import { formerMachines } from "./formerMachines";
import { plannedRunbooks } from "./plannedAccount";
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

type Readers = PatchRunbooksArgs["verdictReaders"] & {};

/** Those of other accounts whose verdicts the unit's gates ask, so that their role may assume no other. */
export function askedReaders(
  rings: Rings,
  { accountId }: UnitContext["unit"],
  readers: Readers,
): Readers {
  const asked = Object.values(rings)
    .flatMap(({ ringBefore }) => ringBefore?.elsewhere ?? [])
    .map((arn) => arn.split(":")[4]);
  return Object.fromEntries(
    Object.entries(readers).filter(([id]) => id !== accountId && asked.includes(id)),
  );
}

interface Around {
  readonly snapshots: SnapshotPolicy;
  readonly calendars: Calendars;
  readonly rings: Rings;
  readonly lists: PatchLists | undefined;
  readonly verdictReaders: Readers;
  /** Of the role that answers the gates. */
  readonly approverArn: string | undefined;
}

export function declareRunbooks(
  context: UnitContext,
  { snapshots, calendars, rings, lists, verdictReaders, approverArn }: Around,
): PatchRunbooks {
  const { name, unit, place, tags } = context;
  return new PatchRunbooks(
    name,
    {
      ...place,
      patchGroups: unit.scan.patchGroups,
      calendarArns: [...calendars.values()].map((calendar) => calendar.calendarArn),
      vault: { name: snapshots.vaultName, arn: snapshots.vaultArn },
      formerVaults: snapshots.formerVaults,
      backupRoleArn: snapshots.roleArn,
      rings: withCalendars(unit, rings, calendars),
      ...(Object.keys(verdictReaders).length === 0 ? {} : { verdictReaders }),
      ...(lists === undefined ? {} : { lists: { bucketName: lists.bucketName } }),
      ...plannedRunbooks(unit, place, approverArn),
      ...tags,
    },
    formerMachines(context),
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
