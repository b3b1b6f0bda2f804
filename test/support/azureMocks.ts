/** What mocks answer for Azure: identities of workflows and policy assignments, and the callback address. */
import type { DeployOptions } from "./mocks";

export const callbackAddress = "https://prod-01.westeurope.logic.azure.com/workflows/0?sig=secret";

export const azureAnswers: DeployOptions = {
  invokes: {
    "azure-native:logic:listWorkflowTriggerCallbackUrl": () => ({ value: callbackAddress }),
  },
  outputs: {
    "azure-native:logic:Workflow": (inputs) => withPrincipal(inputs, inputs["workflowName"]),
    "azure-native:authorization:PolicyAssignment": (inputs) =>
      withPrincipal(inputs, inputs["policyAssignmentName"]),
  },
};

function withPrincipal(inputs: Record<string, unknown>, name: unknown): Record<string, unknown> {
  const identity = inputs["identity"] as { type?: string } | undefined;
  const own = identity?.type === "SystemAssigned" && { principalId: `principal-of-${name}` };
  return identity === undefined ? { name } : { name, identity: { ...identity, ...own } };
}
