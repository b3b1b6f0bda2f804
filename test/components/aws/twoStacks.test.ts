/** Two stacks of one project that deploy one document into one account: nothing of theirs is called the same. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { declareAwsUnit } from "../../../components/aws";
import { parsePlan } from "../../../model/load";
import { deploy } from "../../support/mocks";
import { type SandboxCloud, sandboxCloud } from "../../support/sandboxCloud";

const text = readFileSync(path.resolve(__dirname, "../../support/everything.yaml"), "utf8")
  .replace(/^ {4}roles: .*\n/m, "")
  .replace("startStopped: false, ", "");

async function deployAs(stack: string, cloud: SandboxCloud): Promise<void> {
  // A role whose name the document gives is one of the account.
  const loaded = parsePlan(text.replace("name: patch-approver", `name: patch-approver-${stack}`));
  if (!loaded.ok) throw new Error("the document is not valid");
  const { plan } = loaded;
  const { rejections } = await deploy(
    () => {
      const parent = new pulumi.ComponentResource("patchwarden:test:Plan", "plan");
      for (const unit of plan.aws.filter(({ account }) => account === "prod")) {
        declareAwsUnit(`${unit.account}-${unit.region}`, unit, plan, { parent });
      }
    },
    { create: (resource) => cloud.create(resource, stack), stack },
  );
  expect(rejections).toEqual([]);
}

/** What AWS has once: a ring's baseline of each system, with it the group of the ring's machines, and AWS Config's recorder. */
const ofTheAccount =
  /(RegisterPatchBaselineForPatchGroup|CreateGroup|PutConfigurationRecorder|PutDeliveryChannel|StartConfigurationRecorder),/;

it("are refused only what an account and region, or a ring, has once", async () => {
  const cloud = await sandboxCloud("123456789012");
  await deployAs("one", cloud);
  expect(cloud.refusals).toEqual([]);

  await deployAs("two", cloud);

  expect(cloud.refusals.length).toBeGreaterThan(0);
  expect(cloud.refusals.filter((refusal) => !ofTheAccount.test(refusal))).toEqual([]);
}, 120_000);
