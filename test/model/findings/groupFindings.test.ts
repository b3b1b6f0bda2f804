import { Region } from "@pulumi/aws/types/enums";
import { describe, expect, it } from "vitest";
import { testWindowFindings } from "../../../model/expand/testWindowFindings";
import { formatFault } from "../../../model/fault";
import { findingsOn } from "../../../model/findings/report";
import { parsePlan } from "../../../model/load";
import type { Finding } from "../../../model/plan";
import { awsRegions } from "../../../model/regions";
import { parseInstant } from "../../../model/zone";
import { policyText, type Sections } from "../policyText";

function load(replaced: Sections) {
  const loaded = parsePlan(policyText(replaced));
  if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
  return loaded;
}

function found(replaced: Sections, topic: string): readonly Finding[] {
  const { policy, plan } = load(replaced);
  const today = parseInstant("2026-12-01T00:00Z") ?? Number.NaN;
  const all = [...plan.findings, ...findingsOn(policy, plan, today)];
  return all.filter(({ rule }) => rule.startsWith(topic));
}

const rules = (...parts: Parameters<typeof found>): readonly string[] =>
  found(...parts).map(({ rule }) => rule);

const group = (name: string, more: string, ring = "window: sunday", tier = "gold"): string =>
  `  ${name}: { tier: ${tier}, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, ${ring} }]${more === "" ? "" : `, ${more}`} }`;
const groups = (...lines: string[]): string => `groups:\n${lines.join("\n")}`;

describe("dependencies", () => {
  const windows = (late: string): string =>
    `windows:\n  sunday: { schedule: every sunday at 04:00, duration: 2h }\n  late: { schedule: every sunday at ${late}, duration: 2h }`;
  const two = (window: string): string =>
    groups(group("db", ""), group("web", "dependsOn: [db]", `window: ${window}`));

  it("that install at the same time are a finding, with the first time", () => {
    const [one] = found({ windows: windows("05:59"), groups: two("late") }, "dependency/");

    expect(one).toMatchObject({
      rule: "dependency/overlap",
      group: "web",
      ring: "all",
      entry: "db",
      path: ["groups", "web", "dependsOn", 0],
    });
    expect(one?.message).toBe(
      "group web depends on db, and ring all in window late runs while ring all of db does in window sunday, first on 2026-12-06 05:59 Europe/Berlin",
    );
  });

  it("are none when one starts as the other ends, and always in one window", () => {
    const apart = { windows: windows("06:00") };
    expect(rules({ ...apart, groups: two("late") }, "dependency/")).toEqual([]);
    expect(rules({ ...apart, groups: two("sunday") }, "dependency/")).toEqual([
      "dependency/overlap",
    ]);
  });

  it("count each group's own freezes", () => {
    // The two windows meet on the second Sunday of a month only, which is the last of no year's freeze.
    const meeting =
      "windows:\n  sunday: { schedule: every sunday at 04:00 }\n  monthly: { schedule: second sunday at 04:00 }";
    const frozen = (day: string, name: string): string =>
      `freezes:\n  - { name: f, from: 2026-12-01, to: ${day}, groups: [${name}] }`;
    const at = (freezes: string): string | undefined =>
      /first on (\S+)/.exec(
        found({ windows: meeting, groups: two("monthly"), freezes }, "dependency/")[0]?.message ??
          "",
      )?.[1];

    expect(at("freezes: []")).toBe("2026-12-13");
    expect(at(frozen("2026-12-13", "db"))).toBe("2027-01-10");
    expect(at(frozen("2026-12-13", "web"))).toBe("2027-01-10");
    expect(at(frozen("2026-12-12", "web"))).toBe("2026-12-13");
  });

  it("in a circle are an error that names the circle", () => {
    const circle = groups(
      group("a", "dependsOn: [b]"),
      group("b", "dependsOn: [c]"),
      group("c", "dependsOn: [a]"),
      group("d", "dependsOn: [a]"),
    );
    const [one, ...more] = found({ groups: circle }, "dependency/cycle");

    expect([one?.level, one?.message]).toEqual([
      "error",
      "groups depend on one another in a circle: a on b on c on a",
    ]);
    expect(more).toEqual([]);
  });
});

describe("places", () => {
  const placed = (where: string): string =>
    group("web", "").replace("regions: [eu-central-1]", where);

  it.each([
    ["regions: [eu-centrl-1]", 'no AWS region eu-centrl-1 (did you mean "eu-central-1"?)'],
    ["regions: [eu-central-1, xx-nowhere-9]", "no AWS region xx-nowhere-9"],
    ["regions: [eusc-de-east-1]", undefined],
    ["regions: [us-gov-west-1]", undefined],
  ])("of AWS that are not known are a warning, with the one that was meant: %s", (where, says) => {
    const all = found({ groups: groups(placed(where)) }, "place/");

    expect(all.map(({ message }) => message)).toEqual(
      says === undefined ? [] : [`group web: this release knows ${says}`],
    );
    expect(all.every(({ level, group: of }) => level === "warning" && of === "web")).toBe(true);
  });

  it("of Azure that are not known are a warning at their place", () => {
    const azure = placed("regions: [eu-central-1] }, azure: { locations: [westeurope, westeurop]");
    const [one, ...more] = found({ groups: groups(azure) }, "place/");

    expect(one?.message).toContain('no Azure location westeurop (did you mean "westeurope"?)');
    expect(one?.path).toEqual(["groups", "web", "azure", "locations", 1]);
    expect(more).toEqual([]);
  });

  it("that Pulumi's provider lists are all known", () => {
    expect(Object.values(Region).filter((region) => !awsRegions.includes(region))).toEqual([]);
  });
});

