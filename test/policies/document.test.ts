import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DocumentRequest, openDocument } from "../../policies/document";
import { documentRule, documentSource } from "../../policies/documentRule";
import { machinePatchGroupTag } from "../../policies/rules/aws/ec2/machinePatchGroupTag";
import { analyze, analyzeStack } from "../../policies/testing";
import { toPolicies } from "../../policies/toPolicies";
import { world } from "./world";

const text = (organisation: string) => `version: 1
organisation: ${organisation}
timezone: UTC
effectiveFrom: 2026-12-01
clouds:
  aws: { accounts: { prod: { id: "123456789012" } } }
tiers:
  gold: { deadlines: { critical: 30d, high: 45d, medium: 90d, low: 180d } }
baselines:
  linux: { systems: [amazon-linux-2023], approve: [{ classification: [security], after: 1d }] }
windows:
  sunday: { schedule: every sunday at 04:00 }
groups:
  web:
    tier: gold
    owner: payments
    exposure: internal
    baselines: [linux]
    aws: { accounts: [prod], regions: [eu-central-1] }
    rings: [{ name: all, window: sunday }]
`;

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "patchwarden-document-"));
  mkdirSync(join(root, "policies"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function open(overrides: Partial<DocumentRequest> = {}) {
  return openDocument({
    environment: {},
    packFolder: join(root, "policies"),
    now: () => new Date("2026-12-15T18:00:30Z"),
    ...overrides,
  });
}

function organisation(overrides: Partial<DocumentRequest> = {}): string {
  const opened = open(overrides);
  return opened.ok ? opened.world.plan.organisation : opened.problem;
}

describe("openDocument", () => {
  it("takes the environment's document, then the configuration's, then the one beside the pack", () => {
    for (const name of ["patching", "named", "configured"]) {
      writeFileSync(join(root, `${name}.yaml`), text(name));
    }
    const environment = { PATCHWARDEN_DOCUMENT: join(root, "named.yaml") };

    expect(organisation({ environment, policyFile: "configured.yaml" })).toBe("named");
    expect(organisation({ policyFile: "configured.yaml" })).toBe("configured");
    expect(organisation()).toBe("patching");
  });

  it("finds the document in a folder above", () => {
    writeFileSync(join(root, "patching.yaml"), text("above"));
    const packFolder = join(root, "policies", "nested", "pack");

    expect(organisation({ packFolder })).toBe("above");
  });

  it("says what to do when there is none", () => {
    expect(organisation({ packFolder: join(root, "policies") })).toBe(
      `no policy document found: no patching.yaml in ${join(root, "policies")} or above it; name one in PATCHWARDEN_DOCUMENT, or as policyFile of patchwarden-document in the pack's configuration`,
    );
  });

  it("does not fall back to another document when the one named is missing", () => {
    writeFileSync(join(root, "patching.yaml"), text("beside"));

    expect(organisation({ policyFile: "nowhere.yaml" })).toMatch(
      /^the policy document is not valid: .*nowhere\.yaml:1:1: no such file;.*$/,
    );
  });

  it("tells the first fault of an invalid document, where it is, and how many more there are", () => {
    writeFileSync(
      join(root, "patching.yaml"),
      text("acme").replace("timezone: UTC", "timezone: Mars").replace("tier: gold", "tier: bronze"),
    );

    expect(organisation()).toMatch(
      /^the policy document is not valid: .*patching\.yaml:3:11: .*Mars.* \(and 1 more; patchwarden check shows all\)$/,
    );
  });

  it("judges at the clock's minute, or at PATCHWARDEN_AS_OF", () => {
    writeFileSync(join(root, "patching.yaml"), text("acme"));
    const asOf = (environment: Record<string, string>) => {
      const opened = open({ environment });
      return opened.ok ? opened.world.asOf : opened.problem;
    };

    expect(asOf({})).toBe(Date.UTC(2026, 11, 15, 18, 0) / 60_000);
    expect(asOf({ PATCHWARDEN_AS_OF: "2027-01-01T00:00Z" })).toBe(Date.UTC(2027, 0, 1) / 60_000);
    expect(asOf({ PATCHWARDEN_AS_OF: "tomorrow" })).toBe(
      "PATCHWARDEN_AS_OF is not an instant, got tomorrow; write one such as 2026-12-01T00:00Z",
    );
  });
});

describe(documentRule.id, () => {
  const root = { type: "pulumi:pulumi:Stack", props: {} };
  const instance = { type: "aws:ec2/instance:Instance", props: {} };
  const missing = documentSource(() => ({ ok: false, problem: "no policy document found" }));

  it("fails a program at its root resource when there is no document", async () => {
    const { findings } = await analyze(missing.policies, root);

    expect(findings).toEqual([
      {
        policy: documentRule.id,
        level: "mandatory",
        message: `${documentRule.title}\nno policy document found [patchwarden-document]`,
        urn: "",
      },
    ]);
  });

  it("says it once for a program with a root, and for a stack without one", async () => {
    const withRoot = await analyzeStack(missing.policies, [root, instance]);
    const withoutRoot = await analyzeStack(missing.policies, [instance]);

    expect(withRoot.findings).toHaveLength(0);
    expect(withoutRoot.findings).toHaveLength(1);
  });

  it("is silent when the document is found", async () => {
    const found = documentSource(() => ({ ok: true, world: world() }));

    expect((await analyze(found.policies, root)).findings).toEqual([]);
  });

  it("lets the other rules say nothing without a document", async () => {
    const { findings } = await analyze(
      toPolicies(machinePatchGroupTag, missing.openWorld),
      instance,
    );

    expect(findings).toEqual([]);
  });

  it("opens the document once, however many resources are judged", async () => {
    let opened = 0;
    const source = documentSource(() => {
      opened += 1;
      return { ok: true, world: world() };
    });
    const policies = [...source.policies, ...toPolicies(machinePatchGroupTag, source.openWorld)];
    for (const resource of [root, instance, instance]) {
      await analyze(policies, resource);
    }

    expect(opened).toBe(1);
  });
});
