/** `azure-native.compute.VirtualMachine`: the patch settings as the Compute API takes and refuses them. */
import { type Plain, recordAt, textOf } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import {
  type ArmOperation,
  checkName,
  groupId,
  identityOutputs,
  knownText,
  nameOf,
  refusal,
  refuseUnlocated,
  uuid,
} from "../arm";
import { checkPatchSettings, settingsOf } from "./patchSettings";
import { machineType } from "./types";

const put: ArmOperation = { operation: "VirtualMachines_CreateOrUpdate" };

export const virtualMachine: ServiceRules = {
  type: machineType,
  replaceOn: [
    "availabilitySet",
    "location",
    "osProfile.adminUsername",
    "osProfile.computerName",
    "osProfile.windowsConfiguration.enableAutomaticUpdates",
    "resourceGroupName",
    "storageProfile.imageReference",
    "vmName",
    "zones",
  ],
  check: checkMachine,
  refuseCreate: (request) => refuseUnlocated(request, put),
  refuseUpdate: refuseModeChange,
  create: (request) => ({
    id: groupId(request, "Microsoft.Compute/virtualMachines", nameOf(request, "vmName")),
    outputs: {
      ...identityOutputs(request),
      vmId: uuid(request.random),
      timeCreated: new Date(request.now * 60_000).toISOString(),
    },
  }),
  update: identityOutputs,
};

function checkMachine(inputs: Plain, _scope: unknown, unknown: readonly string[]): Failure[] {
  const profile = {
    put,
    at: "osProfile",
    osProfile: recordAt(inputs, "osProfile"),
    storageProfile: recordAt(inputs, "storageProfile"),
  };
  return [
    ...checkName(put, "vmName", knownText(inputs, "vmName", unknown), {
      form: /^[A-Za-z0-9](?:[\w.-]{0,62}[A-Za-z0-9_])?$/,
      hint: "1 to 64 letters, digits, hyphens, underscores and dots, beginning with a letter or digit",
      code: "InvalidParameter",
    }),
    ...checkPatchSettings(profile, unknown),
  ];
}

/** Windows can't go from one of these modes to the other without a new machine. */
function refuseModeChange({ inputs, old }: ServiceRequest): string | undefined {
  const modeOf = (value: unknown) =>
    textOf(settingsOf(recordAt(value, "osProfile"), "windowsConfiguration")["patchMode"]);
  const before = modeOf(old?.inputs);
  const after = modeOf(inputs);
  const fixed = ["Manual", "AutomaticByOS"];
  return before !== after && fixed.includes(before ?? "") && fixed.includes(after ?? "")
    ? refusal(
        put,
        "PropertyChangeNotAllowed",
        `Changing property 'windowsConfiguration.patchSettings.patchMode' from ${before} to ${after} is not allowed.`,
        409,
      )
    : undefined;
}
