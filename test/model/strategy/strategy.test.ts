import { describe, expect, it } from "vitest";
import { formatFault } from "../../../model/fault";
import { parsePlan } from "../../../model/load";
import { adviseStrategies, type StrategyAdvice } from "../../../model/strategy/advise";
import { availabilityNeeds, rowsFor } from "../../../model/strategy/decisionTable";
import { rollbackKinds } from "../../../model/strategy/kinds";
import { planned } from "../planned";
import { policyText, type Sections } from "../policyText";

describe("the decision table", () => {
  // For each need: simple, snapshot and complex, each with one ring and with several; without data, then with data.
  const expected: Readonly<Record<string, readonly string[]>> = {
    "low stateless": ["inPlace", "inPlace", "inPlace", "inPlace", "replace", "canary"],
    "low stateful": ["inPlace", "inPlace", "inPlace", "inPlace", "rolling", "canary"],
    "medium stateless": ["rolling", "canary", "rolling", "canary", "replace", "replace"],
    "medium stateful": ["rolling", "canary", "rolling", "canary", "rolling", "canary"],
    "high stateless": ["rolling", "canary", "blueGreen", "canary", "blueGreen", "blueGreen"],
    "high stateful": ["rolling", "canary", "rolling", "canary", "rolling", "canary"],
  };
  const cases = availabilityNeeds.flatMap((need) =>
    [false, true].flatMap((stateful) =>
      rollbackKinds.flatMap((rollback, row) =>
        (["one", "several"] as const).map((rings, column) => ({
          ...{ need, stateful, rollback, rings },
          kind: expected[`${need} ${stateful ? "stateful" : "stateless"}`]?.[row * 2 + column],
        })),
      ),
    ),
  );

  it.each(cases)(
    "recommends $kind for $need need, stateful $stateful, $rollback, $rings",
    (facts) => {
      expect(rowsFor(facts).map(({ kind }) => kind)).toEqual([facts.kind]);
    },
  );
});

const twoTiers =
  "tiers:\n  gold: { deadlines: { high: 30d }, rollback: { when: [{ manual: true }] } }\n  silver: { deadlines: { high: 40d } }\n  bronze: { deadlines: { high: 60d } }";

function sections(strategy: string, over: Sections & { tier?: string; rings?: string } = {}) {
  const { tier = "gold", rings = "[{ name: all, window: sunday }]", ...rest } = over;
  const written = strategy === "" ? "" : `, strategy: { ${strategy} }`;
  const groups = `groups:\n  web: { tier: ${tier}, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: ${rings}${written} }`;
  return { tiers: twoTiers, groups, ...rest };
}

function advice(...parts: Parameters<typeof sections>): StrategyAdvice {
  const loaded = parsePlan(policyText(sections(...parts)));
  if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
  const [only] = adviseStrategies(loaded.policy);
  if (only === undefined) throw new Error("no group");
  return only;
}

const rules = (...parts: Parameters<typeof sections>): readonly string[] =>
  planned(sections(...parts))
    .findings.map(({ rule }) => rule)
    .filter((rule) => rule.startsWith("strategy/"));

describe("adviseStrategies", () => {
  it.each([
    ["kind: rolling, minHealthy: 0%", "gold", "low"],
    ["kind: rolling, minHealthy: 1%", "bronze", "medium"],
    ["kind: rolling, minHealthy: 74%", "bronze", "medium"],
    ["kind: rolling, minHealthy: 75%", "bronze", "high"],
    ["kind: rolling", "gold", "high"],
    ["kind: rolling", "silver", "medium"],
    ["kind: rolling", "bronze", "low"],
  ])("reads %s in tier %s as %s need", (strategy, tier, need) => {
    expect(advice(strategy, { tier }).facts.need).toBe(need);
  });

  it("counts the only tier, state and the way back as the strictest when nothing says more", () => {
    const one = advice("", { tiers: "tiers:\n  gold: { deadlines: { high: 30d } }" });

    expect(one.facts).toEqual({ need: "high", stateful: true, rollback: "complex", rings: "one" });
    expect(one.verdict).toBe("unrecorded");
    expect(one.sources.stateful).toBe("not given, counts as the strictest");
  });
});

describe("findings of strategies", () => {
  const simple = "stateful: false, rollback: simple";

  it.each([
    ["", []],
    [`kind: rolling, ${simple}`, []],
    [`kind: inPlace, ${simple}`, ["strategy/unexplained"]],
    [`kind: inPlace, reason: the vendor asks for it, ${simple}`, []],
    [`kind: canary, reason: soon, ${simple}`, ["strategy/one-ring"]],
    [`kind: replace, reason: stateless, ${simple}`, ["strategy/no-image", "strategy/not-kept"]],
    [`kind: blueGreen, reason: r, image: sunday, ${simple}`, ["strategy/not-kept"]],
    [`kind: rolling, onLaunch: patch, ${simple}`, ["strategy/on-launch"]],
    [`kind: rolling, minHealthy: 75%, ${simple}`, []],
    [`kind: rolling, minHealthy: 76%, ${simple}`, ["strategy/min-healthy"]],
    ["kind: inPlace, minHealthy: 0%, rollback: simple", []],
  ])("{ %s } gives %s", (strategy, found) => {
    expect(rules(strategy)).toEqual(found);
  });

  it("are none of a canary with two rings", () => {
    const rings = "[{ name: canary, window: sunday }, { name: broad, window: sunday }]";
    expect(rules(`kind: canary, ${simple}`, { rings })).toEqual([]);
  });

  it("know the share of a number of machines for no ring, and none on Azure", () => {
    const counted = "[{ name: all, window: sunday, concurrency: 1 }]";
    expect(rules(`kind: rolling, minHealthy: 10%, ${simple}`, { rings: counted })).toEqual([
      "strategy/min-healthy",
    ]);

    const { groups, ...rest } = sections(`kind: rolling, minHealthy: 10%, ${simple}`);
    const onAzure = groups.replace(
      "aws: { regions: [eu-central-1] }",
      "azure: { locations: [westeurope] }",
    );
    const { findings } = planned({ ...rest, groups: onAzure });
    expect(findings.find(({ rule }) => rule === "strategy/min-healthy")?.message).toBe(
      "group web ring all: minHealthy 10% is not kept on Azure: all machines of a ring start together there",
    );
  });
});
