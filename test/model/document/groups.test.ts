import { describe, expect, it } from "vitest";
import { formatFault } from "../../../model/fault";
import { parsePlan } from "../../../model/load";
import { refused } from "../planned";
import { policyText } from "../policyText";

const group = (more: string, name = "web"): string =>
  `  ${name}: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: all, window: sunday }]${more === "" ? "" : `, ${more}`} }`;
const groups = (...lines: string[]): { readonly groups: string } => ({
  groups: `groups:\n${lines.join("\n")}`,
});
const tier = (more: string): { readonly tiers: string } => ({
  tiers: `tiers:\n  gold: { deadlines: { high: 30d }, ${more} }`,
});

describe("a group that points to others", () => {
  it.each([
    ["dependsOn: [databse]", 'groups.web.dependsOn[0]: unknown name "databse"'],
    ["dependsOn: [db, db]", 'groups.web.dependsOn[1]: "db" is listed twice'],
    ["promotedFrom: { group: dbx, soak: 1d }", 'unknown name "dbx" (did you mean "db"?)'],
    ["promotedFrom: { group: db, ring: al, soak: 1d }", "rings of db: all"],
    ["promotedFrom: { group: db }", "groups.web.promotedFrom.soak is missing"],
    ["promotedFrom: { group: db, soak: 0m }", "promotedFrom.soak must be longer than nothing"],
    ["strategy: { kind: replace, image: bake }", 'unknown name "bake"'],
    ["strategy: { reason: none }", "groups.web.strategy.kind is missing"],
    ["strategy: { kind: rolling, minHealthy: 3 }", "minHealthy must be a share from 0% to 100%"],
    ["strategy: { kind: rolling, minHealthy: 101% }", "minHealthy must be a share from 0% to 100%"],
    ["strategy: { kind: rolling, onLaunch: wait }", "onLaunch must be patch, or be left out"],
    ["classification: {}", "groups.web.classification must give at least one fact"],
    ["classification: { dataClass: secret }", "dataClass must be one of public, internal"],
    ["limits: { perZone: 0% }", "limits.perZone must be a share such as 50% or a whole number"],
    ['limits: { clusterTag: "aws:x" }', "limits.clusterTag must be the key of a tag"],
  ])("%s is refused where it stands", (more, message) => {
    expect(refused(groups(group(more), group("", "db"))).join("\n")).toContain(message);
  });

  it("is refused when groups are promoted in a circle, with the whole circle", () => {
    const from = (source: string): string => `promotedFrom: { group: ${source}, soak: 1d }`;

    expect(
      refused(groups(group(from("b"), "a"), group(from("c"), "b"), group(from("a"), "c"))),
    ).toEqual([
      expect.stringContaining("groups are promoted in a circle, a from b from c from a, so no"),
    ]);
    expect(refused(groups(group(from("web")))).join()).toContain("in a circle, web from web, so");
  });

  it("says so although a shape elsewhere is wrong too", () => {
    expect(refused(groups(group("dependsOn: [nobody], reboot: maybe")))).toHaveLength(2);
  });
});

describe("a former name", () => {
  const rings = (text: string): string =>
    `  web: { tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [${text}] }`;

  it.each([
    [
      "of a group that is still there",
      groups(group("formerly: db"), group("", "db")),
      'groups.web.formerly: "db" is still the name of a group',
    ],
    ["of its own", groups(group("formerly: web")), '"web" is still the name of a group'],
    [
      "of two groups",
      groups(group("formerly: shop"), group("formerly: shop", "db")),
      'groups.db.formerly: groups.web.formerly is "shop" already; what was deployed under a name becomes one group',
    ],
    [
      "of a ring that is still there",
      groups(rings("{ name: a, window: sunday, formerly: b }, { name: b, window: sunday }")),
      'groups.web.rings[0].formerly: "b" is still the name of a ring of the group',
    ],
    [
      "of two rings",
      groups(
        rings("{ name: a, window: sunday, formerly: c }, { name: b, window: sunday, formerly: c }"),
      ),
      'groups.web.rings[1].formerly: groups.web.rings[0].formerly is "c" already',
    ],
    ["that is no name", groups(group("formerly: a.b")), "groups.web.formerly must be"],
  ])("%s is refused", (_case, parts, message) => {
    expect(refused(parts).join("\n")).toContain(message);
  });

  it("of the group, the ring or both makes the former patch group", () => {
    const ring = "{ name: all, window: sunday }";
    const renamed = "{ name: rest, window: sunday, formerly: others }";
    const text = policyText(
      groups(rings(`${ring}, ${renamed}`).replace("web: {", "web: { formerly: site,")),
    );
    const loaded = parsePlan(text);

    const planned = loaded.ok ? loaded.plan.groups[0] : undefined;

    expect(planned?.formerly).toBe("site");
    expect(planned?.rings.map(({ formerly }) => formerly)).toEqual(["site.all", "site.others"]);
  });
});

