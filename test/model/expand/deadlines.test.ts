import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeDuration } from "../../../model/duration";
import { tightest } from "../../../model/expand/tightest";
import type { PlannedGroup } from "../../../model/plan";
import { simulateDue } from "../../support/simulate";
import { planned, refused } from "../planned";

interface Case {
  readonly deadlines: string;
  readonly exposure?: string;
  readonly obligations?: string;
}

/** `critical 14d tier gold`, one line a deadline; exploited classes with a `!`. */
function bound({ deadlines, exposure = "internet", obligations = "[]" }: Case): readonly string[] {
  const [group] = planned({
    tiers: `tiers:\n  gold: { deadlines: ${deadlines} }`,
    groups: `groups:\n  web: { tier: gold, owner: a, exposure: ${exposure}, obligations: ${obligations}, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }`,
  }).groups;
  return lines(group);
}

/** The same under obligations that the document defines. */
function boundIn(deadlines: string, obligations: string): readonly string[] {
  return lines(
    planned({
      tiers: `tiers:\n  gold: { deadlines: ${deadlines} }`,
      rest: `obligations: ${obligations}`,
    }).groups[0],
  );
}

function lines(group: PlannedGroup | undefined): readonly string[] {
  return (group?.deadlines ?? []).map(
    ({ class: { severity, exploited }, within, source, from, until }) =>
      `${severity}${exploited ? "!" : ""} ${describeDuration(within)} ${source}${from === undefined ? "" : ` from ${from}`}${until === undefined ? "" : ` until ${until}`}`,
  );
}

describe("the deadlines that bind", () => {
  it("are the tier's own where nothing else is said", () => {
    expect(bound({ deadlines: "{ critical: 14d, low: 6mo }" })).toEqual([
      "critical 14d tier gold",
      "low 6mo tier gold",
    ]);
  });

  it("choose by exposure", () => {
    const deadlines = "{ critical: { internet: 14d, internal: 21d } }";

    expect(bound({ deadlines })).toEqual(["critical 14d tier gold"]);
    expect(bound({ deadlines, exposure: "internal" })).toEqual(["critical 21d tier gold"]);
  });

  it("hold what is exploited to the tighter of both promises", () => {
    expect(bound({ deadlines: "{ critical: 2d, high: 30d, exploited: 72h }" })).toEqual([
      "critical 2d tier gold",
      "critical! 2d tier gold",
      "high 30d tier gold",
      "high! 3d tier gold",
      "medium! 3d tier gold",
      "low! 3d tier gold",
    ]);
  });

  it("promise for exploitation by severity, by exposure, or by both", () => {
    const exposures = "{ exploited: { internet: 48h, internal: 72h } }";
    const both = "{ exploited: { critical: 48h, high: { internet: 72h, internal: 96h } } }";

    expect(bound({ deadlines: exposures, exposure: "internal" })).toEqual([
      "critical! 3d tier gold",
      "high! 3d tier gold",
      "medium! 3d tier gold",
      "low! 3d tier gold",
    ]);
    expect(bound({ deadlines: both })).toEqual(["critical! 2d tier gold", "high! 3d tier gold"]);
    expect(bound({ deadlines: both, exposure: "internal" })).toEqual([
      "critical! 2d tier gold",
      "high! 4d tier gold",
    ]);
  });

  it("name the obligation that is tighter", () => {
    expect(
      bound({ deadlines: "{ critical: 45d, high: 45d }", obligations: "[pci-dss-4.0.1]" }),
    ).toEqual(["critical 1mo pci-dss-4.0.1", "high 45d tier gold"]);
  });

  it("leave out an obligation that the tier's own beats", () => {
    expect(bound({ deadlines: "{ critical: 14d }", obligations: "[pci-dss-4.0.1]" })).toEqual([
      "critical 14d tier gold",
    ]);
  });

  it("keep both when neither is tighter all year", () => {
    expect(bound({ deadlines: "{ critical: 30d }", obligations: "[pci-dss-4.0.1]" })).toEqual([
      "critical 30d tier gold",
      "critical 1mo pci-dss-4.0.1",
    ]);
  });

  it("compare a month with days by its shortest and longest", () => {
    const month = { obligations: "[pci-dss-4.0.1]" };

    expect(bound({ deadlines: "{ critical: 28d }", ...month })).toEqual(["critical 28d tier gold"]);
    expect(bound({ deadlines: "{ critical: 31d }", ...month })).toEqual([
      "critical 1mo pci-dss-4.0.1",
    ]);
  });

  it("read Essential Eight by exposure and exploitation", () => {
    const case8 = { deadlines: "{ low: 180d }", obligations: "[essential-eight-ml2]" };

    expect(bound(case8)).toEqual([
      "critical 2d essential-eight-ml2",
      "critical! 2d essential-eight-ml2",
      "high 14d essential-eight-ml2",
      "high! 2d essential-eight-ml2",
      "medium 14d essential-eight-ml2",
      "medium! 2d essential-eight-ml2",
      "low 14d essential-eight-ml2",
      "low! 2d essential-eight-ml2",
    ]);
    expect(bound({ ...case8, exposure: "internal" })).toEqual([
      "critical 1mo essential-eight-ml2",
      "high 1mo essential-eight-ml2",
      "medium 1mo essential-eight-ml2",
      "low 1mo essential-eight-ml2",
    ]);
  });

  it("take the document's obligations where the group names none", () => {
    const plan = planned({ rest: "obligations: [cyber-essentials-3.3]" });

    expect(lines(plan.groups[0])).toEqual([
      "critical 14d tier gold",
      "high 14d cyber-essentials-3.3",
    ]);
  });
});

