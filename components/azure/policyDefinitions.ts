/** Azure's built-in policy definitions that patching uses, with their parameters and the roles that they name. */

/** Machines that an assignment covers within its scope; an empty list means all. */
export interface PolicyTarget {
  readonly locations: readonly string[];
  readonly patchGroups: readonly string[];
}

export interface BuiltInPolicy {
  /** Unique in a component; part of names. */
  readonly key: string;
  readonly purpose: "assess" | "assessArc" | "prerequisite" | "audit";
  readonly definitionId: string;
  readonly displayName: string;
  /** GUID of the built-in role that its remediation needs; absent when it only reports. */
  readonly role?: string;
  readonly parameters: (target: PolicyTarget) => Record<string, { readonly value: unknown }>;
}

const contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";
const connectedMachineAdministrator = "cd570a14-e51a-42ad-bac8-bafd67325302";

/**
 * The policies for some operating systems, in the order in which they are assigned.
 * @see https://github.com/Azure/azure-policy/tree/master/built-in-policies/policyDefinitions/Azure%20Update%20Manager
 */
export function builtInPolicies(
  osTypes: readonly ("Windows" | "Linux")[],
): readonly BuiltInPolicy[] {
  return [
    ...osTypes.map((osType) => assessMachines(osType)),
    ...osTypes.map((osType) => assessArcMachines(osType)),
    prerequisite(osTypes),
    updatesInstalled,
  ];
}

function assessMachines(osType: "Windows" | "Linux"): BuiltInPolicy {
  return {
    key: `assess-${osType.toLowerCase()}`,
    purpose: "assess",
    definitionId: definition("59efceea-0c96-497e-a4a1-4eb2290dac15"),
    displayName: `${osType} virtual machines check for missing updates every day`,
    role: contributor,
    parameters: (target) => assessment(osType, target),
  };
}

function assessArcMachines(osType: "Windows" | "Linux"): BuiltInPolicy {
  return {
    key: `arc-${osType.toLowerCase()}`,
    purpose: "assessArc",
    definitionId: definition("bfea026e-043f-4ff4-9d1b-bf301ca7ff46"),
    displayName: `${osType} Arc machines check for missing updates every day`,
    role: connectedMachineAdministrator,
    parameters: (target) => assessment(osType, target),
  };
}

/** Its tag filter takes one value a tag, so that patch groups cannot narrow it; looking changes no machine's content. */
function assessment(osType: "Windows" | "Linux", { locations }: PolicyTarget) {
  return {
    assessmentMode: { value: "AutomaticByPlatform" },
    osType: { value: osType },
    ...(locations.length > 0 && { locations: { value: [...locations] } }),
  };
}

function prerequisite(osTypes: readonly ("Windows" | "Linux")[]): BuiltInPolicy {
  return {
    key: "schedulable",
    purpose: "prerequisite",
    definitionId: definition("9905ca54-1471-49c6-8291-7582c04cd4d4"),
    displayName: "Virtual machines can be patched by schedules",
    role: contributor,
    parameters: ({ locations, patchGroups }) => ({
      operatingSystemTypes: { value: [...osTypes] },
      ...(locations.length > 0 && { locations: { value: [...locations] } }),
      ...(patchGroups.length > 0 && {
        tagValues: { value: patchGroups.map((value) => ({ key: "PatchGroup", value })) },
        tagOperator: { value: "Any" },
      }),
    }),
  };
}

const updatesInstalled: BuiltInPolicy = {
  key: "updates-installed",
  purpose: "audit",
  definitionId: definition("f85bf3e0-d513-442e-89c3-1784ad63382b"),
  displayName: "System updates are installed",
  parameters: () => ({ effect: { value: "AuditIfNotExists" } }),
};

function definition(guid: string): string {
  return `/providers/Microsoft.Authorization/policyDefinitions/${guid}`;
}
