/** More rings in one account and region than any role's policy could name: the services take them all the same. */
import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  declareAwsUnit,
  PatchAccess,
  PatchRunbooks,
  type PeopleOfRuns,
} from "../../../../components/aws";
import { planned } from "../../../model/planned";
import { type AccessRequest, isAllowed, parsePolicy } from "../../../support/iamPolicy";
import { deploy } from "../../../support/mocks";
import { type SandboxCloud, sandboxCloud } from "../../../support/sandboxCloud";

const place = { accountId: "123456789012", region: "eu-central-1" };
const role = (name: string) => `arn:aws:iam::${place.accountId}:role/${name}`;
const people: PeopleOfRuns = {
  requester: { principals: [role("operations")] },
  approver: { principals: [role("board")] },
  auditor: { principals: [role("audit")] },
};
const namesOf = (groups: number) =>
  Array.from({ length: groups }, (_, index) => `customer-facing-web-shop-${index}`);
const rings = ["canary", "early", "broad"] as const;

/** Three rings a group, each group with documents of its own. */
function planOf(groups: number) {
  const windows = ["friday", "saturday", "sunday"].map(
    (day) => `  ${day}: { schedule: every ${day} at 04:00 }`,
  );
  const texts = namesOf(groups).map(
    (name) => `  ${name}:
    tier: gold
    owner: a
    baselines: [linux]
    aws: { accounts: [prod], regions: [eu-central-1], healthCheck: ${name}-health, hooks: { before: ${name}-drain } }
    rings:
      - { name: canary, window: friday }
      - { name: early, window: saturday, soak: 1d }
      - { name: broad, window: sunday, soak: 1d }`,
  );
  return planned({
    clouds: `clouds: { aws: { accounts: { prod: { id: "${place.accountId}" } }, compliance: { recorder: create } } }`,
    windows: `windows:\n${windows.join("\n")}`,
    groups: `groups:\n${texts.join("\n")}`,
  });
}

async function taken(declare: () => void): Promise<SandboxCloud> {
  const cloud = await sandboxCloud(place.accountId);
  const { rejections } = await deploy(declare, cloud);
  expect(rejections).toEqual([]);
  expect(cloud.refusals).toEqual([]);
  return cloud;
}

const policiesOf = (cloud: SandboxCloud) =>
  cloud.all("aws:iam/rolePolicy:RolePolicy").map(({ inputs }) => String(inputs["policy"]));

const longest = (cloud: SandboxCloud) => Math.max(...policiesOf(cloud).map(({ length }) => length));

const stop = (PatchGroup?: string): AccessRequest => ({
  action: "ec2:StopInstances",
  resource: `arn:aws:ec2:${place.region}:${place.accountId}:instance/i-0123456789abcdef0`,
  ...(PatchGroup === undefined ? {} : { context: { "aws:ResourceTag/PatchGroup": PatchGroup } }),
});

describe("rings of one account and region", () => {
  // The runtime keeps a stack for each of its promises.
  const { stackTraceLimit } = Error;
  beforeEach(() => {
    Error.stackTraceLimit = 0;
  });
  afterEach(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });

  it("are taken by the services with all that the plan declares for 180 of them", async () => {
    const plan = planOf(60);

    const cloud = await taken(() => {
      const parent = new pulumi.ComponentResource("patchwarden:test:Plan", "plan");
      for (const unit of plan.aws) declareAwsUnit(unit.region, unit, plan, { parent, people });
    });

    expect(cloud.all("aws:ssm/parameter:Parameter")).toHaveLength(180 * 3);
    expect(longest(cloud)).toBeLessThan(10_240);
  }, 300_000);

  it.each([[3], [100]])(
    "have roles that fit, and reach no machine without a ring: 3 rings of each of %i groups",
    async (groups) => {
      const patchGroups = namesOf(groups).flatMap((name) => rings.map((ring) => `${name}.${ring}`));
      const calendarArns = namesOf(groups).map(
        (name) => `arn:aws:ssm:${place.region}:${place.accountId}:document/freezes-of-${name}`,
      );
      const asked = Object.fromEntries(
        patchGroups.map((name, index) => [
          name,
          {
            healthCheck: `${name}-health`,
            startStopped: true,
            calendarArns: calendarArns.slice(Math.floor(index / 3), Math.floor(index / 3) + 1),
          },
        ]),
      );

      const cloud = await taken(() => {
        const runbooks = new PatchRunbooks("web", {
          ...place,
          patchGroups,
          calendarArns,
          vault: {
            name: "vault",
            arn: `arn:aws:backup:${place.region}:${place.accountId}:backup-vault:vault`,
          },
          backupRoleArn: role("backup"),
          rings: asked,
        });
        const windowIds = patchGroups.map((_, index) => `mw-${`${index}`.padStart(17, "0")}`);
        new PatchAccess("web", { ...place, runbooks, windowIds, calendarArns, ...people });
      });

      expect(longest(cloud)).toBeLessThan(10_240);
      const stopping = policiesOf(cloud)
        .map(parsePolicy)
        .filter((statements) => statements.some(({ Action }) => Action.includes(stop().action)));
      expect(stopping).toHaveLength(2);
      for (const statements of stopping) {
        expect(isAllowed(statements, stop(patchGroups.at(-1)))).toBe(true);
        expect(isAllowed(statements, stop())).toBe(false);
        // Named as long as they can be.
        expect(isAllowed(statements, stop("erp.all"))).toBe(groups > 30);
      }
    },
    120_000,
  );
});