describe("deadlines that change on a day", () => {
  const sets =
    "[{ critical: 30d, low: 90d }, { from: 2027-07-01, critical: 20d }, { from: 2028-01-01, critical: 10d, low: 90d }]";

  it("count from set to set; what a set leaves out is not promised", () => {
    expect(bound({ deadlines: sets })).toEqual([
      "critical 30d tier gold until 2027-07-01",
      "critical 20d tier gold from 2027-07-01 until 2028-01-01",
      "critical 10d tier gold from 2028-01-01",
      "low 90d tier gold until 2027-07-01",
      "low 90d tier gold from 2028-01-01",
    ]);
  });

  it("give way to an obligation only where it is tighter", () => {
    const own = (within: string): string =>
      `[{ id: acme-7, within: ${within}, when: { severity: [critical] }, control: c, source: s }]`;
    const critical = (within: string): readonly string[] =>
      boundIn(sets, own(within)).filter((line) => line.startsWith("critical"));

    expect(critical("25d")).toEqual([
      "critical 20d tier gold from 2027-07-01 until 2028-01-01",
      "critical 10d tier gold from 2028-01-01",
      "critical 25d acme-7 until 2027-07-01",
    ]);
    expect(critical("10d")).toEqual([
      "critical 10d tier gold from 2028-01-01",
      "critical 10d acme-7 until 2028-01-01",
    ]);
    expect(critical("30d")).toEqual([
      "critical 30d tier gold until 2027-07-01",
      "critical 20d tier gold from 2027-07-01 until 2028-01-01",
      "critical 10d tier gold from 2028-01-01",
    ]);
    expect(critical("1mo")).toEqual([
      "critical 30d tier gold until 2027-07-01",
      "critical 20d tier gold from 2027-07-01 until 2028-01-01",
      "critical 10d tier gold from 2028-01-01",
      "critical 1mo acme-7 until 2027-07-01",
    ]);
  });

  it("are the tightest of all at every release, whatever the others are", () => {
    const day = fc.constantFrom("2027-01-01", "2027-03-01", "2027-07-01", "2028-02-29");
    const limit = fc
      .record({
        months: fc.constantFrom(0, 0, 1, 2),
        days: fc.integer({ min: 1, max: 62 }),
        from: fc.option(day, { nil: undefined }),
        until: fc.option(day, { nil: undefined }),
      })
      .filter(({ from, until }) => from === undefined || until === undefined || from < until)
      .map(({ months, days: count, from, until }) => ({
        within: { months, minutes: months > 0 ? 0 : count * 1440 },
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
      }));
    const release = fc.integer({
      min: Date.UTC(2026, 11, 1) / 60_000,
      max: Date.UTC(2029, 0, 1) / 60_000,
    });
    fc.assert(
      fc.property(
        fc.array(limit, { minLength: 1, maxLength: 5 }),
        fc.array(release, { minLength: 20, maxLength: 20 }),
        (limits, releases) => {
          const kept = tightest(limits);
          const edges = limits.flatMap(({ from, until }) =>
            [from, until].flatMap((one) => (one === undefined ? [] : [Date.parse(one) / 60_000])),
          );
          for (const at of [...releases, ...edges, ...edges.map((edge) => edge - 1)])
            expect(simulateDue(kept, at)).toBe(simulateDue(limits, at));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("deadlines that are refused", () => {
  it.each([
    [
      "{ exploited: { internet: 48h } }",
      /exploited\.internal is missing; it must stand beside internet/,
    ],
    [
      "{ exploited: { internet: 48h, high: 72h } }",
      /exploited\.internet must not stand beside high/,
    ],
    ["{ exploited: {} }", /exploited\.critical is missing; it must be a duration; promise one/],
    ["{ exploited: { hihg: 72h } }", /unknown key "hihg" \(did you mean "high"\?\)/],
    [
      "{ exploited: { high: { internet: 1y, internal: 1d } } }",
      /high\.internet must be a duration .* got 1y/,
    ],
    ["{}", /deadlines must promise at least one class/],
    ["[]", /deadlines\[0\] is missing; it must be a set of deadlines/],
    ["[{ low: 9d }, { low: 8d }]", /deadlines\[1\]\.from is missing; it must say on which day/],
    ["[{ from: 2027-01-01, low: 9d }]", /deadlines\[0\]\.from must not stand in the first set/],
    ["[{ low: 9d }, { from: 2027-01-01 }]", /deadlines\[1\] must promise at least one class/],
    ["{ from: 2027-01-01, low: 9d }", /deadlines\.from must stand in a list of sets/],
    [
      "[{ low: 9d }, { from: 2027-02-01, low: 8d }, { from: 2027-02-01, low: 7d }]",
      /deadlines\[2\]\.from must be later than 2027-02-01, .* got 2027-02-01/,
    ],
    ["[{ low: 9d }, { from: 2027-02-30, low: 8d }]", /from must be a day .* got 2027-02-30/],
    ["[{ lwo: 9d }]", /deadlines\[0\]: unknown key "lwo" \(did you mean "low"\?\)/],
    ["7d", /deadlines must be a mapping with the keys from, critical, .* got 7d/],
  ])("%s, with its position", (deadlines, expected) => {
    const faults = refused({ tiers: `tiers:\n  gold: { deadlines: ${deadlines} }` });

    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^patching\.yaml:11:\d+: /);
    expect(faults[0]).toMatch(expected);
  });
});
