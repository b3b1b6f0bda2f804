/** `azure-native.maintenance.ConfigurationAssignment`: a schedule on one machine, which need not be in a state. */
import { type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ArmOperation, failWhen, groupId, nameOf, refusal, resourceWith } from "../arm";
import { machineType } from "../compute/types";
import { checkReference, configurationOf, refuseMissingConfiguration } from "./assignmentReference";
import { machineAssignmentType } from "./types";

const put: ArmOperation = { operation: "ConfigurationAssignments_CreateOrUpdate" };

/** Which maintenance scopes each kind of machine takes. Source: "Maintenance configurations", scopes. */
const scopesOf: Readonly<Record<string, readonly string[]>> = {
  "microsoft.compute/virtualmachines": ["Host", "InGuestPatch", "Extension"],
  "microsoft.compute/virtualmachinescalesets": ["Host", "OSImage", "Extension"],
  "microsoft.hybridcompute/machines": ["InGuestPatch"],
};

export const machineAssignment: ServiceRules = {
  type: machineAssignmentType,
  replaceOn: [
    "configurationAssignmentName",
    "providerName",
    "resourceGroupName",
    "resourceName",
    "resourceType",
  ],
  check: (inputs, _scope, unknown) => [
    ...checkReference(inputs, put, unknown),
    ...checkMachine(inputs),
  ],
  refuseCreate: (request) =>
    refuseMissingConfiguration(request, put) ?? refuseScope(request) ?? refuseUnprepared(request),
  refuseUpdate: (request) => refuseMissingConfiguration(request, put) ?? refuseScope(request),
  create: (request) => {
    const machine = machineId(request);
    const name = nameOf(request, "configurationAssignmentName");
    return {
      id: `${machine}/providers/Microsoft.Maintenance/configurationAssignments/${name}`,
      outputs: { resourceId: request.inputs["resourceId"] ?? machine },
    };
  },
};

function machineId(request: ServiceRequest): string {
  const { inputs } = request;
  const type = `${inputs["providerName"]}/${inputs["resourceType"]}`;
  return groupId(request, type, textOf(inputs["resourceName"]) ?? "");
}

function kindOf(inputs: Plain): string | undefined {
  const provider = textOf(inputs["providerName"]);
  const type = textOf(inputs["resourceType"]);
  return provider === undefined || type === undefined
    ? undefined
    : `${provider}/${type}`.toLowerCase();
}

function checkMachine(inputs: Plain): Failure[] {
  const kind = kindOf(inputs);
  return failWhen(
    kind !== undefined && !Object.hasOwn(scopesOf, kind),
    put,
    "resourceType",
    `Maintenance configurations can't be assigned to '${inputs["providerName"]}/${inputs["resourceType"]}': use Microsoft.Compute/virtualMachines, Microsoft.Compute/virtualMachineScaleSets or Microsoft.HybridCompute/machines`,
    "InvalidResourceType",
  );
}

/** Update Manager does not serve scale sets, nor do image windows serve single machines. */
function refuseScope(request: ServiceRequest): string | undefined {
  const scope = textOf(configurationOf(request)?.inputs["maintenanceScope"]) ?? "";
  const kind = kindOf(request.inputs) ?? "";
  const allowed = scopesOf[kind] ?? [];
  return allowed.includes(scope)
    ? undefined
    : refusal(
        put,
        "InvalidParameter",
        `A maintenance configuration of scope ${scope} can't be assigned to ${wordFor(kind)}, allowed: ${allowed.join(", ")}`,
      );
}

function wordFor(kind: string): string {
  if (kind.endsWith("scalesets")) return "a virtual machine scale set";
  return kind.startsWith("microsoft.hybridcompute") ? "an Arc machine" : "a virtual machine";
}

/**
 * A schedule is put only on a VM that leaves patching to it; later changes of the VM are not looked at. Arc machines need
 * nothing. Source: "Configure schedule patching on Azure VMs for business continuity".
 */
function refuseUnprepared(request: ServiceRequest): string | undefined {
  if (configurationOf(request)?.inputs["maintenanceScope"] !== "InGuestPatch") return undefined;
  const machine = resourceWith(request, machineType, machineId(request));
  const profile = recordAt(machine?.inputs, "osProfile");
  const settings = ["windowsConfiguration", "linuxConfiguration"]
    .map((system) => recordAt(profile, system, "patchSettings"))
    .find((each) => each["patchMode"] === "AutomaticByPlatform");
  const bypass = recordAt(settings, "automaticByPlatformSettings");
  return machine === undefined || bypass["bypassPlatformSafetyChecksOnUserSchedule"] === true
    ? undefined
    : refusal(
        put,
        "BadRequest",
        `The prerequisites for schedule patching are not met by '${machine.id}': it needs patchMode AutomaticByPlatform and bypassPlatformSafetyChecksOnUserSchedule true`,
      );
}
