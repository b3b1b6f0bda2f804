/** Names of forty characters wherever a document has any, every option that makes a resource on, under the services' own limits. */
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { declareAwsUnit } from "../../../components/aws";
import { parsePlan } from "../../../model/load";
import { type Deployment, deploy } from "../../support/mocks";
import { sandboxCloud } from "../../support/sandboxCloud";

const accountId = "123456789012";
const long = (name: string) => name.padEnd(40, "n");
const key = `arn:aws:kms:ap-northeast-2:${accountId}:key/1234-abcd`;

const document = (account: string, name: (short: string) => string, copyKey: string) => `
version: 1
organisation: ${name("acme")}
timezone: UTC
effectiveFrom: 2026-12-01
clouds:
  aws:
    accounts: { ${account}: { id: "${accountId}" } }
    compliance: { recorder: create }
    approvals: { approvers: [ada] }
    access: { requester: { principals: [user/x] }, approver: { existing: approver }, auditor: { principals: [user/bob] } }
    recovery:
      key: create
      formerKeys: [default]
      formerVaults: [central]
      lock: { mode: governance, minKeep: 1d }
      copyTo: { region: ap-northeast-2${copyKey} }
      restoreTests: { schedule: first monday at 10:00 }
tiers: { ${name("gold")}: { deadlines: { critical: 60d, high: 60d, medium: 90d, low: 180d } } }
baselines: { ${name("linux")}: { systems: [ubuntu-24.04], approve: [{ classification: [security] }] } }
windows: { ${name("first")}: { schedule: every saturday at 22:00 }, ${name("second")}: { schedule: every sunday at 04:00 } }
freezes: [{ name: ${name("year-end")}, from: 2027-01-01, to: 2027-01-02, groups: [${name("web")}] }]
groups:
  ${name("web")}:
    tier: ${name("gold")}
    owner: a
    approval: true
    startStopped: true
    baselines: [${name("linux")}]
    aws: { regions: [ap-northeast-1] }
    rings: [{ name: ${name("canary")}, window: ${name("first")} }, { name: ${name("broad")}, window: ${name("second")}, soak: 1d }]
`;

interface Deployed {
  readonly deployment: Deployment<void>;
  readonly refusals: readonly string[];
}

async function deployed(text: string, stack: string): Promise<Deployed> {
  const loaded = parsePlan(text);
  if (!loaded.ok) throw new Error(loaded.faults.map(({ message }) => message).join("\n"));
  const { plan } = loaded;
  const cloud = await sandboxCloud(accountId);
  const deployment = await deploy(
    () => {
      const parent = new pulumi.ComponentResource("patchwarden:test:Plan", "plan");
      for (const unit of plan.aws) {
        declareAwsUnit(`${unit.account}-${unit.region}`, unit, plan, { parent });
      }
    },
    { create: (resource) => cloud.create(resource, stack), stack },
  );
  return { deployment, refusals: cloud.refusals };
}

/** Of what is named by Pulumi where the name fits: the names that are given all the same. */
const given = ({ deployment }: Deployed) =>
  [
    ...["aws:iam/role:Role", "aws:backup/vault:Vault", "aws:s3/bucket:Bucket"],
    ...["aws:cfg/rule:Rule", "aws:cloudwatch/eventRule:EventRule"],
  ].flatMap((type) =>
    deployment
      .ofType(type)
      .map(({ inputs }) => inputs["name"] ?? inputs["namePrefix"] ?? inputs["bucketPrefix"])
      .flatMap((name) => (name === undefined ? [] : [`${type} ${name}`])),
  );

describe("names of forty characters", () => {
  it.each([
    ["a key that is made", ""],
    ["a key of one's own", `, key: "${key}"`],
  ])("are refused by no service, with copies under %s", async (_copies, copyKey) => {
    const found = await deployed(document(long("a"), long, copyKey), long("s").padEnd(100, "s"));

    expect(found.refusals).toEqual([]);
    expect(found.deployment.rejections).toEqual([]);
    expect(given(found).length).toBeGreaterThan(20);
  });

  it("leave gates' roles names that readers of verdicts know them by", async () => {
    const account = long("a");
    const { deployment } = await deployed(document(account, long, ""), "dev");

    const gates = deployment.ofType("aws:iam/role:Role").filter(({ name }) => /-gate$/.test(name));

    expect(gates).toHaveLength(1);
    expect(gates[0]?.inputs["name"]).toMatch(new RegExp(`^${account}-.*-gate-.+$`));
  });

  it("are other ones in another stack of the same account", async () => {
    const text = document(long("a"), long, "");
    const [one, two] = [await deployed(text, "one"), await deployed(text, "two")];
    const roles = (of: Deployed) => given(of).filter((name) => !name.endsWith("-"));

    expect(roles(one).filter((name) => roles(two).includes(name))).toEqual([]);
  });
});

it("leaves the names that fit to Pulumi, so that nothing that stands is replaced", async () => {
  const found = await deployed(
    document("prod", (name) => name, ""),
    "dev",
  );

  expect(found.refusals).toEqual([]);
  expect(given(found)).toEqual([]);
});
