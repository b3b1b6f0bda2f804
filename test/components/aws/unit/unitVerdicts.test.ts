import { Provider } from "@pulumi/aws/provider";
import { describe, expect, it } from "vitest";
import { declareVerdictReaders } from "../../../../components/aws/unit/unitVerdicts";
import { PatchingProgramme } from "../../../../components/programme";
import { parsePlan } from "../../../../model/load";
import { deploy } from "../../../support/mocks";

/** A group in both accounts; `more` is said of every account. */
function planOf(more = "", accounts = "dev, prod", others = "") {
  const loaded = parsePlan(
    `
version: 1
organisation: acme
timezone: UTC
effectiveFrom: 2026-12-01
clouds: { aws: { accounts: { dev: { id: "210987654321" }, prod: { id: "012345678901" }, ${others} }${more} } }
tiers: { gold: { deadlines: { critical: 60d, high: 60d, medium: 90d, low: 180d } } }
baselines: { linux: { systems: [amazon-linux-2023], approve: [{ classification: [security] }] } }
windows: { saturday: { schedule: every saturday at 22:00 }, sunday: { schedule: every sunday at 04:00 } }
groups:
  web:
    tier: gold
    owner: a
    baselines: [linux]
    aws: { accounts: [${accounts}], regions: [eu-central-1] }
    rings: [{ name: canary, window: saturday }, { name: broad, window: sunday }]
`,
    "patching.yaml",
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return loaded.plan;
}

const deployed = (...of: Parameters<typeof planOf>) =>
  deploy(() => {
    const plan = planOf(...of);
    const accounts = [...new Set(plan.aws.map(({ account }) => account))];
    const aws = accounts.map((account) => ({
      account,
      provider: new Provider(account, { region: "eu-central-1" }),
    }));
    return new PatchingProgramme("patching", { plan, aws, asOf: 29_800_000 });
  });

const role = "aws:iam/role:Role";
const readerRoles = async (...of: Parameters<typeof planOf>) =>
  (await deployed(...of)).ofType(role).filter(({ name }) => name.endsWith("-verdicts"));

describe("verdicts of a group in several accounts", () => {
  it("are read in each by a role that is for the gates of the others", async () => {
    const roles = await readerRoles();

    const trusted = roles.map(({ name, inputs }) => {
      const [{ Principal, Condition }] = JSON.parse(String(inputs["assumeRolePolicy"])).Statement;
      return [name, Principal.AWS, Condition.ArnLike["aws:PrincipalArn"]];
    });
    expect(trusted).toEqual([
      ["dev-verdicts", ["arn:aws:iam::012345678901:root"], ["arn:aws:iam::*:role/prod-*-gate-*"]],
      ["prod-verdicts", ["arn:aws:iam::210987654321:root"], ["arn:aws:iam::*:role/dev-*-gate-*"]],
    ]);
  });

  it("are read with the role of the document, by the gates' own, where they are named", async () => {
    expect(await readerRoles(", roles: { verdicts: p/verdicts }")).toEqual([]);

    const { ofType } = await deployed(", roles: { verdicts: p/verdicts, gate: p/gate }");
    const gates = ofType("aws:ssm/document:Document").filter(({ name }) => name.endsWith("-gate"));
    expect(gates.map(({ inputs }) => String(inputs["content"]))).toEqual([
      expect.stringContaining("arn:aws:iam::012345678901:role/p/verdicts"),
      expect.stringContaining("arn:aws:iam::210987654321:role/p/verdicts"),
    ]);
    const [reader] = await readerRoles(", roles: { gate: p/gate }");
    expect(reader?.inputs["assumeRolePolicy"]).toContain("arn:aws:iam::*:role/p/gate");
  });

  it("need no role in a single account", async () => {
    expect(await readerRoles("", "prod")).toEqual([]);
  });

  it.each([41, 45])(
    "are never more than a reader takes, of a group in %i accounts",
    async (count) => {
      const names = Array.from({ length: count }, (_, index) =>
        `${index}-`.padStart(12, "account-").padEnd(40, "n"),
      );
      const ids = names.map((name, index) => `${name}: { id: "${300_000_000_000 + index}" }`);
      const plan = planOf("", names.join(", "), ids.join(", "));

      const { ofType } = await deploy(() =>
        declareVerdictReaders(plan, { opts: () => ({}), tags: {} }),
      );

      const asks = plan.findings.every((finding) => finding.rule !== "verdict/own-account");
      expect(asks).toBe(count <= 41);
      expect(ofType(role)).toHaveLength(asks ? count : 0);
    },
  );
});
