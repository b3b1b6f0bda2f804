import { describe, expect, it } from "vitest";
import { approvalFindings } from "../../../model/acceptance/approval";
import { judgeExceptions } from "../../../model/acceptance/judge";
import { parseInstant } from "../../../model/zone";
import { faultsOf, loaded } from "../rosterText";

const asOf = parseInstant("2026-12-01T00:00Z") ?? Number.NaN;

const tiers = (gold: string, silver = ""): string => `tiers:
  gold: { deadlines: { critical: 14d }${gold === "" ? "" : `, acceptance: { ${gold} }`} }
  silver: { deadlines: { critical: 30d }${silver === "" ? "" : `, acceptance: { ${silver} }`} }`;
const group = (name: string, tier: string, ring: string): string =>
  `  ${name}: { tier: ${tier}, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: ${ring}, window: sunday }] }`;
const groups = `groups:\n${group("web", "gold", "all")}\n${group("build", "silver", "late")}`;
const risk = (more: string, expires = "2027-01-15"): string =>
  `exceptions:\n  - { id: RISK-1, rule: deadlines, reason: old, owner: erp, approvedBy: ciso, expires: ${expires}${more} }`;

function objections(
  gold: string,
  more: string,
  expires?: string,
  silver?: string,
): readonly string[] {
  const { policy } = loaded({ tiers: tiers(gold, silver), groups, rest: risk(more, expires) });
  return judgeExceptions(policy, asOf).flatMap((one) => one.objections.map(({ rule }) => rule));
}

const dated = ", approvedAt: 2026-11-01";

describe("who may approve an exception", () => {
  it("is anybody where the tier does not say", () => {
    expect(objections("", "")).toEqual([]);
    expect(objections("longest: 90d", dated)).toEqual([]);
  });

  it("is one of those that the tier names", () => {
    expect(objections("by: [ciso, board]", "")).toEqual([]);
    expect(objections("by: [board]", "")).toEqual(["exception/not-allowed"]);
  });
});

describe("how long an exception lasts", () => {
  it("counts from its approval", () => {
    // 75 days from 1 November to 15 January.
    expect(objections("longest: 75d", dated)).toEqual([]);
    expect(objections("longest: 74d", dated)).toEqual(["exception/over-long"]);
  });

  it("counts from today where nobody wrote when it was approved, and says so", () => {
    // 45 days from 1 December to 15 January.
    expect(objections("longest: 45d", "")).toEqual(["exception/undated"]);
    expect(objections("longest: 44d", "")).toEqual(["exception/over-long"]);
  });

  it("is a year where the tier does not say", () => {
    expect(objections("by: [ciso]", "", "2027-12-01")).toEqual([]);
    expect(objections("by: [ciso]", "", "2027-12-02")).toEqual(["exception/too-long"]);
    expect(objections("longest: 90d", dated, "2027-12-02")).toEqual(["exception/over-long"]);
  });

  it("ends with its last day", () => {
    const { policy } = loaded({ tiers: tiers(""), groups, rest: risk("", "2026-12-01") });
    const states = [asOf, asOf + 1439, asOf + 1440].map(
      (day) => judgeExceptions(policy, day)[0]?.state,
    );

    expect(states).toEqual(["expiring", "expiring", "expired"]);
  });
});

describe("renewals and compensating controls", () => {
  it("may be as many as the tier allows", () => {
    expect(objections("renewals: 1", ", renewals: 1")).toEqual([]);
    expect(objections("renewals: 1", ", renewals: 2")).toEqual(["exception/renewed-too-often"]);
    expect(objections("", ", renewals: 9")).toEqual([]);
  });

  it("are asked for where the tier does", () => {
    expect(objections("compensating: true", "")).toEqual(["exception/uncompensated"]);
    expect(objections("compensating: true", ", compensating: [WAF rule 17]")).toEqual([]);
    expect(objections("by: [ciso]", "")).toEqual([]);
  });
});

describe("the tier of an exception", () => {
  const judgedBy = (scope: string): string | undefined => {
    const rest = risk(scope === "" ? "" : `, scope: { ${scope} }`);
    const { policy } = loaded({ tiers: tiers("by: [board]", "by: [ciso]"), groups, rest });
    return judgeExceptions(policy, asOf)[0]?.tier;
  };

  it("is that of the group, of the ring's groups, or the strictest of all", () => {
    expect(judgedBy("group: build")).toBe("silver");
    expect(judgedBy("group: web")).toBe("gold");
    expect(judgedBy("ring: late")).toBe("silver");
    expect(judgedBy("")).toBe("gold");
  });

  it("is the strictest of those that say who may accept", () => {
    expect(objections("", "", undefined, "by: [board]")).toEqual(["exception/not-allowed"]);
  });
});

describe("an exception", () => {
  it("is refused when it ended before it was approved", () => {
    expect(faultsOf({ rest: risk(", approvedAt: 2027-01-16") })[0]).toContain(
      "must not be before approvedAt",
    );
    expect(faultsOf({ rest: risk(", approvedAt: 2027-01-15") })).toEqual([]);
  });

  it("is refused with renewals that are no number", () => {
    expect(faultsOf({ rest: risk(", renewals: -1") })[0]).toContain("from 0 to 99");
  });
});

describe("the document's approval", () => {
  const found = (rest: string): readonly string[] =>
    approvalFindings(loaded({ rest }).policy).map(({ rule }) => rule);

  it.each([
    ["", []],
    ["reviewBy: 2027-06-01", []],
    ["approvedBy: ciso\napprovedAt: 2026-12-01\nreviewBy: 2027-06-01", []],
    ["approvedBy: ciso\nreviewBy: 2027-06-01", ["approval/incomplete"]],
    ["approvedAt: 2026-11-20\nreviewBy: 2027-06-01", ["approval/incomplete"]],
    [
      "approvedBy: ciso\napprovedAt: 2026-12-02\nreviewBy: 2027-06-01",
      ["approval/after-effective"],
    ],
    ["approvedBy: ciso\napprovedAt: 2026-11-20", ["approval/no-review"]],
  ])("with %j gives %j", (rest, expected) => {
    expect(found(rest)).toEqual(expected);
  });
});
