/** `azure-native.maintenance.MaintenanceConfiguration`: a schedule. Its window's limits depend on its scope. */
import { isUnknown, type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import {
  failure,
  failWhen,
  groupId,
  locationOf,
  nameOf,
  refusal,
  refuseUnlocated,
  sameId,
} from "../arm";
import { asRead, checkInstallPatches } from "./installPatches";
import { refuseNearStart, runsCancelledBy } from "./lateChanges";
import { configurationType, putConfiguration } from "./types";
import { checkWindow } from "./window";

const scopes = [
  "Host",
  "Resource",
  "OSImage",
  "Extension",
  "InGuestPatch",
  "SQLDB",
  "SQLManagedInstance",
];

/** "Maintenance configurations": schedules per subscription and region; minutes a deleted name stays taken. */
const maxConfigurations = 250;
const nameRestMinutes = 20;

export const maintenanceConfiguration: ServiceRules = {
  type: configurationType,
  replaceOn: ["resourceGroupName", "resourceName", "location", "maintenanceScope"],
  check: (inputs, _scope, unknown) => [
    ...checkName(inputs, unknown),
    ...checkKind(inputs, unknown),
    ...checkWindow(inputs, unknown),
    ...checkInstallPatches(inputs, unknown),
  ],
  refuseCreate: (request) =>
    refuseUnlocated(request, putConfiguration) ??
    refuseRestingName(request) ??
    refuseQuota(request) ??
    refuseNearStart(request),
  create: (request) => ({ id: idOf(request), outputs: settled(request) }),
  update: settled,
  cancels: runsCancelledBy,
  normalise: asRead,
};

function idOf(request: ServiceRequest): string {
  const name = nameOf(request, "resourceName");
  return groupId(request, "Microsoft.Maintenance/maintenanceConfigurations", name);
}

function settled({ inputs }: ServiceRequest): Plain {
  return {
    visibility: inputs["visibility"] ?? "Custom",
    expirationDateTime: inputs["expirationDateTime"] ?? "9999-12-31 23:59:59",
    location: locationOf(inputs["location"]),
  };
}

function checkName(inputs: Plain, unknown: readonly string[]): Failure[] {
  const name = textOf(inputs["resourceName"]);
  const group = textOf(inputs["resourceGroupName"]);
  if (name === undefined || isUnknown(unknown, "resourceName")) {
    return [];
  }
  if (!/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,110}[a-zA-Z0-9_]$/.test(name)) {
    return [
      failure(
        putConfiguration,
        "resourceName",
        `The maintenance configuration name '${name}' is invalid: use 2 to 112 letters, digits, dots, underscores and hyphens, beginning with a letter or digit and ending with one or an underscore`,
        "InvalidResourceName",
      ),
    ];
  }
  const length = name.length + (group?.length ?? 0);
  return failWhen(
    group !== undefined && length >= 128,
    putConfiguration,
    "resourceName",
    `The resource group name and the maintenance configuration name must have less than 128 characters together, got ${length}`,
    "InvalidResourceName",
  );
}

function checkKind(inputs: Plain, unknown: readonly string[]): Failure[] {
  const scope = textOf(inputs["maintenanceScope"]);
  const visibility = textOf(inputs["visibility"]);
  const faults = [
    ...failWhen(
      scope !== undefined && !scopes.includes(scope),
      putConfiguration,
      "maintenanceScope",
      `The value '${scope}' of maintenanceScope is not valid, allowed: ${scopes.join(", ")}`,
    ),
    ...failWhen(
      visibility !== undefined && visibility !== "Custom",
      putConfiguration,
      "visibility",
      `Only Custom visibility is supported for maintenance configurations of a customer, got '${visibility}'`,
    ),
    ...failWhen(
      inputs["location"] === "",
      putConfiguration,
      "location",
      "The location property is required for this definition.",
      "LocationRequired",
    ),
  ];
  return [...faults, ...checkExtension(inputs, scope, unknown)];
}

function checkExtension(
  inputs: Plain,
  scope: string | undefined,
  unknown: readonly string[],
): Failure[] {
  if (isUnknown(unknown, "extensionProperties")) {
    return [];
  }
  const properties = recordAt(inputs, "extensionProperties");
  if (scope === "InGuestPatch") {
    const mode = textOf(properties["InGuestPatchMode"]);
    return failWhen(
      mode !== "User" && mode !== "Platform",
      putConfiguration,
      "extensionProperties",
      `extensionProperties.InGuestPatchMode must be User or Platform for scope InGuestPatch, got '${mode ?? "none"}'`,
    );
  }
  return failWhen(
    scope === "Resource" && properties["maintenanceSubScope"] === undefined,
    putConfiguration,
    "extensionProperties",
    "Maintenance scope Resource needs extensionProperties.maintenanceSubScope",
  );
}

/** Source: "Troubleshoot maintenance configurations": a deleted name can be used again after about 20 minutes. */
function refuseRestingName(request: ServiceRequest): string | undefined {
  const id = idOf(request);
  const deleted = request.cloud
    .deleted(configurationType)
    .filter((other) => sameId(other.id, id))
    .map((other) => request.now - other.at);
  const minutes = Math.min(...deleted);
  return minutes < nameRestMinutes
    ? refusal(
        putConfiguration,
        "Conflict",
        `A maintenance configuration with the same name was deleted ${minutes} minutes ago: ${id}. Use another name or try again in ${nameRestMinutes - minutes} minutes`,
        409,
      )
    : undefined;
}

function refuseQuota({ cloud, inputs }: ServiceRequest): string | undefined {
  const location = locationOf(inputs["location"]);
  const count = cloud
    .all(configurationType)
    .filter((other) => locationOf(other.inputs["location"]) === location).length;
  return count >= maxConfigurations
    ? refusal(
        putConfiguration,
        "QuotaExceeded",
        `The subscription has ${maxConfigurations} maintenance configurations in ${location} already`,
      )
    : undefined;
}
