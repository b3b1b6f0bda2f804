import { describe, expect, it } from "vitest";
import { formatFault } from "../../../model/fault";
import { parsePlan } from "../../../model/load";
import type { Finding } from "../../../model/plan";

const group = (name: string, accounts: string, more: string) => `  ${name}:
    tier: gold
    owner: payments
    baselines: [linux]
    aws: { accounts: [${accounts}], regions: [eu-central-1, eu-west-1] }
    ${more}`;

function found(...groups: readonly string[]): readonly Finding[] {
  const loaded = parsePlan(
    `
version: 1
organisation: acme
timezone: UTC
effectiveFrom: 2026-12-01
clouds:
  aws: { accounts: { dev: { id: "012345678901" }, prod: { id: "123456789012" } } }
  azure: { subscriptions: { prod: { id: 11111111-2222-4333-8444-555555555555 } }, resourceGroup: patching }
tiers: { gold: { deadlines: { critical: 60d, high: 60d, medium: 90d, low: 180d } } }
baselines:
  linux: { systems: [amazon-linux-2023, ubuntu-24.04], approve: [{ classification: [security] }] }
windows:
  saturday: { schedule: every saturday at 22:00, duration: 3h }
  sunday: { schedule: every sunday at 04:00, duration: 2h }
groups:
${groups.join("\n")}
`,
    "patching.yaml",
  );
  if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
  return loaded.plan.findings.filter(({ rule }) => rule.startsWith("verdict/"));
}

const rings = (canary: string) =>
  `rings: [{ name: canary, window: saturday${canary} }, { name: broad, window: sunday }]`;

describe("the verdict of a ring before", () => {
  it("is no finding in one account, whatever the regions", () => {
    expect(found(group("web", "prod", rings(", regions: [eu-west-1]")))).toEqual([]);
  });

  it("is a note when a group is patched in several accounts, once", () => {
    const [one, ...more] = found(group("web", "dev, prod", rings("")));

    expect(more).toEqual([]);
    expect(one).toMatchObject({ rule: "verdict/own-account", level: "note", group: "web" });
    expect(one?.message).toBe(
      "group web: a ring waits for the ring before it in its own account only, not in all of dev, prod",
    );
  });

  it("is not asked in another account, which is a finding at the promotion", () => {
    const [one, ...more] = found(
      group("test", "dev", rings("")),
      group(
        "web",
        "prod",
        `promotedFrom: { group: test, ring: broad, soak: 1d }\n    ${rings("")}`,
      ),
    );

    expect(more).toEqual([]);
    expect(one).toMatchObject({
      rule: "verdict/not-asked",
      level: "warning",
      ring: "canary",
      entry: "prod",
      path: ["groups", "web", "promotedFrom"],
    });
    expect(one?.message).toBe(
      "group web ring canary: account prod asks no ring before it, and does not learn how test.broad went, which is not patched in it",
    );
  });

  it("is not asked of a group that only Azure patches", () => {
    const azure = "azure: { subscriptions: [prod], locations: [westeurope] }";
    const test = group("test", "dev", rings("")).replace(/aws: .*/, azure);
    const promoted = `promotedFrom: { group: test, ring: canary, soak: 1d }\n    ${rings("")}`;

    const [one] = found(test, group("web", "prod", promoted));

    expect(one).toMatchObject({ rule: "verdict/not-asked", group: "web", ring: "canary" });
  });
});
