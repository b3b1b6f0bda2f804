/**
 * Guards the runs of maintenance configurations: before each one, a workflow makes a restore point of every machine and
 * cancels the run when one fails or a freeze is on; another deletes old points. Update Manager itself has neither.
 */
import * as eventgrid from "@pulumi/azure-native/eventgrid";
import * as logic from "@pulumi/azure-native/logic";
import * as pulumi from "@pulumi/pulumi";
import type { Freeze } from "../../model/plan";
import type { CivilDate, Minutes } from "../../model/time";
import { type KeysOf, show } from "../arguments";
import { withTimeouts } from "../childOptions";
import { mergeTags, type Tags } from "../tags";
import { type ArgRule, checkArgs } from "./argRules";
import { hyphenatedName, stackIdentity } from "./physicalName";
import { groupComplaint, locationComplaint, subscriptionComplaint } from "./place";
import { guardedComplaint, zonesComplaint } from "./snapshotPolicyRules";
import { cleanUpCalls, cleanUpWorkflow } from "./workflows/cleanUp";
import { preEventCalls, preEventTrigger, preEventWorkflow } from "./workflows/preEvent";
import { declareWorkflow, type ExistingIdentity, type WorkflowWithRole } from "./workflowWithRole";

/** A maintenance configuration whose runs are guarded. */
export interface GuardedConfiguration {
  /** Short and unique in the policy; part of the names of what is made for it. */
  readonly key: string;
  readonly configurationId: pulumi.Input<string>;
  /** Name of the group whose machines it patches: a freeze may be for some groups only. */
  readonly group: string;
  /** Length of its window in minutes. */
  readonly duration: Minutes;
  /** Days that a restore point is kept, 1–365; 0 makes none, so that only freezes are guarded. */
  readonly keepDays: number;
  /** Event Grid system topic that exists for the configuration already. @default - one is made */
  readonly systemTopicName?: pulumi.Input<string>;
}

export interface SnapshotPolicyArgs {
  /** Existing resource group for the workflows and topics. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** Location of the configurations: their events come from there. */
  readonly location: pulumi.Input<string>;
  /** Subscription of the configurations and their machines. */
  readonly subscriptionId: pulumi.Input<string>;
  readonly configurations: readonly GuardedConfiguration[];
  /** @default - none */
  readonly freezes?: readonly Freeze[];
  /** Day from which the freezes' zones must keep the same clock in Azure, `YYYY-MM-DD`. */
  readonly effectiveFrom: CivilDate;
  /** Existing resource group for restore points. @default - `resourceGroupName` */
  readonly restorePointGroup?: pulumi.Input<string>;
  /** Identity that both workflows act as. @default - one of their own each */
  readonly identity?: ExistingIdentity;
  /** ARM ids of roles that exist already. @default - custom roles of exactly the calls that are made */
  readonly roles?: {
    readonly preEvent?: pulumi.Input<string>;
    readonly cleanUp?: pulumi.Input<string>;
  };
  readonly tags?: Tags;
}

const argumentNames: KeysOf<SnapshotPolicyArgs> = {
  resourceGroupName: "needed",
  location: "needed",
  subscriptionId: "needed",
  configurations: "needed",
  freezes: true,
  effectiveFrom: "needed",
  restorePointGroup: true,
  identity: true,
  roles: true,
  tags: true,
};

/**
 * @example
 * new SnapshotPolicy("web", {
 *   resourceGroupName: "rg-patching", location: "westeurope", subscriptionId, effectiveFrom: "2026-12-01",
 *   configurations: [{ key: "canary", configurationId, group: "web", duration: 180, keepDays: 14 }],
 * });
 * @see https://learn.microsoft.com/azure/update-manager/pre-post-scripts-overview
 */
