/**
 * The ring before on AWS: where its last run must have gone well before a ring's own may begin. Verdicts travel between
 * the regions of one account; those of other accounts and of Azure are not asked, and `check` says so.
 */
import type { AwsRun, AwsUnit, AwsWindow, Plan, PlannedRing, PlannedWindow } from "./plan";

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
    const places = placesOf(plan, planned.patchGroup);
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
  const found = plan.groups.find(({ name }) => name === group);
  if (found === undefined) return [];
  const index = found.rings.findIndex(({ name }) => name === ring);
  const own = found.rings.slice(0, index).map((planned) => ({ of: group, planned }));
  const promoted = found.promotedFrom;
  return [
    ...own.reverse(),
    ...(promoted === undefined ? [] : [{ of: promoted.group, planned: promoted.ring }]),
  ];
}

function placesOf(
  plan: Plan,
  patchGroup: string,
): readonly { readonly unit: AwsUnit; readonly window: PlannedWindow }[] {
  return plan.aws.flatMap((unit) =>
    unit.windows
      .filter((window) => runs(window, patchGroup))
      .map(({ window }) => ({ unit, window })),
  );
}

function runs({ runs: all }: AwsWindow, patchGroup: string): boolean {
  return all.some((run) => run.patchGroup === patchGroup);
}
