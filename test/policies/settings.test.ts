import { describe, expect, it } from "vitest";
import { broken } from "../../policies/outcome";
import type { ResourceRule } from "../../policies/rule";
import { rules } from "../../policies/rules";
import {
  configSchemaOf,
  configurationFaults,
  type Settings,
  settingValues,
} from "../../policies/settings";
import { analyze } from "../../policies/testing";
import { toPolicies } from "../../policies/toPolicies";
import { plan, world } from "./world";

const settings: Settings = {
  keepDays: {
    about: "days that backups are kept",
    unit: "days",
    documented: ({ groups }) => groups[0]?.recoveryPoint.keepDays ?? 0,
    stricter: "more",
  },
  ageDays: { about: "age of an image", unit: "days", documented: () => 30, stricter: "less" },
};

describe("the configuration of a rule", () => {
  const faults = (configuration: Readonly<Record<string, unknown>>) =>
    configurationFaults(settings, configuration, plan());

  it("may be stricter than the document", () => {
    expect(faults({ keepDays: 15, ageDays: 29 })).toEqual([]);
    expect(settingValues(settings, { keepDays: 15 }, plan()).number("keepDays")).toBe(15);
  });

  it("is the document's where nothing is set", () => {
    const values = settingValues(settings, {}, plan());

    expect([values.number("keepDays"), values.number("ageDays")]).toEqual([14, 30]);
  });

  it("is refused where it loosens the document, whose number then counts", () => {
    expect(faults({ keepDays: 13, ageDays: 31 })).toEqual([
      "the configuration's keepDays loosens the document: it is 13 days, allowed at least 14; change the document, where everybody sees it",
      "the configuration's ageDays loosens the document: it is 31 days, allowed at most 30; change the document, where everybody sees it",
    ]);
    expect(settingValues(settings, { keepDays: 13 }, plan()).number("keepDays")).toBe(14);
  });

  it("is refused where a key is misspelt", () => {
    expect(faults({ keepdays: 15, toString: 1 })).toEqual([
      "the configuration has the unknown key keepdays, allowed keepDays, ageDays; correct the key",
      "the configuration has the unknown key toString, allowed keepDays, ageDays; correct the key",
    ]);
  });

  it.each([["fourteen"], [-1], [Number.NaN], [null]])(
    "is refused where %s is no number",
    (value) => {
      expect(faults({ keepDays: value })).toEqual([
        "the configuration's keepDays is no number of days; write one, or leave it out",
      ]);
    },
  );

  it("has a schema that the engine checks types by, without defaults", () => {
    expect(configSchemaOf(settings)).toEqual({
      properties: {
        keepDays: {
          type: "number",
          minimum: 0,
          description: "days that backups are kept, in days",
        },
        ageDays: { type: "number", minimum: 0, description: "age of an image, in days" },
      },
    });
  });
});

describe("a rule that is newer than the document's ruleset", () => {
  const [first] = rules;
  const newer: ResourceRule = {
    ...(first as ResourceRule),
    id: "newer",
    ruleset: "2026.12" as ResourceRule["ruleset"],
    types: ["a:b:C"],
    checks: [() => [broken({ problem: "p", property: "q", seen: "r", allowed: "s", fix: "t" })]],
  };
  const levelsUnder = async (ruleset: "2026.11" | undefined) => {
    const judgedBy = world({ enforcement: { ruleset } });
    const { findings } = await analyze(
      toPolicies(newer, () => judgedBy),
      { type: "a:b:C", props: {} },
    );
    return findings.map(({ level, message }) => [level, message.split("\n").at(-1)]);
  };

  it("only advises, and says why", async () => {
    expect(await levelsUnder("2026.11")).toEqual([
      [
        "advisory",
        "p: q is r, allowed s; t [newer, docs/rules/newer.md] (advice: the rule came with ruleset 2026.12, and the document has agreed to 2026.11)",
      ],
    ]);
  });

  it("counts where the document names no ruleset", async () => {
    expect(await levelsUnder(undefined)).toEqual([
      ["mandatory", "p: q is r, allowed s; t [newer, docs/rules/newer.md]"],
    ]);
  });
});
