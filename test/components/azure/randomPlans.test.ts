/** What Azure's rules say to whatever a valid document may deploy. */
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { declareAzureUnit, RunStore } from "../../../components/azure";
import { azureUnitName } from "../../../components/azure/guardedUnit";
import type { AzureUnit, Plan } from "../../../model/plan";
import { loadSchema } from "../../../sandbox/schema/loadSchema";
import { azureAnswers } from "../../support/azureMocks";
import { deploy } from "../../support/mocks";
import { randomAzureDeployed } from "../../support/randomAzureDeployments";
import { type SandboxCloud, sandboxSubscription } from "../../support/sandboxCloud";
import { unusedKeys } from "../../support/unusedKeys";

const [plans, together] = [300, 10];

const placeOf = ({ resourceGroup, location, subscriptionId }: AzureUnit) => ({
  resourceGroupName: resourceGroup,
  location,
  subscriptionId,
});

/** Each plan into subscriptions of its own, told apart by how its resources' names begin. */
async function deployAll(all: readonly Plan[]): Promise<readonly SandboxCloud[]> {
  const schema = await loadSchema("azure-native");
  const clouds = new Map<string, SandboxCloud>();
  for (const [index, plan] of all.entries()) {
    for (const { subscription, subscriptionId } of plan.azure) {
      const key = `p${index}-${subscription}`;
      if (!clouds.has(key)) clouds.set(key, await sandboxSubscription(subscriptionId, schema));
    }
  }
  const cloudOf = (name: string): SandboxCloud => {
    const cloud = clouds.get(/^p\d+-[a-z]+/.exec(name)?.[0] ?? "");
    if (cloud === undefined) throw new Error(`${name} belongs to no plan`);
    return cloud;
  };
  const { rejections } = await deploy(
    () => {
      const parent = new pulumi.ComponentResource("patchwarden:test:Plans", "plans");
      for (const [index, plan] of all.entries()) {
        const nameOf = (unit: AzureUnit) => `p${index}-${azureUnitName(unit)}`;
        const runStores = new Map(
          plan.azure.map((unit) => [
            azureUnitName(unit),
            new RunStore(`${nameOf(unit)}-runs`, placeOf(unit), { parent }),
          ]),
        );
        for (const unit of plan.azure) {
          declareAzureUnit(nameOf(unit), unit, plan, { parent, runStores });
        }
      }
    },
    { ...azureAnswers, create: (resource) => cloudOf(resource.name).create(resource) },
  );
  expect(rejections).toEqual([]);
  return [...clouds.values()];
}

// The day before they begin: Azure takes no schedule whose first run is less than a quarter of an hour away.
beforeAll(() => {
  vi.stubEnv("PATCHWARDEN_AS_OF", "2026-11-30T00:00Z");
});
afterAll(() => {
  vi.unstubAllEnvs();
});

describe("random valid plans on Azure", () => {
  const all = fc.sample(randomAzureDeployed, { numRuns: plans, seed: 20261203 });

  it("use every key that says where and how Azure is deployed to", () => {
    const lacks = unusedKeys(all.map(({ text }) => parse(text)));

    const ofAzure = lacks.filter((key) => key.includes("azure"));
    // An account and a vault that some other stack would have to make.
    expect(ofAzure).toEqual([
      "clouds.azure.subscriptions.*.runStores",
      "clouds.azure.recovery.vault",
    ]);
  });

  it(`are refused by no service, ${plans} of them`, async () => {
    let created = 0;

    for (let first = 0; first < all.length; first += together) {
      const some = all.slice(first, first + together).map(({ plan }) => plan);
      for (const { refusals, provider } of await deployAll(some)) {
        expect(refusals, `plans ${first} to ${first + together - 1}`).toEqual([]);
        created += provider.store.all().length;
      }
    }

    expect(created).toBeGreaterThan(plans * 12);
  }, 900_000);
});