export class SnapshotPolicy extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:azure:SnapshotPolicy";

  readonly workflowId: pulumi.Output<string>;
  /** Object id of the identity that protects and cancels. */
  readonly principalId: pulumi.Output<string>;
  readonly roleDefinitionId: pulumi.Output<string>;
  readonly cleanUpWorkflowId: pulumi.Output<string>;
  /** Names of the system topics, by the configurations' keys. */
  readonly systemTopicNames: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: SnapshotPolicyArgs, opts?: pulumi.ComponentResourceOptions) {
    super(SnapshotPolicy.__pulumiType, name, args, withTimeouts(opts));
    const checked = checkArgs(this, "SnapshotPolicy", name, args, argumentNames, rules, {
      configurations: guardedComplaint(args.configurations),
    });
    const preEvent = this.createPreEvent(name, checked);
    const cleanUp = this.createCleanUp(name, checked);
    const address = callbackAddress(checked, preEvent, this);
    const topics = checked.configurations.map((configuration): [string, pulumi.Input<string>] => [
      configuration.key,
      this.subscribe(name, checked, configuration, address, preEvent),
    ]);
    this.workflowId = preEvent.workflow.id;
    this.principalId = preEvent.principalId;
    this.roleDefinitionId = preEvent.roleDefinitionId;
    this.cleanUpWorkflowId = cleanUp.workflow.id;
    this.systemTopicNames = pulumi.output(Object.fromEntries(topics));
    this.registerOutputs({
      workflowId: this.workflowId,
      principalId: this.principalId,
      roleDefinitionId: this.roleDefinitionId,
      cleanUpWorkflowId: this.cleanUpWorkflowId,
      systemTopicNames: this.systemTopicNames,
    });
  }

  private createPreEvent(name: string, args: SnapshotPolicyArgs): WorkflowWithRole {
    return declareWorkflow(this, name, {
      ...placeOf(args),
      definition: (identity) => preEventWorkflow(args.freezes ?? [], args.effectiveFrom, identity),
      parameters: {
        configurations: guardedRuns(args.configurations),
        restorePointGroup: args.restorePointGroup ?? args.resourceGroupName,
      },
      calls: preEventCalls,
      // Machines are anywhere in the subscription.
      scope: pulumi.interpolate`/subscriptions/${args.subscriptionId}`,
      purpose: "Makes restore points before patch runs and cancels runs that are not protected",
      roleDefinitionId: args.roles?.preEvent,
    });
  }

  private createCleanUp(name: string, args: SnapshotPolicyArgs): WorkflowWithRole {
    const group = args.restorePointGroup ?? args.resourceGroupName;
    return declareWorkflow(this, `${name}-clean-up`, {
      ...placeOf(args),
      definition: cleanUpWorkflow,
      parameters: { subscription: args.subscriptionId, restorePointGroup: group },
      calls: cleanUpCalls,
      scope: pulumi.interpolate`/subscriptions/${args.subscriptionId}/resourceGroups/${group}`,
      purpose: "Deletes restore points made before patch runs when their days are over",
      roleDefinitionId: args.roles?.cleanUp,
    });
  }

  /** Sends the pre-event of one configuration to the workflow; gives the topic's name. */
  private subscribe(
    name: string,
    args: SnapshotPolicyArgs,
    configuration: GuardedConfiguration,
    address: pulumi.Output<string>,
    preEvent: WorkflowWithRole,
  ): pulumi.Input<string> {
    const child = `${name}-${configuration.key}`;
    const systemTopicName =
      configuration.systemTopicName ?? this.createTopic(child, args, configuration).name;
    new eventgrid.SystemTopicEventSubscription(
      child,
      {
        resourceGroupName: args.resourceGroupName,
        systemTopicName,
        eventSubscriptionName: hyphenatedName(child, [stackIdentity()], longestSubscription),
        destination: {
          endpointType: "WebHook",
          endpointUrl: address,
          maxEventsPerBatch: 1,
          preferredBatchSizeInKilobytes: 64,
          minimumTlsVersionAllowed: "1.2",
        },
        eventDeliverySchema: "EventGridSchema",
        // Without a filter the post-event would come too.
        filter: { includedEventTypes: ["Microsoft.Maintenance.PreMaintenanceEvent"] },
        // Half an hour after the event the run has begun.
        retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 30 },
      },
      { parent: this, dependsOn: [preEvent.roleAssignment] },
    );
    return systemTopicName;
  }

  private createTopic(
    child: string,
    args: SnapshotPolicyArgs,
    configuration: GuardedConfiguration,
  ): eventgrid.SystemTopic {
    return new eventgrid.SystemTopic(
      child,
      {
        resourceGroupName: args.resourceGroupName,
        systemTopicName: pulumi
          .all([args.resourceGroupName, args.location])
          .apply((place) => hyphenatedName(child, [stackIdentity(), ...place], longestTopic)),
        location: args.location,
        source: configuration.configurationId,
        topicType: "Microsoft.Maintenance.MaintenanceConfigurations",
        tags: mergeTags(args.tags),
      },
      { parent: this },
    );
  }
}

const longestTopic = 50;
const longestSubscription = 64;

const rules: readonly ArgRule<SnapshotPolicyArgs>[] = [
  { property: "resourceGroupName", complaint: (args) => groupComplaint(args.resourceGroupName) },
  {
    property: "restorePointGroup",
    complaint: ({ restorePointGroup: group }) =>
      group === undefined ? undefined : groupComplaint(group),
  },
  { property: "location", complaint: ({ location }) => locationComplaint(location) },
  {
    property: "subscriptionId",
    complaint: ({ subscriptionId }) => subscriptionComplaint(subscriptionId),
  },
  {
    property: "effectiveFrom",
    complaint: ({ effectiveFrom }) =>
      /^\d{4}-\d{2}-\d{2}$/.test(effectiveFrom)
        ? undefined
        : `must be a day written YYYY-MM-DD, got ${show(effectiveFrom)}`,
  },
  {
    property: "freezes",
    beside: ["effectiveFrom"],
    complaint: ({ freezes, effectiveFrom }) =>
      zonesComplaint((freezes ?? []) as readonly Freeze[], effectiveFrom),
  },
];

function placeOf(args: SnapshotPolicyArgs) {
  return {
    resourceGroupName: args.resourceGroupName,
    location: args.location,
    subscriptionId: args.subscriptionId,
    identity: args.identity,
    tags: args.tags,
  };
}

/** The workflow's `configurations` parameter: by lower-case id, as Azure changes the case of ids at will. */
function guardedRuns(configurations: readonly GuardedConfiguration[]): pulumi.Output<unknown> {
  return pulumi
    .all(configurations.map((configuration) => configuration.configurationId))
    .apply((ids) =>
      Object.fromEntries(
        configurations.map(({ group, duration, keepDays }, index) => {
          const id = ids[index] ?? "";
          return [id.toLowerCase(), { id, group, minutes: duration, keepDays }];
        }),
      ),
    );
}

/** The address holds a signature, so it is a secret. It is asked for once the workflow exists. */
function callbackAddress(
  args: SnapshotPolicyArgs,
  { workflow }: WorkflowWithRole,
  parent: pulumi.ComponentResource,
): pulumi.Output<string> {
  const workflowName = pulumi.all([workflow.name, workflow.id]).apply(([name]) => name);
  const answer = logic.listWorkflowTriggerCallbackUrlOutput(
    { resourceGroupName: args.resourceGroupName, workflowName, triggerName: preEventTrigger },
    { parent },
  );
  return pulumi.secret(answer.value);
}
