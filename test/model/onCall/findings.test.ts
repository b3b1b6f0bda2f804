import { describe, expect, it } from "vitest";
import { parsePlan } from "../../../model/load";
import { onCallFindings } from "../../../model/onCall/findings";
import type { Finding } from "../../../model/plan";
import { starterPolicy } from "../../../model/starter";
import { parseInstant } from "../../../model/zone";
import { loaded, urgentTiers } from "../rosterText";

const at = (text: string): number => parseInstant(text) ?? Number.NaN;

function found(rest: string, asOf = "2026-12-01T00:00Z", quorum = 1): readonly Finding[] {
  const outOfCycle = `outOfCycle:\n  urgent: { decide: { quorum: ${quorum} } }`;
  return onCallFindings(loaded({ tiers: urgentTiers, outOfCycle, rest }).policy, at(asOf));
}

const roster = (to: string, until = "2027-12-31"): string => `people:
  ada: { name: Ada, authority: [{ paths: [urgent], until: ${until} }] }
onCall:
  shifts: [{ people: [ada], from: 2026-12-01, to: ${to} }]`;
const rules = (all: readonly Finding[]): readonly string[] => all.map(({ rule }) => rule);

describe("a path that asks the people on call", () => {
  it("is a warning in a document without a roster", () => {
    const [one, ...others] = found("");

    expect(others).toEqual([]);
    expect(one).toMatchObject({
      rule: "oncall/missing",
      level: "warning",
      path: ["outOfCycle", "urgent"],
    });
    expect(one?.message).toContain("path urgent, used by web");
  });

  it("is none in the starter policy", () => {
    const starter = parsePlan(starterPolicy);

    expect(starter.ok && onCallFindings(starter.policy, at("2026-12-01T00:00Z"))).toEqual([]);
  });

  it("is none when no group uses it, or somebody else decides", () => {
    const board = "outOfCycle:\n  urgent: { decide: { by: change board } }";

    expect(onCallFindings(loaded({}).policy, 0)).toEqual([]);
    expect(onCallFindings(loaded({ tiers: urgentTiers, outOfCycle: board }).policy, 0)).toEqual([]);
  });
});

describe("a roster that ends", () => {
  it("is a gap when it ends within 30 days, and none when it lasts as long", () => {
    // From 01:00 in Berlin on 1 December, 30 days reach to 01:00 on the 31st.
    expect(rules(found(roster("2026-12-30")))).toEqual(["oncall/gap"]);
    expect(rules(found(roster("2026-12-31")))).toEqual([]);
  });

  it("says from when to when, and how many are there of how many", () => {
    const [gap] = found(roster("2026-12-20"), "2026-12-01T00:00Z", 2);

    expect(gap).toMatchObject({ rule: "oncall/gap", level: "error", path: ["onCall"] });
    expect(gap?.message).toBe(
      "path urgent of web: 1 gap in the next 30 days: 2026-12-01 01:00 to 2026-12-31 01:00 Europe/Berlin with 0 of 2",
    );
  });

  it("is looked at from the effective day on", () => {
    expect(rules(found(roster("2026-12-31"), "2026-06-01T00:00Z"))).toEqual([]);
    expect(rules(found(roster("2026-12-29"), "2026-06-01T00:00Z"))).toEqual(["oncall/gap"]);
  });
});

describe("an authority that ends", () => {
  it("is an error for whoever is on shift after it, and leaves a gap", () => {
    const all = found(roster("2027-03-01", "2026-12-15"));

    expect(rules(all)).toEqual(["oncall/gap", "oncall/authority"]);
    expect(all[1]).toMatchObject({ level: "error", path: ["people", "ada", "authority"] });
    expect(all[1]?.message).toBe(
      "ada is on call from 2026-12-16 00:00 to 2026-12-31 01:00 Europe/Berlin and may decide on urgent until 2026-12-15 only",
    );
  });

  it("is none as long as nobody is on shift without it", () => {
    expect(rules(found(roster("2027-03-01", "2026-12-31")))).toEqual([]);
  });
});
