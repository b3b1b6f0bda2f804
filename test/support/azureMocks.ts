/** What mocks answer for Azure: identities of workflows and policy assignments, and the callback address. */
import type { DeployOptions } from "./mocks";

export const callbackAddress = "https://prod-01.westeurope.logic.azure.com/workflows/0?sig=secret";

export const azureAnswers: DeployOptions = {
  invokes: {
    "azure-native:logic:listWorkflowTriggerCallbackUrl": () => ({ value: callbackAddress }),
  },
  outputs: {
    "azure-native:logic:Workflow": (inputs) => ({
      ...withPrincipal(inputs, inputs["workflowName"]),
      accessEndpoint: `https://prod-01.westeurope.logic.azure.com:443/workflows/${inputs["workflowName"]}`,
    }),
    "azure-native:eventgrid:SystemTopic": (inputs) =>
      withPrincipal(inputs, inputs["systemTopicName"]),
    "azure-native:authorization:PolicyAssignment": (inputs) =>
      withPrincipal(inputs, inputs["policyAssignmentName"]),
  },
};

function withPrincipal(inputs: Record<string, unknown>, name: unknown): Record<string, unknown> {
  const identity = inputs["identity"] as { type?: string } | undefined;
  const own = identity?.type === "SystemAssigned" && { principalId: `principal-of-${name}` };
  return identity === undefined ? { name } : { name, identity: { ...identity, ...own } };
}

/** The outputs of a run store that lies in a subscription of its own. */
export function runStorePlace(account = "patchrunsprod") {
  const accountId = `/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-patching/providers/Microsoft.Storage/storageAccounts/${account}`;
  const container = (name: string) => `${accountId}/blobServices/default/containers/${name}`;
  return {
    accountId,
    containerId: container("patch-runs"),
    containerUrl: `https://${account}.blob.core.windows.net/patch-runs`,
    deadLetterContainerId: container("dead-letters"),
    deadLetterContainerName: "dead-letters",
  };
}
