/** Azure's side of `sandboxCloud`: a component's resources are checked and created by the provider's own code, in memory. */
import { azureCloud } from "../../sandbox/provider/azureCloud";
import { azureInvokes } from "../../sandbox/provider/azureInvokes";
import { cloudView } from "../../sandbox/provider/cloudView";
import { create } from "../../sandbox/provider/resourceOperations";
import { revealObject } from "../../sandbox/provider/wireValue";
import { loadSchema } from "../../sandbox/schema/loadSchema";
import type { DeployOptions, NewResource } from "./mocks";
import { check, urnOf } from "./provider";
import { memoryStore, type SandboxCloud } from "./sandboxCloud";

export interface AzureSandboxCloud extends SandboxCloud {
  /** For the `invokes` of `deploy`. */
  readonly invokes: NonNullable<DeployOptions["invokes"]>;
}

/**
 * Subscriptions of one tenant, all empty.
 * @param subscriptionOf id of the subscription that a resource's name belongs to
 */
export async function azureSandboxCloud(
  subscriptionOf: (name: string) => string,
): Promise<AzureSandboxCloud> {
  const store = memoryStore();
  const refusals: string[] = [];
  const schema = await loadSchema("azure-native");
  const providerOf = (subscriptionId: string) => {
    const account = azureCloud.account({ subscriptionId });
    return { kind: azureCloud, schema, store, account };
  };
  return {
    provider: providerOf(""),
    refusals,
    all: (type) => store.all().filter((resource) => resource.type === type),
    invokes: Object.fromEntries(
      Object.entries(azureInvokes).map(([token, invoke]) => [
        token,
        (inputs) => {
          const { account } = providerOf("");
          const view = cloudView(store, "azure-native", { ...account, partition: "aws" });
          return invoke(inputs, { account, cloud: { ...view, all: view.everywhere } });
        },
      ]),
    ),
    create({ type, name, inputs }: NewResource, stack) {
      const urn = urnOf(type, name, stack);
      const provider = providerOf(subscriptionOf(name));
      try {
        const { id, outputs } = create(provider, urn, check(provider, urn, {}, inputs), false);
        return { id, state: revealObject(outputs) };
      } catch (error) {
        refusals.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        return { id: name, state: { ...inputs, name } };
      }
    },
  };
}
