/** Rings that follow one another in another account, on the real engine: each gate may read what it asks, and nobody else may. */
import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { expect, it } from "vitest";
import { readRunbook } from "../support/automation/rendered";
import { isAllowed, parsePolicy } from "../support/iamPolicy";
import { projectRoot, useSandbox } from "../support/sandbox";

const sandbox = useSandbox();

const document = `version: 1
organisation: acme
timezone: UTC
effectiveFrom: 2026-12-01
clouds:
  aws:
    accounts: { dev: { id: "210987654321" }, prod: { id: "012345678901" } }
    compliance: { recorder: create }
tiers: { gold: { deadlines: { critical: 60d, high: 60d, medium: 90d, low: 180d } } }
baselines: { linux: { systems: [amazon-linux-2023], approve: [{ classification: [security] }] } }
windows:
  saturday: { schedule: every saturday at 22:00, duration: 3h }
  sunday: { schedule: every sunday at 04:00, duration: 2h }
groups:
  test: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [dev], regions: [eu-central-1] }, rings: [{ name: all, window: saturday }] }
  web:
    tier: gold
    owner: a
    baselines: [linux]
    aws: { accounts: [prod], regions: [eu-central-1] }
    promotedFrom: { group: test, ring: all, soak: 1d }
    rings: [{ name: all, window: sunday }]
`;

const verdict =
  "arn:aws:ssm:eu-central-1:210987654321:parameter/patchwarden/patchwarden/verdicts/dev-eu-central-1/test.all/close";

it("let the gate of one account read the verdict of another, with a role that is for it alone", async () => {
  const file = path.join(sandbox.folder, "verdicts.yaml");
  writeFileSync(file, document);
  const stack = await sandbox.stack({
    program: projectRoot,
    stack: "verdicts",
    environment: { PATCHWARDEN_DOCUMENT: file, PATCHWARDEN_AS_OF: "2026-12-01T00:00Z" },
  });

  await stack.up();
  const second = await stack.up();
  const { deployment } = await stack.export();
  await stack.destroy();

  expect(Object.keys(second.changes)).toEqual(["same"]);
  const inputsOf = (type: string, name: string) => {
    const found = deployment.resources.find(
      (one: { urn: string; type: string }) => one.type === type && one.urn.endsWith(`::${name}`),
    );
    if (found === undefined) throw new Error(`no ${type} ${name}`);
    return { ...found.inputs, ...found.outputs };
  };
  const reader = inputsOf("aws:iam/role:Role", "dev-verdicts");
  const gate = inputsOf("aws:iam/role:Role", "prod-eu-central-1-gate");
  const gatePolicy = inputsOf("aws:iam/rolePolicy:RolePolicy", "prod-eu-central-1-gate");
  const readerPolicy = inputsOf("aws:iam/rolePolicy:RolePolicy", "dev-verdicts");
  const runbook = readRunbook(
    inputsOf("aws:ssm/document:Document", "prod-eu-central-1-gate").content,
  );
  const settings = inputsOf("aws:ssm/parameter:Parameter", "prod-eu-central-1-web.all-settings");

  const assume = { action: "sts:AssumeRole", resource: reader.arn };
  const as = (arn: string, externalId: string) => ({
    ...assume,
    context: { "aws:PrincipalArn": arn, "sts:ExternalId": externalId },
  });
  const trust = parsePolicy(reader.assumeRolePolicy);
  expect(isAllowed(parsePolicy(gatePolicy.policy), assume)).toBe(true);
  expect(isAllowed(trust, as(gate.arn, "patchwarden/verdicts"))).toBe(true);
  expect(isAllowed(trust, as(gate.arn.replace("gate", "node"), "patchwarden/verdicts"))).toBe(
    false,
  );
  expect(isAllowed(trust, as(gate.arn, "patchwarden/other"))).toBe(false);
  expect(
    isAllowed(parsePolicy(readerPolicy.policy), { action: "ssm:GetParameter", resource: verdict }),
  ).toBe(true);
  expect(JSON.stringify(runbook)).toContain(
    JSON.stringify({ "210987654321": { role: reader.arn, externalId: "patchwarden/verdicts" } }),
  );
  expect(JSON.parse(settings.insecureValue)).toMatchObject({
    RingBeforePath: "/patchwarden/patchwarden/verdicts/dev-eu-central-1*/test.all/close",
    RingBeforeVerdicts: ["210987654321  eu-central-1"],
  });
  // Nobody asks how rings of prod went.
  expect(() => inputsOf("aws:iam/role:Role", "prod-verdicts")).toThrow("no aws:iam");
}, 300_000);
