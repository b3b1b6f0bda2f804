/** The built-in policy definitions that patching assigns: what they do and the parameters they take. */

export interface BuiltInPolicy {
  readonly name: string;
  /** Modify and DeployIfNotExists act in the assignment's own identity. */
  readonly needsIdentity: boolean;
  readonly required: readonly string[];
  /** Parameters with their kind, or the words they take (each of them, where they take a list). */
  readonly parameters: Readonly<Record<string, ParameterForm>>;
}

export type ParameterForm = readonly string[] | "array" | "object" | "string";

const modes = ["ImageDefault", "AutomaticByPlatform"];
const systems = ["Windows", "Linux"];
const operators = ["Any", "All"];
const assessment: BuiltInPolicy["parameters"] = {
  assessmentMode: modes,
  osType: systems,
  locations: "array",
  tagValues: "object",
  tagOperator: operators,
};
const scoped: BuiltInPolicy["parameters"] = {
  resourceGroups: "array",
  operatingSystemTypes: systems,
  locations: "array",
  tagValues: "array",
  tagOperator: operators,
  effect: ["DeployIfNotExists", "Disabled"],
};
const auditOnly = { effect: ["AuditIfNotExists", "Disabled"] };
const backup: BuiltInPolicy["parameters"] = {
  effect: [
    "auditIfNotExists",
    "AuditIfNotExists",
    "deployIfNotExists",
    "DeployIfNotExists",
    "Disabled",
  ],
};
const existingVault: BuiltInPolicy["parameters"] = {
  vaultLocation: "string",
  backupPolicyId: "string",
  ...backup,
};
const inclusion: BuiltInPolicy["parameters"] = {
  inclusionTagName: "string",
  inclusionTagValue: "array",
};
const exclusion: BuiltInPolicy["parameters"] = {
  exclusionTagName: "string",
  exclusionTagValue: "array",
};

function policy(
  name: string,
  needsIdentity: boolean,
  parameters: BuiltInPolicy["parameters"],
  required: readonly string[] = [],
): BuiltInPolicy {
  return { name, needsIdentity, parameters, required };
}

/** By definition GUID. Source: Azure/azure-policy, built-in policy definitions. */
export const builtInPolicies: Readonly<Record<string, BuiltInPolicy>> = {
  "bd876905-5b84-4f73-ab2d-2e7a7c4568d9": policy(
    "Machines should be configured to periodically check for missing system updates",
    false,
    { effect: ["Audit", "Deny", "Disabled"] },
  ),
  "59efceea-0c96-497e-a4a1-4eb2290dac15": policy(
    "Configure periodic checking for missing system updates on azure virtual machines",
    true,
    assessment,
  ),
  "bfea026e-043f-4ff4-9d1b-bf301ca7ff46": policy(
    "Configure periodic checking for missing system updates on azure Arc-enabled servers",
    true,
    assessment,
  ),
  "9905ca54-1471-49c6-8291-7582c04cd4d4": policy(
    "Set prerequisite for Scheduling recurring updates on Azure virtual machines",
    true,
    scoped,
  ),
  "ba0df93e-e4ac-479a-aac2-134bbae39a1a": policy(
    "Schedule recurring updates using Azure Update Manager",
    true,
    { maintenanceConfigurationResourceId: "string", ...scoped },
    ["maintenanceConfigurationResourceId"],
  ),
  "f85bf3e0-d513-442e-89c3-1784ad63382b": policy(
    "System updates should be installed on your machines (powered by Update Center)",
    false,
    auditOnly,
  ),
  "6d02d2f7-e38b-4bdc-96f3-adc0a8726abc": policy(
    "Hotpatch should be enabled for Windows Server Azure Edition VMs",
    false,
    { effect: ["Audit", "Deny", "Disabled"] },
  ),
  "465f0161-0087-490a-9ad9-ad6217f4f43a": policy(
    "Require automatic OS image patching on Virtual Machine Scale Sets",
    false,
    {},
  ),
  "013e242c-8828-4970-87b3-ab247555486d": policy(
    "Azure Backup should be enabled for Virtual Machines",
    false,
    auditOnly,
  ),
  "83644c87-93dd-49fe-bf9f-6aff8fd0834e": policy(
    "Configure backup on virtual machines with a given tag to a new recovery services vault",
    true,
    { ...backup, ...inclusion },
    ["inclusionTagName", "inclusionTagValue"],
  ),
  "345fa903-145c-4fe1-8bcd-93ec2adccde8": policy(
    "Configure backup on virtual machines with a given tag to an existing recovery services vault",
    true,
    { ...existingVault, ...inclusion },
    ["vaultLocation", "backupPolicyId", "inclusionTagName", "inclusionTagValue"],
  ),
  "98d0b9f8-fd90-49c9-88e2-d3baf3b0dd86": policy(
    "Configure backup on virtual machines without a given tag to a new recovery services vault",
    true,
    { ...backup, ...exclusion },
  ),
  "09ce66bc-1220-4153-8104-e3f51c936913": policy(
    "Configure backup on virtual machines without a given tag to an existing recovery services vault",
    true,
    { ...existingVault, ...exclusion },
    ["vaultLocation", "backupPolicyId"],
  ),
};
