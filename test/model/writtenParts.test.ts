import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { parsePlan } from "../../model/load";
import { starterPolicy } from "../../model/starter";
import { compareParts, writtenParts } from "../support/writtenParts";
import { policyText } from "./policyText";

const everything = readFileSync(path.join(__dirname, "../support/everything.yaml"), "utf8");

function loaded(text: string) {
  const read = parsePlan(text);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read;
}

describe("the parts that a document names", () => {
  it("are all in its policy and its plan", () => {
    for (const text of [everything, starterPolicy, policyText()]) {
      expect(() => compareParts(loaded(text), [text])).not.toThrow();
    }
  });

  it("are missed where a group, a freeze or a ring is lost", () => {
    const read = loaded(everything);
    const { groups, freezes } = read.plan;

    const without = (lost: object) => ({ ...read, plan: { ...read.plan, ...lost } });

    expect(freezes.length).toBeGreaterThan(0);
    expect(() => compareParts(without({ groups: groups.slice(1) }), [everything])).toThrow(
      "groups",
    );
    expect(() => compareParts(without({ freezes: [] }), [everything])).toThrow("freezes");
    expect(() =>
      compareParts(without({ groups: groups.map((one) => ({ ...one, rings: [] })) }), [everything]),
    ).toThrow("rings");
  });

  it("mean the same under a name that every JavaScript object inherits", () => {
    const parts = writtenParts([everything]);
    const names = [
      "groups",
      "windows",
      "tiers",
      "baselines",
      "people",
      "teams",
      "vendors",
      "accounts",
    ].flatMap((section) => (parts[section] ?? []).slice(0, 1));
    const planOf = (name: string, other: string): string => {
      const renamed = everything.replace(new RegExp(`(?<![\\w.-])${name}(?![\\w.-])`, "g"), other);
      const read = parsePlan(renamed);
      const whole = JSON.stringify(read.ok ? [read.plan, read.policy] : read.faults);
      // Names of what is deployed end with a digest of it.
      return whole.replaceAll(other, "?").replace(/-[0-9a-f]{8}\b/g, "");
    };

    expect(names).toHaveLength(8);
    for (const name of names) {
      expect(planOf(name, "constructor") === planOf(name, "constructos"), name).toBe(true);
    }
  });
});
