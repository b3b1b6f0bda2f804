/** What Update Manager accepts in a dynamic scope. */
import * as pulumi from "@pulumi/pulumi";
import { isText, show } from "../arguments";
import { type ArgRule, joined } from "./argRules";
import { assignmentComplaint, assignmentNameComplaint } from "./assignments";
import { type DynamicScopeArgs, machineTypes, type ScopedSubscription } from "./dynamicScopeArgs";
import { choiceComplaint, listComplaint, tagValueComplaint } from "./listForms";
import {
  configurationIdComplaint,
  groupComplaint,
  locationComplaint,
  subscriptionComplaint,
} from "./place";

/** Tag filters, and resource groups, of one scope; subscriptions of one configuration. @see https://learn.microsoft.com/azure/virtual-machines/maintenance-configurations#service-limits */
const most = { tagValues: 50, resourceGroups: 50, subscriptions: 200, sovereign: 100 };
/** Of Azure Government and of Azure operated by 21Vianet. */
const sovereignLocation = /^(?:usgov|usdod|china)/;

export const rules: readonly ArgRule<DynamicScopeArgs>[] = [
  {
    property: "maintenanceConfigurationId",
    complaint: ({ maintenanceConfigurationId: id }) => configurationIdComplaint(id),
  },
  { property: "patchGroups", complaint: ({ patchGroups }) => groupsComplaint(patchGroups) },
  {
    property: "resourceTypes",
    complaint: ({ resourceTypes }) => choiceComplaint(resourceTypes, machineTypes),
  },
  {
    property: "osTypes",
    complaint: ({ osTypes }) => choiceComplaint(osTypes, ["Windows", "Linux"]),
  },
  {
    property: "locations",
    beside: ["resourceGroupName"],
    complaint: ({ resourceGroupName, locations }) =>
      resourceGroupName === undefined || locations !== undefined
        ? listComplaint(locations, locationComplaint)
        : `must name at least one for the scope of resource group ${resourceGroupName}, got none`,
  },
  {
    property: "resourceGroups",
    complaint: ({ resourceGroups }) => filterComplaint(resourceGroups),
  },
  {
    property: "resourceGroupName",
    beside: ["resourceGroups"],
    complaint: ({ resourceGroupName, resourceGroups }) => {
      if (resourceGroupName === undefined) return undefined;
      return resourceGroups === undefined
        ? groupComplaint(resourceGroupName)
        : "must not be given with resourceGroups: a scope is of one resource group, or filters by several";
    },
  },
  {
    property: "assignmentName",
    complaint: ({ assignmentName }) => assignmentNameComplaint(assignmentName),
  },
  {
    property: "adopt",
    beside: ["assignmentName", "resourceGroupName"],
    complaint: ({ adopt, assignmentName, resourceGroupName }) =>
      assignmentComplaint(adopt, assignmentName, scopeOf(resourceGroupName)),
  },
];

/** The level of a scope is part of its assignment's id. */
function scopeOf(resourceGroupName: string | undefined): (scope: string) => boolean {
  const below = resourceGroupName === undefined ? "" : `/resourcegroups/${resourceGroupName}`;
  return (scope) =>
    scope.toLowerCase().replace(/^\/subscriptions\/[^/]+/, "") === below.toLowerCase();
}

/** Subscriptions are plain: each is a child, and providers are no values. */
export function decidedRules({
  subscriptions,
  adopt,
  locations,
}: DynamicScopeArgs): Readonly<Record<string, string | undefined>> {
  return subscriptions === undefined || !Array.isArray(subscriptions)
    ? {}
    : { subscriptions: subscriptionsComplaint(subscriptions, adopt, mostSubscriptions(locations)) };
}

/** Locations that are not known yet are taken for public ones. */
function mostSubscriptions(locations: unknown): number {
  const isSovereign = (one: unknown) => isText(one, sovereignLocation);
  return Array.isArray(locations) && locations.some(isSovereign)
    ? most.sovereign
    : most.subscriptions;
}

function subscriptionsComplaint(
  given: readonly ScopedSubscription[],
  adopt: string | undefined,
  allowed: number,
): string | undefined {
  if (adopt !== undefined) {
    return "must not be given with adopt: one assignment is of one subscription";
  }
  if (given.length < 1 || given.length > allowed) {
    return `must name 1–${allowed}, got ${given.length}; make a second configuration for more`;
  }
  const ids = given.map((one) => String(one?.id).toLowerCase());
  return joined(
    given.flatMap((one, index) => [
      prefixed(`[${index}].id`, subscriptionComplaint(one?.id)),
      pulumi.ProviderResource.isInstance(one?.provider)
        ? undefined
        : `[${index}].provider must be the subscription's own provider`,
      ids.indexOf(ids[index] ?? "") === index
        ? undefined
        : `must name each once, got ${show(one?.id)} twice`,
    ]),
  );
}

function prefixed(path: string, complaint: string | undefined): string | undefined {
  return complaint === undefined ? undefined : `${path} ${complaint}`;
}

function groupsComplaint(groups: readonly string[] | undefined): string | undefined {
  const given = Array.isArray(groups) ? groups : [];
  const fits = given.length >= 1 && given.length <= most.tagValues;
  return joined([
    fits
      ? undefined
      : `must name 1–${most.tagValues} values of the PatchGroup tag, got ${given.length}`,
    ...given.map(tagValueComplaint),
    ...given
      .filter((one, index) => given.indexOf(one) !== index)
      .map((one) => `must name each once, got ${show(one)} twice`),
  ]);
}

function filterComplaint(groups: readonly string[] | undefined): string | undefined {
  const complaint = listComplaint(groups, groupComplaint);
  const { length } = groups ?? [];
  return complaint === undefined && length > most.resourceGroups
    ? `must name 1–${most.resourceGroups}, got ${length}`
    : complaint;
}
