/**
 * The ring before on AWS: where its last run must have gone well before a ring's own may begin. Verdicts travel between
 * regions and accounts of one partition; those of Azure are not asked, and `check` says so.
 */
import { once } from "./memo";
import type { AwsRun, AwsUnit, Plan, PlannedGroup, PlannedRing, PlannedWindow } from "./plan";
import { partitionOf } from "./regions";
import { verdictLimits } from "./verdictLimits";

/** An account, by the document's name, and a region. */
export type RingPlace = Pick<AwsUnit, "account" | "accountId" | "region">;

export interface RingBefore {
  readonly group: string;
  readonly patchGroup: string;
  readonly window: PlannedWindow;
  /** Where it is patched and asked, the asking account first. */
  readonly places: readonly RingPlace[];
  /** Other accounts, by the document's names, in which it is patched too; theirs are not asked. */
  readonly otherAccounts: readonly string[];
}

export interface Waiting {
  /** Absent when there is none that can be asked. */
  readonly before?: RingBefore;
  /** Rings between, nearest first, that are patched on Azure or in another partition only. */
  readonly passedOver: readonly string[];
}

/** What a ring's run in one account waits for: the nearest ring before of its group, else the ring promoted from. */
export function ringBefore(plan: Plan, asking: RingPlace, { group, ring }: AwsRun): Waiting {
  const passedOver: string[] = [];
  for (const { of, planned } of ringsBefore(plan, group, ring)) {
    const all = placesOf(plan).get(planned.patchGroup) ?? [];
    const places = asked(all, asking);
    const [first] = places;
    if (first !== undefined) {
      const before: RingBefore = {
        group: of,
        patchGroup: planned.patchGroup,
        window: first.window,
        places: places.map(({ unit }) => unit),
        otherAccounts: accountsOf(all.filter((one) => !places.includes(one))),
      };
      return { before, passedOver };
    }
    passedOver.push(planned.patchGroup);
  }
  return { passedOver };
}

/** Everywhere in the partition; only in the asking account where that would be too many. */
function asked(places: readonly Place[], asking: RingPlace): readonly Place[] {
  const own = places.filter(({ unit }) => unit.account === asking.account);
  const others = places.filter(
    ({ unit }) =>
      unit.account !== asking.account && partitionOf(unit.region) === partitionOf(asking.region),
  );
  const isFar =
    own.length + others.length > verdictLimits.places ||
    accountsOf(others).length > verdictLimits.accounts;
  return isFar ? own : [...own, ...others];
}

function byPlace(a: RingPlace, b: RingPlace): number {
  const [first, second] = [`${a.account} ${a.region}`, `${b.account} ${b.region}`];
  return first < second ? -1 : Number(first > second);
}

function accountsOf(places: readonly Place[]): readonly string[] {
  if (places.length === 0) return [];
  return [...new Set(places.map(({ unit }) => unit.account))].sort();
}

/** Nearest first. */
export function ringsBefore(
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

/** By patch group, in the order of their accounts and regions. */
const placesOf = once(({ aws }: Plan): ReadonlyMap<string, readonly Place[]> => {
  const places = new Map<string, Place[]>();
  for (const unit of [...aws].sort(byPlace)) {
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

/** What other accounts ask of one. */
export interface AskedAccount {
  /** The accounts that ask, by the document's names. */
  readonly askers: readonly string[];
  /** Whose verdicts, and where. */
  readonly verdicts: readonly { readonly place: RingPlace; readonly patchGroup: string }[];
}

/** By account, by the document's names; none for those that no other account asks. */
export function askedAccounts(plan: Plan): ReadonlyMap<string, AskedAccount> {
  const asks = plan.aws.flatMap((unit) =>
    unit.windows
      .flatMap(({ runs }) => runs)
      .flatMap((run) => {
        const { places = [], patchGroup = "" } = ringBefore(plan, unit, run).before ?? {};
        const others = places.filter(({ account }) => account !== unit.account);
        return others.map((place) => ({ asker: unit.account, place, patchGroup }));
      }),
  );
  const accounts = [...new Set(asks.map(({ place }) => place.account))];
  return new Map(
    accounts.map((account) => {
      const of = asks.filter(({ place }) => place.account === account);
      const verdicts = new Map(of.map((one) => [`${one.place.region} ${one.patchGroup}`, one]));
      const askers = new Set(of.map(({ asker }) => asker));
      return [account, { askers: [...askers].sort(), verdicts: [...verdicts.values()] }];
    }),
  );
}