describe("rollback thresholds", () => {
  const tiers = (gold: string, silver = ""): string =>
    `tiers:\n  gold: { deadlines: { high: 30d }${gold} }\n  silver: { deadlines: { high: 40d }${silver} }`;
  const when = (trigger: string, more = ""): string => `, rollback: { when: [${trigger}]${more} }`;

  it("are asked of the groups of the top tier of several", () => {
    const both = groups(group("web", ""), group("build", "", "window: sunday", "silver"));
    const [one, ...more] = found({ tiers: tiers(""), groups: both }, "rollback/");

    expect(one).toMatchObject({ rule: "rollback/missing", group: "web", path: ["tiers", "gold"] });
    expect(more).toEqual([]);
    expect(rules({}, "rollback/")).toEqual([]);
  });

  it("are asked of nobody where there is one tier", () => {
    expect(rules({ groups: groups(group("web", "")) }, "rollback/")).toEqual([]);
  });

  it("are recorded and kept by nobody: a note", () => {
    const text = { tiers: tiers(when("{ manual: true }")) };
    expect(found(text, "rollback/").map(({ rule, level }) => [rule, level])).toEqual([
      ["rollback/not-kept", "note"],
    ]);
  });

  // The backup starts four hours before the window of three, and a machine that starts at its cutoff ends in it.
  it.each([
    ["loss: 7h", "recoveryPoint: {}", []],
    ["loss: 419m", "recoveryPoint: {}", ["rollback/loss"]],
    ["loss: 20m", "recoveryPoint: { when: inWindow }", []],
    ["loss: 19m", "recoveryPoint: { when: inWindow }", ["rollback/loss"]],
    ["loss: 30d", "recoveryPoint: { required: false }", ["rollback/loss"]],
  ])("%s with %s give %s", (loss, point, expected) => {
    const text = tiers(`, ${point}${when("{ manual: true }", `, ${loss}`)}`);
    const one = groups(group("web", ""));
    expect(rules({ tiers: text, groups: one }, "rollback/loss")).toEqual(expected);
  });

  it.each([
    ["failed: 5%", "window: sunday", []],
    ["failed: 6%", "window: sunday", ["rollback/never-reached"]],
    ["failed: 6%", "window: sunday, stopAfter: 6%", []],
    ["failed: 6%", "window: sunday, stopAfter: 1", []],
    ["manual: true", "window: sunday", []],
  ])("{ %s } is reached in a ring with { %s }: %s", (trigger, ring, expected) => {
    const text = { tiers: tiers(when(`{ ${trigger} }`)), groups: groups(group("web", "", ring)) };
    expect(rules(text, "rollback/never")).toEqual(expected);
  });
});

describe("test windows", () => {
  const twoTiers =
    "tiers:\n  gold: { deadlines: { high: 30d } }\n  silver: { deadlines: { high: 40d } }";
  const asked = (testWindows: unknown, tiers = twoTiers): readonly string[] => {
    const { policy } = load({
      tiers,
      groups: groups(group("web", ""), group("shop", "")),
    });
    return testWindowFindings(Object.assign({ ...policy }, { testWindows })).map(
      ({ group: name, rule }) => `${rule} ${name}`,
    );
  };

  it("are asked of the groups of the top tier that none is for", () => {
    expect(asked({})).toEqual(["test/missing web", "test/missing shop"]);
    expect(asked({ regression: { for: ["web"], groups: ["shop"] } })).toEqual([
      "test/missing shop",
    ]);
    expect(asked({ a: { for: ["web"], groups: ["shop"] }, b: { groups: ["shop"] } })).toEqual([]);
  });

  it("are asked of nobody where there is one tier", () => {
    expect(asked({}, "tiers:\n  gold: { deadlines: { high: 30d } }")).toEqual([]);
  });
});

describe("limits", () => {
  it("are kept by no cloud: each is a finding where it stands", () => {
    const text = {
      rest: "limits: { perAccount: 50, perMirror: 10% }",
      groups: groups(group("web", "limits: { perCluster: 1, perZone: 50%, perAccount: 20 }")),
    };
    expect(found(text, "limit/").map(({ path }) => path.join("."))).toEqual([
      "limits.perAccount",
      "limits.perMirror",
      "groups.web.limits.perCluster",
      "groups.web.limits.perZone",
      "groups.web.limits.perAccount",
    ]);
    expect(found(text, "limit/")[3]?.message).toMatch(
      /^group web: the limit perZone is not kept: AWS/,
    );
  });

  it("are none where none is written", () => {
    expect(
      rules({ groups: groups(group("web", "limits: { clusterTag: Role }")) }, "limit/"),
    ).toEqual([]);
  });
});
