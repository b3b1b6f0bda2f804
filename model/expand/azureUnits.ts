/** What is deployed into each subscription and location: a maintenance configuration for each ring. */
import type { AzureConfiguration, AzureUnit, PlannedGroup, PlannedRing } from "../plan";
import type { Policy } from "../policy";
import { present } from "../present";
import { azureClassifications, type SystemKind, systemFacts } from "../systems";
import { azureLists } from "./azureLists";
import { contentHash } from "./contentHash";
import { type PlacedRing, placesOf, ringsAt } from "./places";

export function azureUnits(policy: Policy, groups: readonly PlannedGroup[]): AzureUnit[] {
  const { azure } = policy.clouds;
  if (azure === undefined) {
    return [];
  }
  return Object.entries(azure.subscriptions).flatMap(([subscription, { id }]) => {
    const here = groups.filter(
      ({ name }) => inSubscription(policy.groups[name], subscription) !== undefined,
    );
    const locations = placesOf(policy, here, ({ azure: placed }) => placed?.locations);
    return locations.flatMap((location): AzureUnit[] => {
      const placed = ringsAt(policy, here, (group, index) => {
        const own = group.rings[index]?.locations;
        return (
          (group.azure?.locations.includes(location) ?? false) && (own?.includes(location) ?? true)
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

function inSubscription(group: Policy["groups"][string] | undefined, subscription: string) {
  const azure = group?.azure;
  return (azure?.subscriptions?.includes(subscription) ?? true) ? azure : undefined;
}

function azureConfiguration(
  policy: Policy,
  { group, ring }: PlacedRing,
  location: string,
  resourceGroup: string,
): AzureConfiguration {
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
    ...present({
      healthCheck: healthCheckOf(policy.groups[group.name], ring.name),
      onFailure: group.rollback?.onFailure,
    }),
    ...(ring.settings === undefined ? {} : { settings: ring.settings }),
    ...(windows === undefined ? {} : { windowsClassifications: windows }),
    ...(linux === undefined ? {} : { linuxClassifications: linux }),
    ...azureLists(policy, ring),
  };
}

/** What the ring says replaces what the group says, whole. */
function healthCheckOf(group: Policy["groups"][string] | undefined, ring: string) {
  const own = group?.rings.find(({ name }) => name === ring)?.azure?.healthCheck;
  const scripts = present(own ?? group?.azure?.healthCheck ?? {});
  return Object.keys(scripts).length === 0 ? undefined : scripts;
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

function classificationsOf(ring: PlannedRing, kind: SystemKind): readonly string[] | undefined {
  const words = ring.systems
    .filter(({ cloud, system }) => cloud === "azure" && systemFacts(system).kind === kind)
    .flatMap(({ approvals }) => approvals.flatMap((approval) => approval.classifications));
  return words.length === 0 ? undefined : azureClassifications(kind, words);
}
