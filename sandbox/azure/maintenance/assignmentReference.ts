/** What every assignment refers to: a configuration that exists, in whichever subscription, and how often. */
import { isUnknown, type Plain, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, StoredResource } from "../../service";
import { type ArmOperation, failWhen, refusal, sameId } from "../arm";
import { configurationType, groupScopeType, subscriptionScopeType } from "./types";

/** "Maintenance configurations", service limits: dynamic scopes of a schedule, and of a subscription. */
const maxScopesPerSchedule = 200;
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

export function refuseTooMany(
  { inputs, cloud }: ServiceRequest,
  operation: ArmOperation,
): string | undefined {
  const scopes = [subscriptionScopeType, groupScopeType];
  const id = textOf(inputs["maintenanceConfigurationId"]);
  const ofSchedule = scopes
    .flatMap((type) => cloud.everywhere(type))
    .filter((other) => sameId(textOf(other.inputs["maintenanceConfigurationId"]), id)).length;
  const here = scopes.flatMap((type) => cloud.all(type)).length;
  if (ofSchedule >= maxScopesPerSchedule) {
    return refusal(
      operation,
      "QuotaExceeded",
      `The maintenance configuration has ${maxScopesPerSchedule} dynamic scopes already`,
    );
  }
  return here >= maxScopes
    ? refusal(
        operation,
        "QuotaExceeded",
        `The subscription has ${maxScopes} dynamic scopes already`,
      )
    : undefined;
}
