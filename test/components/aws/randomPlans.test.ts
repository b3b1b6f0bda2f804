/** What the services' rules say to whatever a valid document may deploy. */
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { declareAwsUnit } from "../../../components/aws";
import type { Plan } from "../../../model/plan";
import { loadSchema } from "../../../sandbox/schema/loadSchema";
import { deploy } from "../../support/mocks";
import { randomDeployed } from "../../support/randomDeployments";
import { type SandboxCloud, sandboxCloud } from "../../support/sandboxCloud";
import { unusedKeys } from "../../support/unusedKeys";

const [plans, together] = [300, 10];

/** As long as an account's name may be, of every second plan. */
const startOf = (index: number, accountId: string) =>
  `p${index}-${accountId}`.padEnd(index % 2 === 0 ? 0 : 40, "n");

/** Each plan into accounts of its own, told apart by how its resources' names begin. */
async function deployAll(all: readonly Plan[]): Promise<readonly SandboxCloud[]> {
  const schema = await loadSchema("aws");
  const clouds = new Map<string, SandboxCloud>();
  for (const [index, plan] of all.entries()) {
    for (const { accountId } of plan.aws) {
      const key = `p${index}-${accountId}`;
      if (!clouds.has(key)) clouds.set(key, await sandboxCloud(accountId, schema));
    }
  }
  const cloudOf = (name: string): SandboxCloud => {
    const cloud = clouds.get(/^p\d+-\d+/.exec(name)?.[0] ?? "");
    if (cloud === undefined) throw new Error(`${name} belongs to no plan`);
    return cloud;
  };
  const { rejections } = await deploy(
    () => {
      const parent = new pulumi.ComponentResource("patchwarden:test:Plans", "plans");
      for (const [index, plan] of all.entries()) {
        for (const unit of plan.aws) {
          const start = startOf(index, unit.accountId);
          declareAwsUnit(`${start}-${unit.region}`, unit, plan, {
            parent,
            nameIn: (region) => `${start}-${region}`,
          });
        }
      }
    },
    { create: (resource) => cloudOf(resource.name).create(resource) },
  );
  expect(rejections).toEqual([]);
  return [...clouds.values()];
}

/** Sections and keys that nothing on AWS is deployed from. */
const notDeployed =
  /^(?:revision|owner|approved\w+|reviewBy|escalation|teams|environments|layers|people|onCall|responsibilities|vendors|severities|outOfCycle|obligations|testWindows|limits|exceptions|enforcement|include|clouds\.azure|windows\.\*\.(?:peaks|owner|agreed)|tiers\.\*\.(?:from|deadlines|cadence|outOfCycle|acceptance|rollback\.(?:when|loss))|groups\.\*\.(?:classification|layers|exposure|environment|dependsOn|strategy|limits|obligations|azure|rings\[\]\.(?:azure|locations)))/;
/** A file of its own; a vault that some other stack would have to make; systems' own filters, which the generators give to rules; Azure's. */
const leftOut = [
  "clouds.aws.recovery.vault",
  "freezes[].calendar",
  "baselines.*.globalFilters.priority",
  "baselines.*.globalFilters.section",
  "baselines.*.globalFilters.products",
  "baselines.*.excludeKbsRequiringReboot",
];

describe("random valid plans", () => {
  const all = fc.sample(randomDeployed, { numRuns: plans, seed: 20261201 });

  it("use every key that something on AWS is deployed from", () => {
    const lacks = unusedKeys(all.map(({ text }) => parse(text)));

    expect(lacks.filter((key) => !notDeployed.test(key) && !leftOut.includes(key))).toEqual([]);
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

    expect(created).toBeGreaterThan(plans * 30);
  }, 600_000);
});
