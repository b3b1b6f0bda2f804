/** The provider functions of Azure that programs use most, answered from the provider's subscription. */
import { listWorkflowTriggerCallbackUrl } from "../azure/logic/callbackUrl";
import { textOf } from "../plainValue";
import type { Invoke } from "./cloudKind";

export const azureInvokes: Readonly<Record<string, Invoke>> = {
  "azure-native:authorization:getClientConfig": (_args, { account }) => ({
    clientId: "33333333-3333-4333-8333-333333333333",
    objectId: "44444444-4444-4444-8444-444444444444",
    subscriptionId: account.account,
    tenantId: account.tenant,
  }),
  "azure-native:resources:getResourceGroup": (args, { account, cloud }) => {
    const name = textOf(args["resourceGroupName"]) ?? "";
    const groups = cloud.all("azure-native:resources:ResourceGroup");
    const path = `/resourcegroups/${name.toLowerCase()}`;
    const group = groups.find(({ id }) => id.toLowerCase().endsWith(path));
    if (group === undefined) {
      throw new Error(
        `Status=404 Code="ResourceGroupNotFound" Message="Resource group '${name}' could not be found in subscription ${account.account}."`,
      );
    }
    return { ...group.outputs, id: group.id };
  },
  "azure-native:logic:listWorkflowTriggerCallbackUrl": listWorkflowTriggerCallbackUrl,
};
