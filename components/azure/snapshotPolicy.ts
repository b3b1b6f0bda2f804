/**
 * Guards the runs of maintenance configurations: before each one, a workflow asks freezes and the ring before, starts stopped
 * machines, makes restore points, and cancels the run when one fails. A watchdog cancels what it has not marked; another
 * workflow deletes old points. Update Manager itself has none of this.
 */
import * as pulumi from "@pulumi/pulumi";
import { withTimeouts } from "../childOptions";
import { callersOf, subscribe, webhookOf } from "./announcedRuns";
import { checkArgs } from "./argRules";
import { guardedRuns, verdictsBefore } from "./guardedParameters";
import { argumentNames, type SnapshotPolicyArgs } from "./snapshotPolicyArgs";
import { checkGuarding, snapshotPolicyRules } from "./snapshotPolicyRules";
import { cleanUpCalls, cleanUpWorkflow } from "./workflows/cleanUp";
import { preEventCalls, preEventStoreCalls, preEventWorkflow } from "./workflows/preEvent";
import { watchdogCalls, watchdogStoreCalls, watchdogWorkflow } from "./workflows/watchdog";
import {
  assignRole,
  declareWorkflow,
  type WorkflowWithRole,
  workflowPlace,
} from "./workflowWithRole";

/**
 * @example
 * const runStore = new RunStore("patching", { resourceGroupName: "rg-patching", location: "westeurope", subscriptionId });
 * new SnapshotPolicy("web", {
 *   resourceGroupName: "rg-patching", location: "westeurope", subscriptionId, effectiveFrom: "2026-12-01", runStore,
 *   configurations: [{ key: "web.canary", configurationId, group: "web", duration: 180, gap: 10080, keepDays: 14 }],
 * });
 * @see https://learn.microsoft.com/azure/update-manager/pre-post-scripts-overview
 */
export class SnapshotPolicy extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:azure:SnapshotPolicy";

  readonly workflowId: pulumi.Output<string>;
  /** Object id of the identity that protects and cancels. */
  readonly principalId: pulumi.Output<string>;
  readonly roleDefinitionId: pulumi.Output<string>;
  readonly watchdogWorkflowId: pulumi.Output<string>;
  readonly cleanUpWorkflowId: pulumi.Output<string>;
  /** Names of the system topics, by the configurations' keys. */
  readonly systemTopicNames: pulumi.Output<Record<string, string>>;
  private readonly topics: ReadonlyMap<string, pulumi.Output<string>>;

  constructor(name: string, args: SnapshotPolicyArgs, opts?: pulumi.ComponentResourceOptions) {
    super(SnapshotPolicy.__pulumiType, name, args, withTimeouts(opts));
    const checked = checkArgs(
      this,
      "SnapshotPolicy",
      name,
      args,
      argumentNames,
      snapshotPolicyRules,
      (checks) => checkGuarding(checks, args),
    );
    const preEvent = this.createPreEvent(name, checked);
    const watchdog = this.createWatchdog(name, checked);
    const cleanUp = this.createCleanUp(name, checked);
    const destination = webhookOf(this, checked, preEvent);
    this.topics = new Map(
      checked.configurations.map((configuration) => [
        configuration.key,
        pulumi.output(subscribe(this, name, checked, { configuration, destination, preEvent })),
      ]),
    );
    this.workflowId = preEvent.workflow.id;
    this.principalId = preEvent.principalId;
    this.roleDefinitionId = preEvent.roleDefinitionId;
    this.watchdogWorkflowId = watchdog.workflow.id;
    this.cleanUpWorkflowId = cleanUp.workflow.id;
    this.systemTopicNames = pulumi.output(Object.fromEntries(this.topics));
    this.registerOutputs({
      workflowId: this.workflowId,
      principalId: this.principalId,
      roleDefinitionId: this.roleDefinitionId,
      watchdogWorkflowId: this.watchdogWorkflowId,
      cleanUpWorkflowId: this.cleanUpWorkflowId,
      systemTopicNames: this.systemTopicNames,
    });
  }

  /**
   * The name of one configuration's topic. A preview knows it while another topic is made anew; `systemTopicNames` it knows whole or
   * not at all.
   *
   * @throws Error when no configuration has the key
   */
  systemTopicName(key: string): pulumi.Output<string> {
    const topic = this.topics.get(key);
    if (topic !== undefined) return topic;
    throw new Error(
      `key must be of a configuration, got "${key}"; there are ${[...this.topics.keys()].join(", ")}`,
    );
  }

  /** It reads the verdicts of other places with a role that is theirs. */
  private createPreEvent(name: string, args: SnapshotPolicyArgs): WorkflowWithRole {
    const workflow = declareWorkflow(this, name, {
      ...workflowPlace(args),
      definition: (identity) => preEventWorkflow(args.freezes ?? [], args.effectiveFrom, identity),
      parameters: {
        configurations: guardedRuns(args.configurations),
        ringsBefore: verdictsBefore(args),
        restorePointGroup: args.restorePointGroup ?? args.resourceGroupName,
        runStore: args.runStore.containerUrl,
      },
      calls: preEventCalls,
      purpose: "Makes restore points before patch runs and cancels runs that are not protected",
      roleDefinitionId: args.roles?.preEvent,
      store: {
        containerId: args.runStore.containerId,
        calls: preEventStoreCalls,
        roleDefinitionId: args.roles?.preEventStore,
      },
      callers: callersOf(args.entra),
    });
    const readers = Object.entries(args.verdictPlaces ?? {}).map(([key, place]) =>
      assignRole(this, `${name}-${key}-reader-role`, {
        resourceGroupName: args.resourceGroupName,
        location: args.location,
        scope: place.containerId,
        principalId: workflow.principalId,
        roleDefinitionId: place.readerRoleDefinitionId,
      }),
    );
    return { ...workflow, roleAssignments: [...workflow.roleAssignments, ...readers] };
  }

  private createWatchdog(name: string, args: SnapshotPolicyArgs): WorkflowWithRole {
    return declareWorkflow(this, `${name}-watchdog`, {
      ...workflowPlace(args),
      definition: watchdogWorkflow,
      parameters: {
        configurations: guardedRuns(args.configurations),
        subscription: args.subscriptionId,
        runStore: args.runStore.containerUrl,
      },
      calls: watchdogCalls,
      purpose: "Cancels patch runs that are about to start without a mark that they are protected",
      roleDefinitionId: args.roles?.watchdog,
      store: {
        containerId: args.runStore.containerId,
        calls: watchdogStoreCalls,
        roleDefinitionId: args.roles?.watchdogStore,
      },
    });
  }

  private createCleanUp(name: string, args: SnapshotPolicyArgs): WorkflowWithRole {
    const group = args.restorePointGroup ?? args.resourceGroupName;
    return declareWorkflow(this, `${name}-clean-up`, {
      ...workflowPlace(args),
      definition: cleanUpWorkflow,
      parameters: { subscription: args.subscriptionId, restorePointGroup: group },
      calls: cleanUpCalls,
      scope: pulumi.interpolate`/subscriptions/${args.subscriptionId}/resourceGroups/${group}`,
      purpose: "Deletes restore points made before patch runs when their days are over",
      roleDefinitionId: args.roles?.cleanUp,
    });
  }
}
