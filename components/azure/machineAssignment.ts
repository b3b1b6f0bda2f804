/**
 * Assigns a maintenance configuration to one machine by its id: a virtual machine, or a machine of Azure Arc. For what no tag
 * can say; a dynamic scope follows machines as they come and go.
 */
import * as maintenance from "@pulumi/azure-native/maintenance";
import * as pulumi from "@pulumi/pulumi";
import type { KeysOf } from "../argumentForms";
import { show } from "../arguments";
import { withTimeouts } from "../childOptions";
import { adopting } from "./adoption";
import { type ArgRule, checkArgs } from "./argRules";
import { assignmentComplaint, assignmentName, assignmentNameComplaint } from "./assignments";
import { configurationIdComplaint, locationComplaint, parseArmId } from "./place";

export interface MachineAssignmentArgs {
  readonly maintenanceConfigurationId: pulumi.Input<string>;
  /** ARM id of a virtual machine or an Arc machine. Scale sets are not served by guest schedules. */
  readonly machineId: pulumi.Input<string>;
  /** Where the machine is, such as `westeurope`. */
  readonly location: pulumi.Input<string>;
  /** Exact name. @default - `<name>-<hash>`, or the name of the one that is adopted */
  readonly assignmentName?: pulumi.Input<string>;
  /** ARM id of an assignment that exists already and is imported. Leave it out again after the first deployment, and keep `assignmentName`. @default - none */
  readonly adopt?: string;
}

const argumentNames: KeysOf<MachineAssignmentArgs> = {
  maintenanceConfigurationId: "needed",
  machineId: "needed",
  location: "needed",
  assignmentName: true,
  adopt: "text",
};

/**
 * @example
 * new MachineAssignment("ledger", {
 *   maintenanceConfigurationId: configuration.configurationId,
 *   machineId: machine.id,
 *   location: "westeurope",
 * });
 * @see https://learn.microsoft.com/azure/update-manager/manage-vms-programmatically
 */
export class MachineAssignment extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:azure:MachineAssignment";

  readonly assignmentId: pulumi.Output<string>;
  readonly assignmentName: pulumi.Output<string>;

  constructor(name: string, args: MachineAssignmentArgs, opts?: pulumi.ComponentResourceOptions) {
    super(MachineAssignment.__pulumiType, name, args, withTimeouts(opts));
    const checked = checkArgs(this, "MachineAssignment", name, args, argumentNames, rules);
    const assignment = this.assign(name, checked);
    this.assignmentId = assignment.id;
    this.assignmentName = assignment.name;
    this.registerOutputs({ assignmentId: this.assignmentId, assignmentName: this.assignmentName });
  }

  private assign(name: string, args: MachineAssignmentArgs): maintenance.ConfigurationAssignment {
    const machine = pulumi.output(args.machineId).apply(machineOf);
    return new maintenance.ConfigurationAssignment(
      name,
      {
        resourceGroupName: machine.resourceGroup,
        providerName: machine.provider,
        resourceType: machine.type,
        resourceName: machine.name,
        configurationAssignmentName: assignmentName(name, args),
        location: args.location,
        maintenanceConfigurationId: args.maintenanceConfigurationId,
        resourceId: args.machineId,
      },
      { parent: this, ...adopting(args.adopt, "assignment") },
    );
  }
}

/** By type in lower case, since ARM's ids come in any case: the API's own spelling. */
const machines: Readonly<Record<string, { readonly provider: string; readonly type: string }>> = {
  "microsoft.compute/virtualmachines": { provider: "Microsoft.Compute", type: "virtualMachines" },
  "microsoft.hybridcompute/machines": { provider: "Microsoft.HybridCompute", type: "machines" },
};

function machineOf(id: string) {
  const { resourceGroup = "", name = "", type = "" } = parseArmId(id) ?? {};
  const { provider = "", type: kind = "" } = machines[type.toLowerCase()] ?? {};
  return { resourceGroup, name, provider, type: kind };
}

const rules: readonly ArgRule<MachineAssignmentArgs>[] = [
  {
    property: "maintenanceConfigurationId",
    complaint: ({ maintenanceConfigurationId: id }) => configurationIdComplaint(id),
  },
  { property: "machineId", complaint: ({ machineId }) => machineComplaint(machineId) },
  { property: "location", complaint: ({ location }) => locationComplaint(location) },
  {
    property: "assignmentName",
    complaint: ({ assignmentName: given }) => assignmentNameComplaint(given),
  },
  {
    property: "adopt",
    beside: ["assignmentName", "machineId"],
    complaint: ({ adopt, assignmentName: given, machineId }) =>
      assignmentComplaint(
        adopt,
        given,
        (scope) => scope.toLowerCase() === String(machineId).toLowerCase(),
      ),
  },
];

function machineComplaint(id: string): string | undefined {
  const type = parseArmId(id)?.type.toLowerCase();
  if (type !== undefined && Object.hasOwn(machines, type)) return undefined;
  return /\/virtualMachineScaleSets\//i.test(String(id))
    ? `must be no scale set's: schedules do not patch the guests of one, got ${show(id)}; upgrade its image instead`
    : `must be the ARM id of a virtual machine or an Arc machine, got ${show(id)}`;
}
