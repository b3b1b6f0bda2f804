/** `azure-native.hybridcompute.Machine`: an Arc machine, and how it is assessed and patched. */
import { isRecord, type Plain, recordAt } from "../../plainValue";
import type { Failure, ServiceRequest, ServiceRules } from "../../service";
import {
  type ArmOperation,
  checkName,
  checkWord,
  failWhen,
  groupId,
  identityOutputs,
  knownText,
  nameOf,
  refuseChange,
  refuseUnlocated,
  uuid,
} from "../arm";

const put: ArmOperation = { operation: "Machines_CreateOrUpdate" };

const patchModes = ["ImageDefault", "AutomaticByPlatform", "AutomaticByOS", "Manual"];
const assessmentModes = ["ImageDefault", "AutomaticByPlatform"];
const kinds = ["AVS", "HCI", "SCVMM", "VMware", "EPS", "GCP", "AWS"];

export const arcMachine: ServiceRules = {
  type: "azure-native:hybridcompute:Machine",
  replaceOn: ["location", "machineName", "resourceGroupName"],
  check: (inputs, _scope, unknown) => [
    ...checkName(put, "machineName", knownText(inputs, "machineName", unknown), {
      form: /^[a-zA-Z0-9_.-]{1,54}$/,
      hint: "1 to 54 letters, digits, hyphens, underscores and dots",
    }),
    ...checkWord(put, "kind", inputs["kind"], kinds),
    ...checkProfile(recordAt(inputs, "osProfile")),
    ...failWhen(
      !["undefined", "SystemAssigned", "None"].includes(
        String(recordAt(inputs, "identity")["type"]),
      ),
      put,
      "identity.type",
      `An Arc machine has an identity of type SystemAssigned or none, got '${recordAt(inputs, "identity")["type"]}'`,
    ),
  ],
  refuseCreate: (request) => refuseUnlocated(request, put),
  refuseUpdate: (request) => refuseChange(request, put, ["vmId", "kind"]),
  create: (request) => ({
    id: groupId(request, "Microsoft.HybridCompute/machines", nameOf(request, "machineName")),
    outputs: { ...answer(request), vmUuid: uuid(request.random) },
  }),
  update: answer,
};

function answer(request: ServiceRequest): Plain {
  return { ...identityOutputs(request), status: "Connected", errorDetails: [] };
}

function checkProfile(profile: Plain): Failure[] {
  const systems = ["windowsConfiguration", "linuxConfiguration"].filter((system) =>
    isRecord(profile[system]),
  );
  return [
    ...failWhen(
      systems.length > 1,
      put,
      "osProfile",
      "osProfile.windowsConfiguration and osProfile.linuxConfiguration are mutually exclusive",
    ),
    ...systems.flatMap((system) => {
      const at = `osProfile.${system}`;
      const settings = recordAt(profile, system);
      return [
        ...checkWord(put, `${at}.patchMode`, settings["patchMode"], patchModes),
        ...checkWord(put, `${at}.assessmentMode`, settings["assessmentMode"], assessmentModes),
      ];
    }),
  ];
}
