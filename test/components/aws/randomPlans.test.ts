/** What the services' rules say to whatever a valid document may deploy. */
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { declareAwsUnit, type PeopleOfRuns } from "../../../components/aws";
import type { Plan } from "../../../model/plan";
import { loadSchema } from "../../../sandbox/schema/loadSchema";
import { deploy } from "../../support/mocks";
import { randomDeployment } from "../../support/randomDeployments";
import { type SandboxCloud, sandboxCloud } from "../../support/sandboxCloud";

const [plans, together] = [300, 10];

const role = (name: string) => `arn:aws:iam::012345678901:role/${name}`;
const people: PeopleOfRuns = {
  requester: { principals: [role("operations")] },
  approver: { principals: [role("board")] },
  auditor: { principals: [role("audit")], externalId: "audit-2027" },
};

/** Each plan into an account of its own, told apart by how its resources' names begin. */
async function deployAll(all: readonly Plan[]): Promise<readonly SandboxCloud[]> {
  const schema = await loadSchema("aws");
  const clouds = await Promise.all(
    all.map((plan) => sandboxCloud(plan.aws[0]?.accountId ?? "", schema)),
  );
  const cloudOf = (name: string): SandboxCloud => {
    const cloud = clouds[Number(/^p(\d+)-/.exec(name)?.[1])];
    if (cloud === undefined) throw new Error(`${name} belongs to no plan`);
    return cloud;
  };
  const { rejections } = await deploy(
    () => {
      const parent = new pulumi.ComponentResource("patchwarden:test:Plans", "plans");
      for (const [index, plan] of all.entries()) {
        for (const unit of plan.aws) {
          declareAwsUnit(`p${index}-${unit.region}`, unit, plan, {
            parent,
            people,
            nameIn: (region) => `p${index}-${region}`,
          });
        }
      }
    },
    { create: (resource) => cloudOf(resource.name).create(resource) },
  );
  expect(rejections).toEqual([]);
  return clouds;
}

describe("random valid plans", () => {
  it(`are refused by no service, ${plans} of them`, async () => {
    const all = fc.sample(randomDeployment, { numRuns: plans, seed: 20261201 });
    let created = 0;

    for (let first = 0; first < all.length; first += together) {
      const clouds = await deployAll(all.slice(first, first + together));
      for (const [index, { refusals, provider }] of clouds.entries()) {
        expect(refusals, `plan ${first + index}`).toEqual([]);
        created += provider.store.all().length;
      }
    }

    expect(created).toBeGreaterThan(plans * 30);
  }, 600_000);
});
