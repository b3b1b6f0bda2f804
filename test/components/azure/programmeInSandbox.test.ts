/** What Azure's rules say to what a document deploys. */
import * as path from "node:path";
import { Provider } from "@pulumi/azure-native/provider";
import { describe, expect, it } from "vitest";
import { PatchingProgramme } from "../../../components";
import { loadPlan } from "../../../model/load";
import type { Plan } from "../../../model/plan";
import { azureSandboxCloud } from "../../support/azureSandboxCloud";
import { deploy } from "../../support/mocks";

const root = path.resolve(__dirname, "../../..");

/** The Azure part of a document's plan. */
function planOf(document: string): Plan {
  const loaded = loadPlan(path.join(root, document));
  if (!loaded.ok) throw new Error(loaded.faults.map((fault) => fault.message).join("\n"));
  return { ...loaded.plan, aws: [] };
}

async function deployed(plan: Plan) {
  const cloud = await azureSandboxCloud((name) => {
    const unit = plan.azure.find((each) => name.includes(`${each.subscription}-${each.location}`));
    if (unit === undefined) throw new Error(`${name} belongs to no unit`);
    return unit.subscriptionId;
  });
  const subscriptions = new Map(plan.azure.map((unit) => [unit.subscription, unit.subscriptionId]));
  const { rejections } = await deploy(
    () => {
      const azure = [...subscriptions].map(([subscription, subscriptionId]) => ({
        subscription,
        provider: new Provider(subscription, { subscriptionId }),
      }));
      new PatchingProgramme("acme", { plan, azure, proof: "warn" });
    },
    {
      create: (resource) =>
        resource.type.startsWith("pulumi:providers:")
          ? { id: resource.name, state: resource.inputs }
          : cloud.create(resource),
      invokes: cloud.invokes,
    },
  );
  return { cloud, rejections };
}

describe("the Azure part of a document", () => {
  it.each(["patching.yaml", "test/support/twoAccounts.yaml", "test/support/everything.yaml"])(
    "is refused by no service: %s",
    async (document) => {
      const { cloud, rejections } = await deployed(planOf(document));

      expect(rejections).toEqual([]);
      expect(cloud.refusals).toEqual([]);
      expect(cloud.provider.store.all().length).toBeGreaterThan(10);
    },
    120_000,
  );
});
