import { describe, expect, it } from "vitest";
import type { Finding } from "../../../model/plan";
import { supportFindings, vendorFindings } from "../../../model/vendors/findings";
import { supportOn, vendorRegister } from "../../../model/vendors/register";
import { parseInstant } from "../../../model/zone";
import { faultsOf, loaded } from "../rosterText";

const at = (text: string): number => parseInstant(text) ?? Number.NaN;
const vendors = (...entries: string[]): string =>
  `vendors:\n${entries.map((one) => `  ${one}`).join("\n")}`;
const redHat = (more: string): string => `red-hat: { systems: [rhel-9]${more} }`;
const amazon = "amazon: { systems: [amazon-linux-2023] }";

function support(more: string, day: string): readonly Finding[] {
  const { policy, plan } = loaded({ rest: vendors(redHat(more), amazon) });
  return supportFindings(policy, plan, at(day));
}

function always(rest: string, tiers?: string): readonly Finding[] {
  const { policy, plan } = loaded(tiers === undefined ? { rest } : { rest, tiers });
  return vendorFindings(policy, plan);
}

describe("a vendor's support", () => {
  const ends = ", supportEnds: 2027-05-30";

  it.each([
    ["2026-11-30T23:59Z", undefined],
    ["2026-12-01T00:00Z", "vendor/support-ending"],
    ["2027-05-30T23:59Z", "vendor/support-ending"],
    ["2027-05-31T00:00Z", "vendor/support-ended"],
  ])("that ends on 30 May is on %s: %s", (day, rule) => {
    const found = support(ends, day);

    expect(found.map((one) => one.rule)).toEqual(rule === undefined ? [] : [rule]);
    if (rule !== undefined) expect(found[0]?.path).toEqual(["vendors", "red-hat", "supportEnds"]);
  });

  it("says which systems of which groups, and in how many days", () => {
    expect(support(ends, "2027-05-01T00:00Z")[0]?.message).toBe(
      "vendor red-hat: support of rhel-9 (web) ends in 29d, on 2027-05-30",
    );
    expect(support(ends, "2028-05-01T00:00Z")[0]).toMatchObject({ level: "error" });
  });

  it("is extended where that was bought, and says so", () => {
    const extended = `${ends}, extendedSupportEnds: 2030-05-30`;

    expect(support(extended, "2028-01-01T00:00Z")).toEqual([]);
    expect(support(extended, "2030-05-01T00:00Z")[0]?.message).toContain(
      "extended support of rhel-9 (web) ends in 29d",
    );
    const { policy } = loaded({ rest: vendors(redHat(extended)) });
    const vendor = policy.vendors?.["red-hat"];
    expect(vendor && supportOn(vendor, at("2027-05-30T23:00Z")).kind).toBe("supported");
    expect(vendor && supportOn(vendor, at("2027-05-31T00:00Z")).kind).toBe("extended");
  });

  it("is no finding for systems that no group patches, nor where the end is unknown", () => {
    const { policy, plan } = loaded({
      rest: vendors("old: { systems: [windows-server-2019], supportEnds: 2020-01-01 }", amazon),
    });

    expect(supportFindings(policy, plan, at("2026-12-01T00:00Z"))).toEqual([]);
    expect(support("", "2026-12-01T00:00Z")).toEqual([]);
  });
});

describe("systems in use", () => {
  it("without a vendor are a note, once vendors stand in the document", () => {
    expect(always("")).toEqual([]);
    expect(always(vendors(amazon))).toMatchObject([
      { rule: "vendor/unregistered", level: "note", entry: "rhel-9" },
    ]);
    expect(always(vendors(amazon, redHat("")))).toEqual([]);
  });

  it("have one vendor", () => {
    expect(faultsOf({ rest: vendors(redHat(""), "ibm: { systems: [rhel-9] }") })).toEqual([
      'vendors.ibm.systems[0]: "rhel-9" already stands in red-hat; a system has one vendor, so remove one',
    ]);
  });
});

describe("a vendor's promise", () => {
  const promise = (delivers: string): string =>
    vendors(redHat(`, delivers: { ${delivers} }`), amazon);
  const rules = (delivers: string, tiers?: string): readonly unknown[] =>
    always(promise(delivers), tiers).map(({ rule, path }) => [rule, path.at(-1)]);

  it("is a warning when it is longer than the deadline, not when it is as long", () => {
    expect(rules("critical: 14d")).toEqual([]);
    expect(rules("critical: 337h")).toEqual([["vendor/too-slow", "critical"]]);
    expect(always(promise("critical: 20d"))[0]?.message).toBe(
      "vendor red-hat promises critical patches within 20d, longer than the tightest deadline for them, critical 14d (web, tier gold)",
    );
  });

  it("is compared with months as they are from the effective day on", () => {
    const monthly = "tiers:\n  gold: { deadlines: { critical: 1mo } }";

    expect(rules("critical: 31d", monthly)).toEqual([]);
    expect(rules("critical: 32d", monthly)).toEqual([["vendor/too-slow", "critical"]]);
    expect(rules("critical: 1mo", monthly)).toEqual([]);
  });

  it("about a severity holds for what is exploited, unless that is promised apart", () => {
    const tiers = "tiers:\n  gold: { deadlines: { critical: 14d, exploited: 3d } }";

    expect(rules("critical: 7d", tiers)).toEqual([["vendor/too-slow", "critical"]]);
    expect(rules("critical: 7d, exploited: 3d", tiers)).toEqual([]);
    expect(rules("critical: 7d, exploited: 4d", tiers)).toEqual([["vendor/too-slow", "exploited"]]);
  });

  it("for which no deadline stands is too slow for nothing", () => {
    const { policy, plan } = loaded({ rest: promise("low: 365d") });

    expect(vendorRegister(policy, plan)[0]?.deliveries).toMatchObject([
      { patches: "low", isTooSlow: false },
    ]);
  });
});

describe("an entry of the register", () => {
  it.each([
    ["supportEnds: 2027-01-01, extendedSupportEnds: 2026-01-01", "must not be before supportEnds"],
    ["suportEnds: 2027-01-01", 'did you mean "supportEnds"'],
    ["delivers: { critical: soon }", "a duration such as"],
  ])("is refused with %s", (more, message) => {
    expect(faultsOf({ rest: vendors(redHat(`, ${more}`)) })[0]).toContain(message);
  });
});
