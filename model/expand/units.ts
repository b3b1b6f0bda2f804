/** What is deployed where: one unit per account and region, and per subscription and location. */
import type {
  AwsRun,
  AwsUnit,
  AwsWindow,
  AzureConfiguration,
  AzureUnit,
  PlannedGroup,
  PlannedRing,
} from "../plan";
import type { Policy } from "../policy";
import { azureClassifications, type SystemKind, systemFacts } from "../systems";
import { alike } from "./alike";
import { awsBaselines } from "./awsBaselines";
import { contentHash } from "./contentHash";

interface PlacedRing {
  readonly group: PlannedGroup;
  readonly ring: PlannedRing;
}

/** SSM takes 20 tasks a window; a run has a gate and a node task. */
const runsPerWindow = 10;

export function awsUnits(policy: Policy, groups: readonly PlannedGroup[]): AwsUnit[] {
  const { aws } = policy.clouds;
  if (aws === undefined) {
    return [];
  }
  return Object.entries(aws.accounts).flatMap(([account, { id }]) => {
    const regions = placesOf(policy, (group) => inAccount(group, account)?.regions);
    return regions.flatMap((region): AwsUnit[] => {
      const placed = ringsAt(policy, groups, (group, index) => {
        const own = group.rings[index]?.regions;
        return (
          (inAccount(group, account)?.regions.includes(region) ?? false) &&
          (own?.includes(region) ?? true)
        );
      });
      return placed.length === 0
        ? []
        : [awsUnit(policy, placed, { account, accountId: id, region }, aws.compliance.recorder)];
    });
  });
}

function inAccount(group: Policy["groups"][string], account: string) {
  const { aws } = group;
  return (aws?.accounts?.includes(account) ?? true) ? aws : undefined;
}

function inSubscription(group: Policy["groups"][string], subscription: string) {
  const { azure } = group;
  return (azure?.subscriptions?.includes(subscription) ?? true) ? azure : undefined;
}

function placesOf(
  policy: Policy,
  placesIn: (group: Policy["groups"][string]) => readonly string[] | undefined,
): string[] {
  return [
    ...new Set(Object.values(policy.groups).flatMap((group) => placesIn(group) ?? [])),
  ].sort();
}

function ringsAt(
  policy: Policy,
  groups: readonly PlannedGroup[],
  isThere: (group: Policy["groups"][string], ring: number) => boolean,
): PlacedRing[] {
  return groups.flatMap((group) => {
    const written = policy.groups[group.name];
    return group.rings.flatMap((ring, index) =>
      written !== undefined && isThere(written, index) ? [{ group, ring }] : [],
    );
  });
}

function awsUnit(
  policy: Policy,
  placed: readonly PlacedRing[],
  place: Pick<AwsUnit, "account" | "accountId" | "region">,
  recorder: AwsUnit["recorder"],
): AwsUnit {
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
    recorder,
  };
}

/** Windows equal in content are one, under the name that the document gives first. */
function awsWindows(policy: Policy, placed: readonly PlacedRing[]): AwsWindow[] {
  const names = Object.keys(policy.windows);
  const byContent = alike(placed, ({ ring }) => {
    const { name: _name, ...content } = ring.window;
    return JSON.stringify(content);
  });
  return byContent.flatMap((sharing) => {
    const [window] = sharing
      .map(({ ring }) => ring.window)
      .sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
    return window === undefined
      ? []
      : chunks(sharing, runsPerWindow).map((part, index) => ({
          name: `${policy.organisation}-${window.name}${index === 0 ? "" : `-${index + 1}`}`,
          window,
          runs: part.map(awsRun),
        }));
  });
}

function awsRun({ group, ring }: PlacedRing): AwsRun {
  return {
    group: group.name,
    ring: ring.name,
    patchGroup: ring.patchGroup,
    concurrency: ring.concurrency,
    stopAfter: ring.stopAfter,
    reboot: group.reboot,
    recoveryPoint: group.recoveryPoint,
  };
}

function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_, index) => all.slice(index * size, (index + 1) * size));
}

export function azureUnits(policy: Policy, groups: readonly PlannedGroup[]): AzureUnit[] {
  const { azure } = policy.clouds;
  if (azure === undefined) {
    return [];
  }
  return Object.entries(azure.subscriptions).flatMap(([subscription, { id }]) => {
    const locations = placesOf(policy, (group) => inSubscription(group, subscription)?.locations);
    return locations.flatMap((location): AzureUnit[] => {
      const placed = ringsAt(policy, groups, (group, index) => {
        const own = group.rings[index]?.locations;
        return (
          (inSubscription(group, subscription)?.locations.includes(location) ?? false) &&
          (own?.includes(location) ?? true)
        );
      });
      const configurations = placed.map((one) =>
        azureConfiguration(policy, one, location, azure.resourceGroup),
      );
      const place = { subscription, subscriptionId: id, location };
      return placed.length === 0
        ? []
        : [{ cloud: "azure", ...place, resourceGroup: azure.resourceGroup, configurations }];
    });
  });
}

function azureConfiguration(
  policy: Policy,
  { group, ring }: PlacedRing,
  location: string,
  resourceGroup: string,
): AzureConfiguration {
  const reject = ring.systems
    .filter(({ cloud }) => cloud === "azure")
    .flatMap(({ baseline }) => policy.baselines[baseline]?.reject ?? []);
  const excluded = [...new Set(reject)].sort();
  const windows = classificationsOf(ring, "windows");
  const linux = classificationsOf(ring, "linux");
  return {
    name: azureName(ring.patchGroup, location, resourceGroup),
    group: group.name,
    ring: ring.name,
    patchGroup: ring.patchGroup,
    window: ring.window,
    reboot: group.reboot,
    recoveryPoint: group.recoveryPoint,
    ...(windows === undefined ? {} : { windowsClassifications: windows }),
    ...(linux === undefined ? {} : { linuxClassifications: linux }),
    excludeKbs: excluded.filter((entry) => /^KB\d/.test(entry)),
    excludePackages: excluded.filter((entry) => !/^KB\d/.test(entry)),
  };
}

/**
 * The hash covers what forces replacement: Azure refuses a configuration of the same name for about
 * 20 minutes. With the resource group's name it stays under 128 characters.
 */
function azureName(patchGroup: string, location: string, resourceGroup: string): string {
  const hash = contentHash({ patchGroup, location, resourceGroup, scope: "InGuestPatch" });
  const room = 126 - resourceGroup.length - location.length - hash.length - 2;
  const readable = patchGroup.replace(".", "-").slice(0, room).replace(/-+$/, "");
  return `${readable}-${location}-${hash}`;
}

function classificationsOf(ring: PlannedRing, kind: SystemKind): string[] | undefined {
  const words = ring.systems
    .filter(({ cloud, system }) => cloud === "azure" && systemFacts(system).kind === kind)
    .flatMap(({ approvals }) => approvals.flatMap((approval) => approval.classifications));
  return words.length === 0 ? undefined : azureClassifications(kind, words);
}
