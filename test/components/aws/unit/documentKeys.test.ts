/** Each key of the document changes exactly what is deployed for it, and the services take all of them together. */
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { declareAwsUnit } from "../../../../components/aws";
import { remembered } from "../../../../model/memo";
import type { Plan } from "../../../../model/plan";
import { planned } from "../../../model/planned";
import { accountKeys } from "../../../support/documentKeys/account";
import type { Written } from "../../../support/documentKeys/documentKey";
import { recoveryKeys } from "../../../support/documentKeys/recovery";
import { runKeys } from "../../../support/documentKeys/run";
import { type DeployOptions, deploy, type Registered } from "../../../support/mocks";
import { sandboxCloud } from "../../../support/sandboxCloud";

function planOf({ aws = "", tier = "", group = "", onAws = "", ring = "" }: Written): Plan {
  return planned({
    clouds: `clouds: { aws: { accounts: { prod: { id: "123456789012" } }, compliance: { recorder: create }${after(aws)} } }`,
    tiers: `tiers: { gold: { deadlines: { critical: 30d }${after(tier)} } }`,
    windows:
      "windows:\n  sunday: { schedule: every sunday at 04:00 }\n  monday: { schedule: every monday at 04:00 }",
    groups: `groups:
  web:
    ${["tier: gold, owner: a, baselines: [linux]", group]
      .filter((one) => one !== "")
      .join(", ")
      .replaceAll(/, (?=[a-zA-Z]+: )/g, "\n    ")}
    aws: { accounts: [prod], regions: [eu-central-1]${after(onAws)} }
    rings:
      - { name: canary, window: sunday }
      - { name: broad, window: monday, soak: 1d${after(ring)} }`,
  });
}

function after(more: string): string {
  return more === "" ? "" : `, ${more}`;
}

async function registered(plan: Plan, options?: DeployOptions): Promise<readonly Registered[]> {
  const { resources, rejections } = await deploy(() => {
    const parent = new pulumi.ComponentResource("patchwarden:test:Plan", "plan");
    for (const unit of plan.aws) declareAwsUnit(unit.region, unit, plan, { parent });
  }, options);
  expect(rejections).toEqual([]);
  return resources.filter(({ type }) => type.startsWith("aws:"));
}

const shortType = (type: string): string => type.split(":").at(-1) ?? type;

/** As a `DocumentKey` tells them, with the new values. */
function differences(
  before: readonly Registered[],
  now: readonly Registered[],
): ReadonlyMap<string, unknown> {
  const keyOf = ({ type, name, parentType }: Registered) =>
    `${shortType(parentType)} ${shortType(type)} ${name.replace(/^eu-central-1-?/, "")}`.trim();
  const old = new Map(before.map((one) => [keyOf(one), one]));
  const found = new Map<string, unknown>();
  for (const one of now) {
    const same = old.get(keyOf(one));
    old.delete(keyOf(one));
    if (same === undefined) found.set(`+ ${keyOf(one)}`, one.inputs);
    for (const key of Object.keys({ ...same?.inputs, ...one.inputs })) {
      if (same === undefined) continue;
      if (JSON.stringify(same.inputs[key]) === JSON.stringify(one.inputs[key])) continue;
      found.set(`${keyOf(one)} ${key}`, one.inputs[key]);
    }
  }
  for (const key of old.keys()) found.set(`- ${key}`, undefined);
  return found;
}

describe("a key of the document", () => {
  const plans = new Map<string, Promise<readonly Registered[]>>();
  const deployed = (written: Written): Promise<readonly Registered[]> =>
    remembered(plans, JSON.stringify(written), () => registered(planOf(written)));

  it.each([...runKeys, ...accountKeys, ...recoveryKeys])(
    "changes what is deployed for it, and nothing else: $key",
    async ({ base, written, changes, holds }) => {
      const found = differences(await deployed(base), await deployed({ ...base, ...written }));

      expect([...found.keys()].sort()).toEqual(changes);
      // Documents and policies are JSON within JSON.
      expect(JSON.stringify([...found.values()]).replaceAll("\\", "")).toContain(holds);
    },
  );

  it("is refused by no service together with all others", async () => {
    const plan = planOf({
      aws: `recovery: { key: create, formerKeys: [default], formerVaults: [Default], lock: { mode: compliance, changeableFor: 14d, maxKeep: 90d }, copyTo: { region: eu-west-1, keep: 30d },
        restoreTests: { schedule: first sunday at 12:00, start: 4h, validation: 6h }, maxPoints: 60 },
        approvals: { approvers: [ada, role/boss], minimum: 2, timeout: 30m, topic: AutomationAsk },
        output: { bucket: acme-output, prefix: runs, logGroup: /patching }, permissionsBoundary: b/patching,
        access: { requester: { principals: [role/ops] }, approver: { principals: [user/boss], name: boss }, auditor: { existing: p/audit } }`,
      tier: "recoveryPoint: { maxAge: 9h, hybrid: skip, autoScaling: skip }, rollback: { when: [{ manual: true }], onFailure: restore }",
      group: "startStopped: true",
      onAws:
        "alarms: [errors], healthCheck: health, hooks: { before: drain, after: undrain, onExit: report }",
      ring: "approval: true, download: true",
    });
    const cloud = await sandboxCloud("123456789012");

    await registered(plan, cloud);

    expect(cloud.refusals).toEqual([]);
  });
});
