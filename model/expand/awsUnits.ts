/** What is deployed into each account and region: baselines, windows with their runs, and the scan. */

import { chunks } from "../chunks";
import { once } from "../memo";
import type { AwsRun, AwsUnit, AwsWindow, PlannedGroup, PlannedWindow } from "../plan";
import type { Policy } from "../policy";
import { alike } from "./alike";
import { awsBaselines } from "./awsBaselines";
import { awsSettings } from "./awsSettings";
import { groupsIn, type PlacedRing, placesOf, ringsAt } from "./places";

/** SSM takes 20 tasks a window; a run has a gate and a node task. */
const runsPerWindow = 10;

export function awsUnits(policy: Policy, groups: readonly PlannedGroup[]): AwsUnit[] {
  const { aws } = policy.clouds;
  if (aws === undefined) {
    return [];
  }
  const settings = awsSettings(policy, aws);
  const all = Object.keys(aws.accounts);
  const byAccount = groupsIn(policy, groups, ({ aws: own }) => own && (own.accounts ?? all));
  return Object.entries(aws.accounts).flatMap(([account, { id }]) => {
    const here = byAccount.get(account) ?? [];
    const regions = placesOf(policy, here, ({ aws: placed }) => placed?.regions);
    return regions.flatMap((region): AwsUnit[] => {
      const placed = ringsAt(policy, here, (group, index) => {
        const own = group.rings[index]?.regions;
        return (group.aws?.regions.includes(region) ?? false) && (own?.includes(region) ?? true);
      });
      return placed.length === 0
        ? []
        : [
            {
              ...awsUnit(policy, placed, { account, accountId: id, region }),
              recorder: aws.compliance.recorder,
              ...settings,
            },
          ];
    });
  });
}

function awsUnit(
  policy: Policy,
  placed: readonly PlacedRing[],
  place: Pick<AwsUnit, "account" | "accountId" | "region">,
): Omit<AwsUnit, "recorder"> {
  return {
    cloud: "aws",
    ...place,
    baselines: awsBaselines(
      policy,
      placed.map(({ ring }) => ring),
    ),
    windows: awsWindows(policy, placed),
    scan: {
      schedule: policy.scan,
      timezone: policy.timezone,
      patchGroups: placed.map(({ ring }) => ring.patchGroup).sort(),
    },
  };
}

/**
 * Windows equal in content are one, under the name that the document gives first. SSM starts no lower priority before all of
 * a higher one have ended: a gate that waits for people would hold up every ring of its window, so those of a group that
 * ask have a window of their own.
 */
function awsWindows(policy: Policy, placed: readonly PlacedRing[]): AwsWindow[] {
  const placeOf = placesInDocument(policy);
  const partName = partNames(policy);
  return alike(
    placed,
    ({ group, ring }) => `${contentOf(ring.window)} ${asking(group, ring)}`,
  ).flatMap((sharing) => {
    const [first] = sharing;
    const [window] = sharing
      .map(({ ring }) => ring.window)
      .sort((a, b) => placeOf(a.name) - placeOf(b.name));
    if (first === undefined || window === undefined) return [];
    // No name of the document has a dot.
    const own = asking(first.group, first.ring);
    return chunks(sharing, runsPerWindow).map((part, index) => ({
      name: `${partName(window.name, index)}${own === "" ? "" : `.${own}`}`,
      window,
      runs: part.map(awsRun),
    }));
  });
}

/** The parts of a window that has more runs than SSM takes, beside the windows that the document names so. */
function partNames({ organisation, windows }: Policy): (window: string, index: number) => string {
  return (window, index) => {
    const part = index === 0 ? window : `${window}-${index + 1}`;
    const isTaken = index > 0 && windows[part] !== undefined;
    return `${organisation}-${isTaken ? `${window}-part-${index + 1}` : part}`;
  };
}

const contentOf = once(({ name: _name, ...content }: PlannedWindow) => JSON.stringify(content));

/** Where the document names a window, counted from its first. */
const placesInDocument = once(({ windows }: Policy) => {
  const places = new Map(Object.keys(windows).map((name, index) => [name, index]));
  return (name: string): number => places.get(name) ?? places.size;
});

function awsRun({ group, ring }: PlacedRing): AwsRun {
  return {
    group: group.name,
    ring: ring.name,
    patchGroup: ring.patchGroup,
    concurrency: ring.concurrency,
    stopAfter: ring.stopAfter,
    reboot: group.reboot,
    recoveryPoint: group.recoveryPoint,
    ...(ring.settings === undefined ? {} : { settings: ring.settings }),
    ...(group.rollback?.onFailure === undefined ? {} : { onFailure: group.rollback.onFailure }),
  };
}

/** The group of a ring that asks people; else nothing. */
function asking(group: PlannedGroup, { settings }: PlacedRing["ring"]): string {
  return settings?.approval === true ? group.name : "";
}
