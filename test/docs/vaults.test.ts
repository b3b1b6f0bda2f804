/** docs/components/aws/vaults.md: what its steps tell people to write is a document, and deploys what they say. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { declareAwsUnit } from "../../components/aws";
import { planned } from "../model/planned";
import { deploy } from "../support/mocks";

const page = readFileSync(path.resolve(__dirname, "../../docs/components/aws/vaults.md"), "utf8");
const written = [...page.matchAll(/^ {3}```yaml\n([\s\S]*?)^ {3}```/gm)].map(([, text = ""]) => {
  const { recovery } = parse(text.replaceAll(/^ {3}/gm, "")) as { readonly recovery: object };
  return recovery;
});

async function deployed(recovery: object) {
  const plan = planned({
    clouds: `clouds: { aws: { accounts: { prod: { id: "123456789012" } }, recovery: ${JSON.stringify(recovery)} } }`,
  });
  const { ofType, rejections } = await deploy(() => {
    const parent = new pulumi.ComponentResource("patchwarden:test:Plan", "plan");
    for (const unit of plan.aws) declareAwsUnit(unit.region, unit, plan, { parent });
  });
  expect(rejections).toEqual([]);
  const [node] = ofType("aws:ssm/document:Document").filter(({ name }) => name.endsWith("-node"));
  const looked = /"vaults":(\[[^\]]*\])/.exec(String(node?.inputs["content"]))?.[1] ?? "[]";
  return {
    made: ofType("aws:backup/vault:Vault").map(({ name }) => name),
    locked: ofType("aws:backup/vaultLockConfiguration:VaultLockConfiguration").length,
    looked: JSON.parse(looked) as readonly string[],
  };
}

describe("docs/components/aws/vaults.md", () => {
  it("keeps the made vault with its lock on the way to one of one's own, where runs look first", async () => {
    const before = await deployed({});
    const moved = await deployed(written[0] ?? {});
    const done = await deployed({ vault: "central" });

    expect(moved.made).toEqual(before.made);
    expect(moved.locked).toBe(1);
    expect(moved.looked).toHaveLength(2);
    expect(moved.looked[0]).toBe("central");
    expect(done).toEqual({ made: [], locked: 0, looked: ["central"] });
  });

  it("looks into the vault of one's own on the way back", async () => {
    const { made, looked } = await deployed(written[1] ?? {});

    expect(made).toHaveLength(1);
    expect(looked).toEqual([expect.stringMatching(/-own-/), "central"]);
  });
});
