/** Event Grid's part of a guard: a topic for each configuration, whose pre-events go to the workflow and are kept when it cannot be reached. */
import * as eventgrid from "@pulumi/azure-native/eventgrid";
import * as logic from "@pulumi/azure-native/logic";
import * as pulumi from "@pulumi/pulumi";
import { mergeTags } from "../tags";
import { hyphenatedName, stackIdentity } from "./physicalName";
import type { EntraWebhook, GuardedConfiguration, SnapshotPolicyArgs } from "./snapshotPolicyArgs";
import { preEventTrigger } from "./workflows/preEvent";
import { assignRole, type WorkflowWithRole } from "./workflowWithRole";

/** Where events are sent: what a webhook of Event Grid is given. */
export type Webhook = Pick<
  eventgrid.SystemTopicEventSubscriptionArgs,
  "destination"
>["destination"];

/** By a callback address, or with a token of Entra. */
export function webhookOf(
  parent: pulumi.ComponentResource,
  args: Pick<SnapshotPolicyArgs, "resourceGroupName" | "entra">,
  { workflow }: WorkflowWithRole,
): Webhook {
  const { entra } = args;
  return {
    endpointType: "WebHook",
    maxEventsPerBatch: 1,
    preferredBatchSizeInKilobytes: 64,
    minimumTlsVersionAllowed: "1.2",
    ...(entra === undefined
      ? { endpointUrl: callbackAddress(args, workflow, parent) }
      : {
          endpointUrl: pulumi.interpolate`${workflow.accessEndpoint}/triggers/${preEventTrigger}/paths/invoke?api-version=2016-10-01`,
          azureActiveDirectoryTenantId: entra.tenantId,
          azureActiveDirectoryApplicationIdOrUri: entra.applicationId,
        }),
  };
}

/** Event Grid's own application, the same in every tenant. */
const eventGrid = "4962773b-9cdb-44cf-a8bf-237846a00ab7";

/**
 * Lets Event Grid call the trigger with a token for the application.
 * @see https://learn.microsoft.com/azure/event-grid/secure-webhook-delivery
 */
export function callersOf(
  entra: EntraWebhook | undefined,
): Pick<logic.WorkflowArgs, "accessControl">["accessControl"] {
  if (entra === undefined) return undefined;
  const claims = [
    { name: "iss", value: pulumi.interpolate`https://sts.windows.net/${entra.tenantId}/` },
    { name: "aud", value: entra.applicationId },
    { name: "appid", value: eventGrid },
  ];
  const policies = { eventGrid: { type: "AAD", claims } };
  return { triggers: { openAuthenticationPolicies: { policies } } };
}

/** The address holds a signature, so it is a secret. It is asked for once the workflow exists. */
function callbackAddress(
  args: Pick<SnapshotPolicyArgs, "resourceGroupName">,
  workflow: logic.Workflow,
  parent: pulumi.ComponentResource,
): pulumi.Output<string> {
  const workflowName = pulumi.all([workflow.name, workflow.id]).apply(([name]) => name);
  const answer = logic.listWorkflowTriggerCallbackUrlOutput(
    { resourceGroupName: args.resourceGroupName, workflowName, triggerName: preEventTrigger },
    { parent },
  );
  return pulumi.secret(answer.value);
}

interface Subscription {
  readonly configuration: GuardedConfiguration;
  readonly destination: Webhook;
  readonly preEvent: WorkflowWithRole;
}

/** Sends the pre-event of one configuration to the workflow; gives the topic's name. */
export function subscribe(
  parent: pulumi.ComponentResource,
  name: string,
  args: SnapshotPolicyArgs,
  { configuration, destination, preEvent }: Subscription,
): pulumi.Input<string> {
  const child = `${name}-${configuration.key}`;
  const topic = topicOf(parent, child, args, configuration);
  const letters = deadLetters(parent, child, args, topic.principalId);
  subscribeTopic(parent, child, {
    resourceGroupName: args.resourceGroupName,
    systemTopicName: topic.name,
    destination,
    // Without a filter the post-event would come too.
    eventType: "Microsoft.Maintenance.PreMaintenanceEvent",
    // Half an hour after the event the run has begun.
    minutesToLive: 30,
    ...(letters && { deadLetters: letters.destination }),
    dependsOn: [...preEvent.roleAssignments, ...(letters ? [letters.role] : [])],
  });
  return topic.name;
}

