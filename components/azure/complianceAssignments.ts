/**
 * Azure's built-in policies that keep patch compliance known: machines assess themselves daily, can be scheduled at
 * all, and are reported when updates are missing. The assessment policies serve one operating system an assignment.
 */
import * as pulumi from "@pulumi/pulumi";
import type { KeysOf } from "../argumentForms";
import { trueOrFalse } from "../arguments";
import { withTimeouts } from "../childOptions";
import { type ArgRule, checkArgs } from "./argRules";
import { choiceComplaint, listComplaint, tagValueComplaint } from "./listForms";
import { locationComplaint } from "./place";
import {
  type AssignedPolicy,
  assignPolicy,
  grantRoles,
  identityComplaint,
  policyScopeComplaint,
  principalOf,
} from "./policyAssignment";
import { builtInPolicies, type PolicyTarget } from "./policyDefinitions";
import type { ExistingIdentity } from "./workflowWithRole";

export interface ComplianceAssignmentsArgs {
  /** ARM id of the subscription, resource group or management group that is covered. */
  readonly scope: pulumi.Input<string>;
  /** Where the assignments' identities live, such as `westeurope`. */
  readonly location: pulumi.Input<string>;
  /** Locations of the machines that are assessed and prepared. @default - all */
  readonly machineLocations?: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** Values of the `PatchGroup` tag of the machines that are prepared for schedules. @default - all machines */
  readonly patchGroups?: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** @default - both */
  readonly osTypes?: readonly ("Windows" | "Linux")[];
  /** Arc machines assess themselves too. @default true */
  readonly arc?: boolean;
  /** Sets the patch mode that schedules need, on virtual machines. @default true */
  readonly prerequisite?: boolean;
  /** Reports machines with missing updates through Defender for Cloud's assessment. @default true */
  readonly audit?: boolean;
  /** Identity that changes machines for all assignments. @default - each has its own */
  readonly identity?: ExistingIdentity;
}

const argumentNames: KeysOf<ComplianceAssignmentsArgs> = {
  scope: "needed",
  location: "needed",
  machineLocations: "list",
  patchGroups: "list",
  osTypes: "list of texts",
  arc: true,
  prerequisite: true,
  audit: true,
  identity: "mapping",
};

/**
 * @example
 * new ComplianceAssignments("prod", {
 *   scope: "/subscriptions/11111111-2222-3333-4444-555555555555",
 *   location: "westeurope",
 *   patchGroups: ["web.canary", "web.broad"],
 * });
 * @see https://learn.microsoft.com/azure/update-manager/periodic-assessment-at-scale
 */
export class ComplianceAssignments extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:azure:ComplianceAssignments";

  /** ARM ids, by what each assignment does: `assess-linux`, `updates-installed`, … */
  readonly assignmentIds: pulumi.Output<Record<string, string>>;
  /** Object ids of the identities that change machines, by the same keys. */
  readonly principalIds: pulumi.Output<Record<string, string>>;

  constructor(
    name: string,
    args: ComplianceAssignmentsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(ComplianceAssignments.__pulumiType, name, args, withTimeouts(opts));
    const checked = checkArgs(this, "ComplianceAssignments", name, args, argumentNames, rules);
    const assigned = wantedPolicies(checked).map((policy) => ({
      policy,
      assignment: assignPolicy(this, name, checked, policy),
    }));
    const acting = assigned
      .filter(({ policy }) => policy.roles.length > 0)
      .map((one) => ({ ...one, principalId: principalOf(checked, one.assignment) }));
    grantRoles(this, name, checked, acting);
    this.assignmentIds = pulumi.output(
      Object.fromEntries(assigned.map(({ policy, assignment }) => [policy.key, assignment.id])),
    );
    this.principalIds = pulumi.output(
      Object.fromEntries(acting.map(({ policy, principalId }) => [policy.key, principalId])),
    );
    this.registerOutputs({ assignmentIds: this.assignmentIds, principalIds: this.principalIds });
  }
}

const rules: readonly ArgRule<ComplianceAssignmentsArgs>[] = [
  { property: "scope", complaint: ({ scope }) => policyScopeComplaint(scope) },
  { property: "location", complaint: ({ location }) => locationComplaint(location) },
  {
    property: "machineLocations",
    complaint: ({ machineLocations }) => listComplaint(machineLocations, locationComplaint),
  },
  {
    property: "patchGroups",
    complaint: ({ patchGroups }) => listComplaint(patchGroups, tagValueComplaint),
  },
  {
    property: "osTypes",
    complaint: ({ osTypes }) => choiceComplaint(osTypes, ["Windows", "Linux"]),
  },
  ...(["arc", "prerequisite", "audit"] as const).map((property) => ({
    property,
    complaint: (args: pulumi.Unwrap<ComplianceAssignmentsArgs>) =>
      args[property] === undefined ? undefined : trueOrFalse(args[property]),
  })),
  { property: "identity", complaint: ({ identity }) => identityComplaint(identity) },
];

function wantedPolicies(args: ComplianceAssignmentsArgs): readonly AssignedPolicy[] {
  const target = targetOf(args);
  return builtInPolicies(args.osTypes ?? ["Windows", "Linux"])
    .filter(
      ({ purpose }) =>
        (purpose !== "assessArc" || (args.arc ?? true)) &&
        (purpose !== "prerequisite" || (args.prerequisite ?? true)) &&
        (purpose !== "audit" || (args.audit ?? true)),
    )
    .map(({ role, parameters, ...policy }) => ({
      ...policy,
      roles: role === undefined ? [] : [role],
      parameters: target.apply(parameters),
    }));
}

function targetOf(args: ComplianceAssignmentsArgs): pulumi.Output<PolicyTarget> {
  return pulumi
    .all([args.machineLocations, args.patchGroups])
    .apply(([locations, patchGroups]) => ({
      locations: [...(locations ?? [])],
      patchGroups: [...(patchGroups ?? [])],
    }));
}
