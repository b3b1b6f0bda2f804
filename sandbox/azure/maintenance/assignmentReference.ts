/** What every assignment refers to: a configuration that exists, in whichever subscription, and how often. */
import { isUnknown, type Plain, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, StoredResource } from "../../service";
import { type ArmOperation, failWhen, locationOf, refusal, sameId } from "../arm";
import { configurationType, groupScopeType, subscriptionScopeType } from "./types";

/** "Maintenance configurations", service limits of a schedule, and of a subscription or resource group and region. */
const maxScopesPerSchedule = 200;
const maxSubscriptionsPerSchedule = 200;
const maxScopes = 250;

const idForm =
  /^\/subscriptions\/[0-9a-f-]{36}\/resourcegroups\/[^/]+\/providers\/microsoft\.maintenance\/maintenanceconfigurations\/[^/]+$/i;

export function checkReference(
  inputs: Plain,
  operation: ArmOperation,
  unknown: readonly string[],
): Failure[] {
  if (isUnknown(unknown, "maintenanceConfigurationId")) {
    return [];
  }
  const id = textOf(inputs["maintenanceConfigurationId"]);
  return failWhen(
    id === undefined || !idForm.test(id),
    operation,
    "maintenanceConfigurationId",
    `properties.maintenanceConfigurationId must be the resource id of a maintenance configuration, got '${id ?? "none"}'`,
  );
}

/** The configuration an assignment points to; undefined when no state has it. */
export function configurationOf({ inputs, cloud }: ServiceRequest): StoredResource | undefined {
  const id = textOf(inputs["maintenanceConfigurationId"]);
  return cloud.everywhere(configurationType).find((other) => sameId(other.id, id));
}

export function refuseMissingConfiguration(
  request: ServiceRequest,
  operation: ArmOperation,
): string | undefined {
  return configurationOf(request) === undefined
    ? refusal(
        operation,
        "ResourceNotFound",
        `The maintenance configuration '${request.inputs["maintenanceConfigurationId"]}' was not found.`,
        404,
      )
    : undefined;
}

/** Dynamic scopes evaluate machines at run time, which only guest schedules do. */
export function refuseOtherScope(
  request: ServiceRequest,
  operation: ArmOperation,
): string | undefined {
  const scope = configurationOf(request)?.inputs["maintenanceScope"];
  return scope === "InGuestPatch"
    ? undefined
    : refusal(
        operation,
        "InvalidParameter",
        `A dynamic scope needs a maintenance configuration of scope InGuestPatch, got '${scope}'`,
      );
}

/** Counts the scopes of a schedule, and those of one subscription or resource group with schedules of one region. */
export function refuseTooMany(
  request: ServiceRequest,
  operation: ArmOperation,
): string | undefined {
  const ofSchedule = scopeTypes
    .flatMap((type) => request.cloud.everywhere(type))
    .filter(({ inputs }) =>
      sameId(
        textOf(inputs["maintenanceConfigurationId"]),
        textOf(request.inputs["maintenanceConfigurationId"]),
      ),
    );
  const subscriptions = new Set(ofSchedule.map(({ scope }) => scope.account));
  subscriptions.add(request.scope.account);
  if (subscriptions.size > maxSubscriptionsPerSchedule) {
    return quota(
      operation,
      `The maintenance configuration is in ${maxSubscriptionsPerSchedule} subscriptions already`,
    );
  }
  if (ofSchedule.length >= maxScopesPerSchedule) {
    return quota(
      operation,
      `The maintenance configuration has ${maxScopesPerSchedule} dynamic scopes already`,
    );
  }
  return scopesBeside(request).length >= maxScopes
    ? quota(
        operation,
        `The ${levelOf(request)} has ${maxScopes} dynamic scopes in this region already`,
      )
    : undefined;
}

function quota(operation: ArmOperation, message: string): string {
  return refusal(operation, "QuotaExceeded", message);
}

const scopeTypes = [subscriptionScopeType, groupScopeType];

/** Of schedules in the same region, and in the same resource group where the request is at that level. */
function scopesBeside({ type, inputs, cloud }: ServiceRequest): readonly StoredResource[] {
  const regions = new Map(
    cloud
      .everywhere(configurationType)
      .map((each) => [each.id.toLowerCase(), locationOf(each.inputs["location"])]),
  );
  const placeOf = (of: Plain) => {
    const configuration = textOf(of["maintenanceConfigurationId"])?.toLowerCase() ?? "";
    const group = textOf(of["resourceGroupName"])?.toLowerCase() ?? "";
    return `${group} ${regions.get(configuration)}`;
  };
  return cloud.all(type).filter((other) => placeOf(other.inputs) === placeOf(inputs));
}

function levelOf({ type }: ServiceRequest): string {
  return type === groupScopeType ? "resource group" : "subscription";
}
