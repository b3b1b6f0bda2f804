/**
 * Closes the runs of maintenance configurations: after each one, a workflow assesses every machine anew, asks for its health,
 * writes the ring's verdict and stops what was started; another one puts a machine back to its restore point. Update
 * Manager itself has none of this.
 */
import * as pulumi from "@pulumi/pulumi";
import { withTimeouts } from "../childOptions";
import {
  callersOf,
  deadLetterDestination,
  subscribeTopic,
  type Webhook,
  webhookOf,
} from "./announcedRuns";
import { checkArgs } from "./argRules";
import { argumentNames, type ClosedConfiguration, type PostRunArgs } from "./postRunArgs";
import { closedRuns, masksOf, restoredRuns } from "./postRunParameters";
import { checkClosing, postRunRules } from "./postRunRules";
import { postEventCalls, postEventStoreCalls, postEventWorkflow } from "./workflows/postEvent";
import { restoreCalls, restoreStoreCalls, restoreWorkflow } from "./workflows/restore";
import { declareWorkflow, type WorkflowWithRole, workflowPlace } from "./workflowWithRole";

/**
 * @example
 * const runStore = new RunStore("patching", { resourceGroupName: "rg-patching", location: "westeurope", subscriptionId });
 * new PostRun("web", {
 *   resourceGroupName: "rg-patching", location: "westeurope", subscriptionId, runStore,
 *   configurations: [{
 *     key: "web.canary", configurationId, gap: 10080, linux: { classifications: ["Critical", "Security"] },
 *     healthCheck: { linux: "systemctl is-active nginx" }, onFailure: "restore", systemTopicName,
 *   }],
 * });
 * @see https://learn.microsoft.com/azure/update-manager/pre-post-scripts-overview
 */
export class PostRun extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:azure:PostRun";

  readonly workflowId: pulumi.Output<string>;
  /** Object id of the identity that assesses and judges. */
  readonly principalId: pulumi.Output<string>;
  readonly roleDefinitionId: pulumi.Output<string>;
  /** The workflow that restores one machine, by hand too: post `{ run, machine, attempt }` to its trigger. */
  readonly restoreWorkflowId: pulumi.Output<string>;
  readonly restorePrincipalId: pulumi.Output<string>;
  readonly restoreRoleDefinitionId: pulumi.Output<string>;

  constructor(name: string, args: PostRunArgs, opts?: pulumi.ComponentResourceOptions) {
    super(PostRun.__pulumiType, name, args, withTimeouts(opts));
    const checked = checkArgs(this, "PostRun", name, args, argumentNames, postRunRules, (checks) =>
      checkClosing(checks, args),
    );
    const restore = this.createRestore(name, checked);
    const postEvent = this.createPostEvent(name, checked, restore);
    const destination = webhookOf(this, checked, postEvent);
    for (const configuration of checked.configurations) {
      this.subscribe(name, checked, { configuration, destination, postEvent });
    }
    this.workflowId = postEvent.workflow.id;
    this.principalId = postEvent.principalId;
    this.roleDefinitionId = postEvent.roleDefinitionId;
    this.restoreWorkflowId = restore.workflow.id;
    this.restorePrincipalId = restore.principalId;
    this.restoreRoleDefinitionId = restore.roleDefinitionId;
    this.registerOutputs({
      workflowId: this.workflowId,
      principalId: this.principalId,
      roleDefinitionId: this.roleDefinitionId,
      restoreWorkflowId: this.restoreWorkflowId,
      restorePrincipalId: this.restorePrincipalId,
      restoreRoleDefinitionId: this.restoreRoleDefinitionId,
    });
  }

  private createRestore(name: string, args: PostRunArgs): WorkflowWithRole {
    return declareWorkflow(this, `${name}-restore`, {
      ...workflowPlace(args),
      definition: restoreWorkflow,
      parameters: {
        configurations: restoredRuns(args.configurations),
        subscription: args.subscriptionId,
        restorePointGroup: args.restorePointGroup ?? args.resourceGroupName,
        runStore: args.runStore.containerUrl,
      },
      calls: restoreCalls,
      purpose: "Puts a machine that a patch run has broken back to its restore point",
      roleDefinitionId: args.roles?.restore,
      store: {
        containerId: args.runStore.containerId,
        calls: restoreStoreCalls,
        roleDefinitionId: args.roles?.restoreStore,
      },
    });
  }

  private createPostEvent(
    name: string,
    args: PostRunArgs,
    restore: WorkflowWithRole,
  ): WorkflowWithRole {
    const masks = masksOf(args.configurations);
    return declareWorkflow(this, name, {
      ...workflowPlace(args),
      definition: (identity) =>
        restore.workflow.id.apply((restoreWorkflowId) =>
          postEventWorkflow({ masks, restoreWorkflowId, identity }),
        ),
      parameters: {
        configurations: closedRuns(args.configurations),
        subscription: args.subscriptionId,
        runStore: args.runStore.containerUrl,
      },
      calls: postEventCalls,
      purpose:
        "Assesses machines after patch runs, says how the runs went and stops what was started",
      roleDefinitionId: args.roles?.postEvent,
      store: {
        containerId: args.runStore.containerId,
        calls: postEventStoreCalls,
        roleDefinitionId: args.roles?.postEventStore,
      },
      callers: callersOf(args.entra),
    });
  }

  /** Sends the post-event of one configuration to the workflow. */
  private subscribe(
    name: string,
    args: PostRunArgs,
    {
      configuration,
      destination,
      postEvent,
    }: {
      readonly configuration: ClosedConfiguration;
      readonly destination: Webhook;
      readonly postEvent: WorkflowWithRole;
    },
  ): void {
    const child = `${name}-${configuration.key}`;
    subscribeTopic(this, child, {
      resourceGroupName: args.resourceGroupName,
      systemTopicName: configuration.systemTopicName,
      destination,
      // Without a filter the pre-event would come too.
      eventType: "Microsoft.Maintenance.PostMaintenanceEvent",
      // A verdict that comes a day later is still of use before the next run.
      minutesToLive: 1440,
      ...(configuration.deadLetters === true && {
        deadLetters: deadLetterDestination(args.runStore),
      }),
      dependsOn: postEvent.roleAssignments,
    });
  }
}