describe("the capacity of a ring", () => {
  it.each(["0", "100001", "2.5", "many"])("cannot be %s machines", (value) => {
    const ring = `groups:\n  web: { tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: sunday, maxNodes: ${value} }] }`;
    expect(refused({ groups: ring }).join()).toContain(
      "maxNodes must be a whole number of machines from 1 to 100000",
    );
  });
});

describe("what a tier comes from, and its rollback", () => {
  it.each([
    ["from: []", "tiers.gold.from must have at least one alternative"],
    ["from: [{}]", "tiers.gold.from[0] must ask for at least one fact"],
    ["from: [{ businessImpact: [] }]", "must name at least one value, or be left out"],
    ["from: [{ businessImpact: awful }]", "must be one of low, moderate, high, severe"],
    ["from: [{ businessImpact: [awful] }]", "must be one of low, moderate, high, severe"],
    ["from: [{ bussinessImpact: [high] }]", '(did you mean "businessImpact"?)'],
    ["rollback: { when: [] }", "tiers.gold.rollback.when must have at least one trigger"],
    ["rollback: { when: [{ failed: 5%, manual: true }] }", "must have exactly one key"],
    ["rollback: { when: [{}] }", "must have exactly one key"],
    ["rollback: { when: [{ manual: false }] }", "must be true, or be left out"],
    ["rollback: { when: [{ sloBurn: 0 }] }", "must be more than 0"],
    ["rollback: { when: [{ rebootLoop: 1 }] }", "must be a whole number of restarts from 2 to 100"],
    ["rollback: { when: [{ failed: 5% }, { failed: 9% }] }", "is the second trigger failed"],
    ["rollback: { within: 1h }", "tiers.gold.rollback.when is missing"],
    ["rollback: { when: [{ manual: true }], within: 0m }", "within must be longer than nothing"],
  ])("%s is refused", (more, message) => {
    expect(refused(tier(more)).join("\n")).toContain(message);
  });

  it("is one value or several, and triggers are typed in the plan", () => {
    const loaded = parsePlan(
      policyText(
        tier(
          "from: [{ exposure: internet, dataClass: [public, internal] }], rollback: { when: [{ failed: 5% }, { unhealthyFor: 10m }, { sloBurn: 2.5 }, { rebootLoop: 3 }, { gateFailed: true }, { manual: true }], within: 1h, loss: 1d }",
        ),
      ),
    );

    if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
    expect(loaded.policy.tiers["gold"]?.from).toEqual([
      { exposure: ["internet"], dataClass: ["public", "internal"] },
    ]);
    expect(loaded.plan.groups[0]?.rollback).toEqual({
      when: [
        { kind: "failed", percent: 5 },
        { kind: "unhealthyFor", minutes: 10 },
        { kind: "sloBurn", times: 2.5 },
        { kind: "rebootLoop", restarts: 3 },
        { kind: "gateFailed" },
        { kind: "manual" },
      ],
      within: 60,
      loss: 1440,
    });
  });
});

describe("a mapping where a text belongs", () => {
  it.each([
    "baselines: [{ toString: 1 }]",
    "tier: { toString: 1, valueOf: 2 }",
    "environment: { toString: 1 }",
    "rings: [{ name: { toString: 1 }, window: { toString: 1 }, soak: { toString: 1 } }, { name: { toString: 1 } }]",
    "aws: { accounts: [{ toString: 1 }], regions: [{ toString: 1 }] }",
    "dependsOn: [{ toString: 1 }]",
  ])("is refused, whatever it says of itself: %s", (written) => {
    const text = policyText({
      groups: `groups:\n  web: { ${written} }`,
      baselines:
        "baselines:\n  linux: { systems: [rhel-9], approve: [{ classification: [security], after: { toString: 1 }, products: [{ toString: 1 }] }], approved: [{ toString: 1 }], reject: [{ toString: 1 }] }",
    });

    const loaded = parsePlan(text);

    expect(loaded.ok ? [] : loaded.faults.map(formatFault).join("\n")).toContain("must be");
  });
});
