/** `azure-native.maintenance.ConfigurationAssignment`: a schedule on one machine, which need not be in a state. */
import { type Plain, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import { type ArmOperation, failWhen, groupId, nameOf, refusal } from "../arm";
import { checkReference, configurationOf, refuseMissingConfiguration } from "./assignmentReference";
import { machineAssignmentType } from "./types";

const put: ArmOperation = { operation: "ConfigurationAssignments_CreateOrUpdate" };

const machineKinds = [
  "microsoft.compute/virtualmachines",
  "microsoft.compute/virtualmachinescalesets",
  "microsoft.hybridcompute/machines",
];

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
  refuseCreate: (request) => refuseMissingConfiguration(request, put) ?? refuseScaleSet(request),
  refuseUpdate: (request) => refuseMissingConfiguration(request, put) ?? refuseScaleSet(request),
  create: (request) => {
    const { inputs } = request;
    const type = `${inputs["providerName"]}/${inputs["resourceType"]}`;
    const machine = groupId(request, type, textOf(inputs["resourceName"]) ?? "");
    const name = nameOf(request, "configurationAssignmentName");
    return {
      id: `${machine}/providers/Microsoft.Maintenance/configurationAssignments/${name}`,
      outputs: { resourceId: inputs["resourceId"] ?? machine },
    };
  },
};

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
    kind !== undefined && !machineKinds.includes(kind),
    put,
    "resourceType",
    `Maintenance configurations can't be assigned to '${inputs["providerName"]}/${inputs["resourceType"]}': use Microsoft.Compute/virtualMachines, Microsoft.Compute/virtualMachineScaleSets or Microsoft.HybridCompute/machines`,
    "InvalidResourceType",
  );
}

/** Update Manager does not serve scale sets. */
function refuseScaleSet(request: ServiceRequest): string | undefined {
  const guest = configurationOf(request)?.inputs["maintenanceScope"] === "InGuestPatch";
  return guest && kindOf(request.inputs)?.endsWith("scalesets")
    ? refusal(
        put,
        "InvalidParameter",
        "A maintenance configuration of scope InGuestPatch can't be assigned to a virtual machine scale set",
      )
    : undefined;
}
