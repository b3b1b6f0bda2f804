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

/** Accounts beside dev and prod. */
const more = Array.from(
  { length: 62 },
  (_, index) => `      a${index}: { id: "${200_000_000_000 + index}" }`,
);

function found(...groups: readonly string[]): readonly Finding[] {
  const loaded = parsePlan(
    `
version: 1
organisation: acme
timezone: UTC
effectiveFrom: 2026-12-01
clouds:
  aws:
    accounts:
      dev: { id: "012345678901" }
      prod: { id: "123456789012" }
${more.join("\n")}
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
  return loaded.plan.findings.filter(({ rule }) => /^(quota\/)?verdict/.test(rule));
}

const rings = (canary: string) =>
  `rings: [{ name: canary, window: saturday${canary} }, { name: broad, window: sunday }]`;

describe("the verdict of a ring before", () => {
  it("is no finding in one account, whatever the regions", () => {
    expect(found(group("web", "prod", rings(", regions: [eu-west-1]")))).toEqual([]);
  });

  it("is told of on Azure where the ring promoted from is patched on AWS only", () => {
    const both = (more: string) =>
      group("web", "prod", more).replace(
        "rings:",
        "azure: { locations: [westeurope] }\n    rings:",
      );
    const promoted = `promotedFrom: { group: test, ring: broad, soak: 1d }\n    ${rings("")}`;

    const findings = found(group("test", "prod", rings("")), both(promoted));

    expect(findings.map(({ rule, message }) => [rule, message])).toEqual([
      [
        "verdict/not-asked",
        "group web ring canary: Azure asks no ring before it, and does not learn how test.broad went, which it cannot ask",
      ],
    ]);
    expect(findings[0]?.path).toEqual(["groups", "web", "promotedFrom"]);
    expect(found(both(rings("")))).toEqual([]);
  });

  it("is no finding in several accounts, of a group or of the one promoted from", () => {
    const promoted = `promotedFrom: { group: test, ring: broad, soak: 1d }\n    ${rings("")}`;

    expect(found(group("web", "dev, prod", rings("")))).toEqual([]);
    expect(found(group("test", "dev", rings("")), group("web", "prod", promoted))).toEqual([]);
  });

  it("is a note when a group is patched in more places than a gate asks, once", () => {
    const accounts = Array.from({ length: 26 }, (_, index) => `a${index}`);

    const [one, ...more] = found(group("web", accounts.join(", "), rings("")));

    expect(more).toEqual([]);
    expect(one).toMatchObject({ rule: "verdict/own-account", level: "note", group: "web" });
    expect(one?.message).toBe(
      `group web: in account a0 a ring does not ask how the ring before it went in ${accounts.slice(1).sort().join(", ")}`,
    );
  });

  const oneRegion = (accounts: readonly string[], name = "web") =>
    group(name, accounts.join(", "), rings("")).replace(", eu-west-1]", "]");
  const some = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => `a${from + index}`);

  it("travels to forty other accounts, which a role's policies have room for, and no further", () => {
    expect(found(oneRegion(some(0, 41)))).toEqual([]);
    expect(found(oneRegion(some(0, 42))).map(({ rule }) => rule)).toEqual(["verdict/own-account"]);
  });

  it("is a fault where groups of few accounts come to many for the one that all of them have", () => {
    const [first, second, ...more] = found(
      oneRegion(["dev", ...some(0, 30)]),
      oneRegion(["dev", ...some(30, 30)], "shop"),
    );

    expect(more).toEqual([]);
    expect(first).toMatchObject({ rule: "quota/verdict-accounts", level: "error" });
    expect([first?.message, second?.message]).toEqual([
      "account dev would ask 60 other accounts about their rings, and can ask 40",
      "account dev would answer 60 other accounts about their rings, and can answer 40",
    ]);
    expect(first?.path).toEqual(["clouds", "aws", "accounts", "dev"]);
  });

  it("is not asked in another partition, which is a finding at the promotion", () => {
    const [one, ...more] = found(
      group("test", "dev", rings("")).replace("[eu-central-1, eu-west-1]", "[cn-north-1]"),
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
      "group web ring canary: account prod asks no ring before it, and does not learn how test.broad went, which it cannot ask",
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
