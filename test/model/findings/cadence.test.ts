import { describe, expect, it } from "vitest";
import { formatFault } from "../../../model/fault";
import { type ReportedFinding, reportFindings } from "../../../model/findings/report";
import { parsePlan } from "../../../model/load";
import { prove } from "../../../model/proof/prove";
import { parseInstant } from "../../../model/zone";
import { refused } from "../planned";
import { policyText, type Sections } from "../policyText";

function report(sections: Sections, day = "2026-12-01T00:00Z"): readonly ReportedFinding[] {
  const loaded = parsePlan(policyText(sections));
  if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
  const asOf = parseInstant(day) ?? Number.NaN;
  return reportFindings(loaded, prove(loaded.plan, asOf), asOf).filter(
    ({ rule }) => rule === "cadence/not-kept",
  );
}

const sections = (cadence: string, schedule: string, freezes = "[]"): Sections => ({
  tiers: `tiers:\n  gold: { deadlines: { low: 180d }, cadence: ${cadence} }`,
  windows: `windows:\n  sunday: { schedule: "${schedule}", timezone: UTC }`,
  freezes: `freezes: ${freezes}`,
});

describe("a tier's cadence", () => {
  it("is kept by a window that runs often enough, and not by one that runs a minute too rarely", () => {
    expect(report(sections("7d", "every sunday at 04:00"))).toEqual([]);
    expect(report(sections("10079m", "every sunday at 04:00"))).toHaveLength(2);
  });

  it("is none where the tier asks for none", () => {
    const { tiers: _, ...rest } = sections("7d", "day 1 at 04:00");

    expect(report(rest)).toEqual([]);
  });

  it("counts months by the calendar: from 31 days to 28", () => {
    // The 28th of a month to the 28th of the next is a month, over February too.
    expect(report(sections("1mo", "day 28 at 04:00"))).toEqual([]);
    expect(report(sections("30d", "day 28 at 04:00"))[0]?.message).toContain(
      "after the run of 2026-12-28 04:00 UTC the next run is on 2027-01-28 04:00 UTC, 31d later",
    );
    // A second Tuesday can be 35 days after the one before: 13 July to 10 August 2027 is 28, to 14 September 35.
    const [first] = report(sections("1mo", "second tuesday at 04:00"));
    expect(first?.message).toMatch(/asks for a run every 1mo, by /);
    expect(report(sections("35d", "second tuesday at 04:00"))).toEqual([]);
  });

  it("counts runs that a freeze bars, with the dates, at the ring's window", () => {
    const freeze = "[{ name: audit, from: 2027-02-01, to: 2027-02-28 }]";
    const [first, second] = report(sections("3w", "every sunday at 04:00", freeze));

    expect(first?.message).toBe(
      "web.canary: after the run of 2027-01-31 04:00 UTC the next run is on 2027-03-07 04:00 UTC, 35d later (window sunday; freezes bar 4 runs); tier gold asks for a run every 21d, by 2027-02-21 04:00 UTC",
    );
    expect([first?.level, first?.group, first?.ring, second?.ring]).toEqual([
      "error",
      "web",
      "canary",
      "broad",
    ]);
    expect(first?.position?.line).toBeGreaterThan(1);
  });

  it("counts from the first day where no run is before it", () => {
    // In force from 1 December; the first run is on the 28th.
    const found = report(sections("2w", "day 28 at 04:00"), "2026-12-01T00:00Z");
    expect(found).toHaveLength(2);
    const late = report(sections("27d", "day 28 at 04:00"));
    expect(late[0]?.message).toContain("after the run of 2026-12-28");
    const frozen = "[{ name: move, from: 2026-12-01, to: 2027-02-10 }]";
    expect(report(sections("5w", "every sunday at 04:00", frozen))[0]?.message).toContain(
      "from 2026-12-01 00:00 UTC the next run is on 2027-02-14 04:00 UTC, 75d 4h later",
    );
  });

  it("is not kept where no run follows", () => {
    const always = "[{ name: closed, every: year, from: 01-01, to: 12-31 }]";

    expect(report(sections("12mo", "every sunday at 04:00", always))[0]?.message).toContain(
      "from 2026-12-01 00:00 UTC no run follows",
    );
  });

  it("sees a gap that began before today", () => {
    const freeze = "[{ name: audit, from: 2027-02-01, to: 2027-02-28 }]";

    expect(report(sections("3w", "every sunday at 04:00", freeze), "2027-02-20")).toHaveLength(2);
    expect(report(sections("3w", "every sunday at 04:00", freeze), "2027-03-08")).toEqual([]);
  });

  it("can be accepted, like any finding", () => {
    const exception =
      "exceptions: [{ id: R1, rule: cadence/not-kept, reason: r, owner: o, approvedBy: a, expires: 2027-06-01 }]";
    const found = report({ ...sections("6d", "every sunday at 04:00"), rest: exception });

    expect(found.map(({ accepted }) => accepted?.id)).toEqual(["R1", "R1"]);
  });

  it.each([
    ["0d", /cadence must be longer than nothing, got 0d/],
    ["13mo", /cadence must be at most 12mo or 366d, got 13mo/],
    ["367d", /cadence must be at most 12mo or 366d, got 367d/],
    ["often", /cadence must be a duration .* got often/],
  ])("of %s is refused", (cadence, expected) => {
    expect(refused(sections(cadence, "every sunday at 04:00"))).toEqual([
      expect.stringMatching(expected),
    ]);
  });
});
