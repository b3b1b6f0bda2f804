/**
 * The sandbox without an engine: a component's resources are checked and created by the provider's own code, in memory.
 * A mock proves construction; this proves that the services' rules take it, in the order in which it is registered.
 */
import type { CloudResource, CloudStore, ResourceKey } from "../../sandbox/cloud/cloudStore";
import { keyOf } from "../../sandbox/cloud/cloudStore";
import { awsCloud } from "../../sandbox/provider/awsCloud";
import { azureCloud } from "../../sandbox/provider/azureCloud";
import { create } from "../../sandbox/provider/resourceOperations";
import type { Provider } from "../../sandbox/provider/target";
import { revealObject } from "../../sandbox/provider/wireValue";
import { loadSchema } from "../../sandbox/schema/loadSchema";
import type { NewResource } from "./mocks";
import { check, urnOf } from "./provider";

export interface SandboxCloud {
  /**
   * For the `create` of `deploy`. A refusal is noted, and a resource made up, so that one hides no other.
   * @param stack generated names follow from it. @default "dev"
   */
  create(resource: NewResource, stack?: string): { readonly id: string; readonly state: object };
  /** `<name>: <the service's words>`. */
  readonly refusals: readonly string[];
  /** What the cloud holds, of one type. */
  all(type: string): readonly CloudResource[];
  readonly provider: Provider;
}

/** An account that is empty, in every region. */
export async function sandboxCloud(
  accountId: string,
  schema?: Provider["schema"],
): Promise<SandboxCloud> {
  const account = awsCloud.account({ allowedAccountIds: [accountId] });
  return inMemory({ kind: awsCloud, schema: schema ?? (await loadSchema("aws")), account });
}

/** A subscription that is empty, in every location. */
export async function sandboxSubscription(
  subscriptionId: string,
  schema?: Provider["schema"],
): Promise<SandboxCloud> {
  const account = azureCloud.account({ subscriptionId });
  const kind = azureCloud;
  return inMemory({ kind, schema: schema ?? (await loadSchema("azure-native")), account });
}

function inMemory(target: Omit<Provider, "store">): SandboxCloud {
  const store = memoryStore();
  const refusals: string[] = [];
  const provider = { ...target, store };
  return {
    provider,
    refusals,
    all: (type) => store.all().filter((resource) => resource.type === type),
    create({ type, name, inputs }, stack) {
      const urn = urnOf(type, name, stack);
      try {
        const { id, outputs } = create(provider, urn, check(provider, urn, {}, inputs), false);
        return { id, state: revealObject(outputs) };
      } catch (error) {
        refusals.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        return { id: name, state: { ...inputs, name, arn: `arn:aws:mock:::${name}` } };
      }
    },
  };
}

export function memoryStore(): CloudStore {
  const held = new Map<string, CloudResource>();
  const gone: (ResourceKey & { readonly at: number })[] = [];
  // As the store on disk does: ARM ids are compared without case, and say their place themselves.
  const text = ({ cloud, type, account, region, id }: ResourceKey) =>
    cloud === "azure-native"
      ? [cloud, type, id.toLowerCase()].join(" ")
      : [cloud, type, account, region, id].join(" ");
  return {
    all: () => [...held.values()],
    find: (key) => held.get(text(key)),
    put: (resource) => held.set(text(keyOf(resource)), resource),
    remove(key, at) {
      if (held.delete(text(key))) gone.push({ ...key, at });
    },
    deleted: () => gone,
    exclusively: (change) => change(),
  };
}
