/**
 * The ring before on AWS: where its last run must have gone well before a ring's own may begin. Verdicts travel between
 * the regions of one account; those of other accounts and of Azure are not asked, and `check` says so.
 */
import { once } from "./memo";
import type { AwsRun, AwsUnit, Plan, PlannedGroup, PlannedRing, PlannedWindow } from "./plan";

export interface RingBefore {
  readonly group: string;
  readonly patchGroup: string;
  readonly window: PlannedWindow;
  /** Regions of the same account in which it is patched; the verdict of each is asked. */
  readonly regions: readonly string[];
  /** Other accounts, by the document's names, in which it is patched too; theirs are not asked. */
  readonly otherAccounts: readonly string[];
}

export interface Waiting {
  /** Absent when there is none in the account. */
  readonly before?: RingBefore;
  /** Rings between, nearest first, that are patched in other accounts or on Azure only. */
  readonly passedOver: readonly string[];
}

/** What a ring's run in one account waits for: the nearest ring before of its group, else the ring promoted from. */
export function ringBefore(plan: Plan, account: string, { group, ring }: AwsRun): Waiting {
  const passedOver: string[] = [];
  for (const { of, planned } of ringsBefore(plan, group, ring)) {
    const places = placesOf(plan).get(planned.patchGroup) ?? [];
    const here = places.filter(({ unit }) => unit.account === account);
    const [first] = here;
    if (first !== undefined) {
      const before: RingBefore = {
        group: of,
        patchGroup: planned.patchGroup,
        window: first.window,
        regions: here.map(({ unit }) => unit.region).sort(),
        otherAccounts: [...new Set(places.map(({ unit }) => unit.account))]
          .filter((one) => one !== account)
          .sort(),
      };
      return { before, passedOver };
    }
    passedOver.push(planned.patchGroup);
  }
  return { passedOver };
}

/** Nearest first. */
function ringsBefore(
  plan: Plan,
  group: string,
  ring: string,
): readonly { readonly of: string; readonly planned: PlannedRing }[] {
  const found = groupsOf(plan).get(group);
  if (found === undefined) return [];
  const index = found.rings.findIndex(({ name }) => name === ring);
  const own = found.rings.slice(0, index).map((planned) => ({ of: group, planned }));
  const promoted = found.promotedFrom;
  return [
    ...own.reverse(),
    ...(promoted === undefined ? [] : [{ of: promoted.group, planned: promoted.ring }]),
  ];
}

const groupsOf = once(
  ({ groups }: Plan): ReadonlyMap<string, PlannedGroup> =>
    new Map(groups.map((group) => [group.name, group])),
);

interface Place {
  readonly unit: AwsUnit;
  readonly window: PlannedWindow;
}

/** By patch group. */
const placesOf = once(({ aws }: Plan): ReadonlyMap<string, readonly Place[]> => {
  const places = new Map<string, Place[]>();
  for (const unit of aws) {
    for (const { window, runs } of unit.windows) {
      for (const { patchGroup } of runs) {
        const known = places.get(patchGroup);
        if (known === undefined) places.set(patchGroup, [{ unit, window }]);
        else known.push({ unit, window });
      }
    }
  }
  return places;
});
