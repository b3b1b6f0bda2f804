/** Wrong arguments of what assigns schedules and policies to machines. */
import {
  ComplianceAssignments,
  type ComplianceAssignmentsArgs,
  DynamicScope,
  type DynamicScopeArgs,
  MachineAssignment,
  type MachineAssignmentArgs,
} from "../../../../components/azure";
import { configurationId, subscription } from "../../patchRun";
import { planted, type Row } from "../plantedArgument";

const inGroup = `/subscriptions/${subscription}/resourceGroups/rg-web`;
const assignments = "providers/Microsoft.Maintenance/configurationAssignments";
const machineId = `${inGroup}/providers/Microsoft.Compute/virtualMachines/ledger`;
const scaleSet = `${inGroup}/providers/Microsoft.Compute/virtualMachineScaleSets/web`;
const ofConfiguration: Row = [
  "an id of something else",
  { maintenanceConfigurationId: machineId },
  `maintenanceConfigurationId must be the ARM id of a maintenance configuration, got "${machineId}"`,
];
const ofName: Row = [
  "a name with a slash",
  { assignmentName: "a/b" },
  'assignmentName must be 1–128 letters, digits and _.-, got "a/b"',
];

const ofScope: readonly Row[] = [
  ofConfiguration,
  ofName,
  [
    "no patch group",
    { patchGroups: [] },
    "patchGroups must name 1–50 values of the PatchGroup tag, got 0",
  ],
  [
    "more patch groups than a scope can filter",
    { patchGroups: Array.from({ length: 51 }, (_, index) => `g${index}.r`) },
    "patchGroups must name 1–50 values of the PatchGroup tag, got 51",
  ],
  ["a blank patch group", { patchGroups: [" "] }, 'patchGroups must not be blank, got " "'],
  [
    "one patch group twice",
    { patchGroups: ["web.all", "web.all"] },
    'patchGroups must name each once, got "web.all" twice',
  ],
  [
    "a text for patch groups",
    { patchGroups: "web.canary" },
    'patchGroups must be a list, got "web.canary"',
  ],
  [
    "scale sets",
    { resourceTypes: ["Microsoft.Compute/virtualMachineScaleSets"] },
    'resourceTypes must be of Microsoft.Compute/virtualMachines, Microsoft.HybridCompute/machines, got "Microsoft.Compute/virtualMachineScaleSets"',
  ],
  [
    "an empty filter",
    { resourceTypes: [] },
    "resourceTypes must name at least one, got none; leave it out for all",
  ],
  [
    "a system in lower case",
    { osTypes: ["linux"] },
    'osTypes must be of Windows, Linux, got "linux"',
  ],
  ["no system", { osTypes: [] }, "osTypes must name at least one, got none; leave it out for all"],
  [
    "a location's display name",
    { locations: ["West Europe"] },
    'locations must be a short name such as westeurope, got "West Europe"',
  ],
  [
    "no location",
    { locations: [] },
    "locations must name at least one, got none; leave it out for all",
  ],
  [
    "more resource groups than a scope can filter",
    { resourceGroups: Array.from({ length: 51 }, (_, index) => `rg-${index}`) },
    "resourceGroups must name 1–50, got 51",
  ],
  [
    "a subscription without a provider",
    { subscriptions: [{ id: subscription }] },
    "subscriptions [0].provider must be the subscription's own provider",
  ],
  [
    "no subscription",
    { subscriptions: [] },
    "subscriptions must name 1–200, got 0; make a second configuration for more",
  ],
];

/** What they break depends on other arguments. */
const ofLevel: readonly Row[] = [
  [
    "a resource group without a location",
    { resourceGroupName: "rg-web" },
    "locations must name at least one for the scope of resource group rg-web, got none",
  ],
  [
    "a resource group that filters by others",
    { resourceGroupName: "rg-web", locations: ["westeurope"], resourceGroups: ["rg-app"] },
    "resourceGroupName must not be given with resourceGroups: a scope is of one resource group, or filters by several",
  ],
  [
    "an assignment of another level to adopt",
    { adopt: `${inGroup}/${assignments}/web` },
    `adopt must be the ARM id of an assignment of the same scope, got "${inGroup}/${assignments}/web"`,
  ],
];

const declareScope = (args: object) =>
  new DynamicScope("web", {
    maintenanceConfigurationId: configurationId,
    patchGroups: ["web.canary"],
    ...args,
  } as unknown as DynamicScopeArgs);

export const scopeFaults = planted("DynamicScope", declareScope, ofScope);
/** One by one only. */
export const levelFaults = planted("DynamicScope", declareScope, ofLevel);

const ofMachine: readonly Row[] = [
  ofConfiguration,
  ofName,
  [
    "a scale set",
    { machineId: scaleSet },
    `machineId must be no scale set's: schedules do not patch the guests of one, got "${scaleSet}"; upgrade its image instead`,
  ],
  [
    "a machine of a scale set",
    { machineId: `${scaleSet}/virtualMachines/0` },
    `machineId must be no scale set's: schedules do not patch the guests of one, got "${scaleSet}/virtualMachines/0"; upgrade its image instead`,
  ],
  [
    "a machine by its name",
    { machineId: "ledger" },
    'machineId must be the ARM id of a virtual machine or an Arc machine, got "ledger"',
  ],
  [
    "a location's display name",
    { location: "West Europe" },
    'location must be a short name such as westeurope, got "West Europe"',
  ],
  [
    "an assignment of another machine to adopt",
    { adopt: `${machineId}2/${assignments}/web` },
    `adopt must be the ARM id of an assignment of the same scope, got "${machineId}2/${assignments}/web"`,
  ],
];

export const machineFaults = planted(
  "MachineAssignment",
  (args) =>
    new MachineAssignment("web", {
      maintenanceConfigurationId: configurationId,
      machineId,
      location: "westeurope",
      ...args,
    } as unknown as MachineAssignmentArgs),
  ofMachine,
);

const ofCompliance: readonly Row[] = [
  [
    "a subscription's id without its place",
    { scope: subscription },
    `scope must be the ARM id of a subscription, resource group or management group, got "${subscription}"`,
  ],
  [
    "a location's display name",
    { location: "West Europe" },
    'location must be a short name such as westeurope, got "West Europe"',
  ],
  [
    "a machine location that is none",
    { machineLocations: ["West Europe"] },
    'machineLocations must be a short name such as westeurope, got "West Europe"',
  ],
  ["a blank patch group", { patchGroups: [""] }, 'patchGroups must not be blank, got ""'],
  ["no system", { osTypes: [] }, "osTypes must name at least one, got none; leave it out for all"],
  ["a word for a switch", { arc: "no" }, 'arc must be true or false, got "no"'],
  ["a number for a switch", { audit: 0 }, "audit must be true or false, got 0"],
  [
    "an identity by its id alone",
    { identity: { id: "/x" } },
    "identity must have principalId, got undefined",
  ],
];

export const complianceFaults = planted(
  "ComplianceAssignments",
  (args) =>
    new ComplianceAssignments("web", {
      scope: `/subscriptions/${subscription}`,
      location: "westeurope",
      ...args,
    } as unknown as ComplianceAssignmentsArgs),
  ofCompliance,
);