interface TopicSubscription {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly systemTopicName: pulumi.Input<string>;
  readonly destination: Webhook;
  readonly eventType: string;
  /** How long Event Grid tries to deliver an event. */
  readonly minutesToLive: number;
  readonly deadLetters?: ReturnType<typeof deadLetterDestination>;
  readonly dependsOn: readonly pulumi.Resource[];
}

/** Sends one type of event of a topic to a workflow. */
export function subscribeTopic(
  parent: pulumi.ComponentResource,
  child: string,
  { resourceGroupName, systemTopicName, destination, ...options }: TopicSubscription,
): void {
  new eventgrid.SystemTopicEventSubscription(
    child,
    {
      resourceGroupName,
      systemTopicName,
      eventSubscriptionName: hyphenatedName(child, [stackIdentity()], longestSubscription),
      destination,
      eventDeliverySchema: "EventGridSchema",
      filter: { includedEventTypes: [options.eventType] },
      retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: options.minutesToLive },
      ...(options.deadLetters && { deadLetterWithResourceIdentity: options.deadLetters }),
    },
    { parent, dependsOn: [...options.dependsOn] },
  );
}

/** Where events go that cannot be delivered, by the topic's own identity. */
export function deadLetterDestination({
  accountId,
  deadLetterContainerName,
}: Pick<SnapshotPolicyArgs["runStore"], "accountId" | "deadLetterContainerName">) {
  return {
    identity: { type: "SystemAssigned" },
    deadLetterDestination: {
      endpointType: "StorageBlob" as const,
      resourceId: accountId,
      blobContainerName: deadLetterContainerName,
    },
  };
}

/** The store knows no shared keys, so the topic writes there as itself. */
function deadLetters(
  parent: pulumi.ComponentResource,
  child: string,
  args: SnapshotPolicyArgs,
  principalId: pulumi.Input<string> | undefined,
) {
  if (principalId === undefined) return undefined;
  const role = assignRole(parent, `${child}-dead-letters-role`, {
    resourceGroupName: args.resourceGroupName,
    location: args.location,
    scope: args.runStore.deadLetterContainerId,
    principalId,
    roleDefinitionId: pulumi.interpolate`/subscriptions/${args.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${blobDataContributor}`,
  });
  return { role, destination: deadLetterDestination(args.runStore) };
}

/** Built-in role, which Event Grid wants. @see https://learn.microsoft.com/azure/event-grid/add-identity-roles */
const blobDataContributor = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";

interface Topic {
  readonly name: pulumi.Input<string>;
  readonly principalId: pulumi.Input<string> | undefined;
}

function topicOf(
  parent: pulumi.ComponentResource,
  child: string,
  args: SnapshotPolicyArgs,
  { configurationId, systemTopicName, systemTopicPrincipalId }: GuardedConfiguration,
): Topic {
  if (systemTopicName !== undefined) {
    return { name: systemTopicName, principalId: systemTopicPrincipalId };
  }
  const topic = new eventgrid.SystemTopic(
    child,
    {
      resourceGroupName: args.resourceGroupName,
      systemTopicName: pulumi
        .all([args.resourceGroupName, args.location])
        .apply((place) => hyphenatedName(child, [stackIdentity(), ...place], longestTopic)),
      location: args.location,
      source: configurationId,
      topicType: "Microsoft.Maintenance.MaintenanceConfigurations",
      identity: { type: "SystemAssigned" },
      tags: mergeTags(args.tags),
    },
    { parent },
  );
  return {
    name: topic.name,
    principalId: topic.identity.apply((identity) => identity?.principalId ?? ""),
  };
}

const longestTopic = 50;
const longestSubscription = 64;
