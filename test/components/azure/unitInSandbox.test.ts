/** What Azure's rules say to what a document deploys. */
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { declareAzureUnit } from "../../../components/azure/unit";
import { loadPlan } from "../../../model/load";
import type { Plan } from "../../../model/plan";
import { azureSandboxCloud } from "../../support/azureSandboxCloud";
import { deploy } from "../../support/mocks";

const root = path.resolve(__dirname, "../../..");

function planOf(document: string): Plan {
  const loaded = loadPlan(path.join(root, document));
  if (!loaded.ok) throw new Error(loaded.faults.map((fault) => fault.message).join("\n"));
  return loaded.plan;
}

async function deployed(plan: Plan) {
  const nameOf = (unit: Plan["azure"][number]) => `${unit.subscription}-${unit.location}`;
  const cloud = await azureSandboxCloud((name) => {
    const unit = plan.azure.find((each) => name.startsWith(nameOf(each)));
    if (unit === undefined) throw new Error(`${name} belongs to no unit`);
    return unit.subscriptionId;
  });
  const { rejections } = await deploy(
    () => {
      const parent = new pulumi.ComponentResource("patchwarden:test:Parent", "parent");
      for (const unit of plan.azure) declareAzureUnit(nameOf(unit), unit, plan, { parent });
    },
    { create: (resource) => cloud.create(resource), invokes: cloud.invokes },
  );
  return { cloud, rejections };
}

describe("the Azure units of a document", () => {
  it.each(["patching.yaml", "test/support/twoAccounts.yaml", "test/support/everything.yaml"])(
    "are refused by no service: %s",
    async (document) => {
      const { cloud, rejections } = await deployed(planOf(document));

      expect(rejections).toEqual([]);
      expect(cloud.refusals).toEqual([]);
      expect(cloud.provider.store.all().length).toBeGreaterThan(10);
    },
  );
});
