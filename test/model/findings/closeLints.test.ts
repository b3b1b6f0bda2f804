import { describe, expect, it } from "vitest";
import { formatFault } from "../../../model/fault";
import { type ReportedFinding, reportFindings } from "../../../model/findings/report";
import { parsePlan } from "../../../model/load";
import { prove } from "../../../model/proof/prove";
import { parseInstant } from "../../../model/zone";
import { policyText } from "../policyText";

const rings = (before: string, after: string) =>
  `[{ name: canary, window: ${before} }, { name: broad, window: ${after} }]`;

interface Case {
  /** When the later ring starts; the earlier one has Sunday from four to six. */
  readonly at: string;
  readonly earlier?: string;
  readonly days?: string;
  readonly group?: string;
  readonly freezes?: string;
}

const web = (more: string) =>
  `groups:\n  web: { tier: gold, owner: a, baselines: [linux], ${more} }`;
const onAws = "aws: { accounts: [prod], regions: [eu-central-1] }";

function found({
  at,
  days = "sunday",
  earlier = "duration: 2h, cutoff: 1h, perNode: 1h",
  group = web(`${onAws}, rings: ${rings("early", "late")}`),
  freezes = "[]",
}: Case): readonly ReportedFinding[] {
  const loaded = parsePlan(
    policyText({
      windows: `windows:
  early: { schedule: "every ${days} at 04:00", timezone: UTC, ${earlier} }
  late: { schedule: every sunday at ${at}, timezone: UTC, duration: 2h, cutoff: 1h, perNode: 1h }`,
      groups: group,
      freezes: `freezes: ${freezes}`,
    }),
  );
  if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
  const asOf = parseInstant("2026-12-01T00:00Z") ?? Number.NaN;
  return reportFindings(loaded, prove(loaded.plan, asOf), asOf).filter(
    ({ rule }) => rule === "verdict/not-closed",
  );
}

describe("a run that begins while the ring before may still be closing", () => {
  it("is found from the end of the earlier run until an hour after it", () => {
    expect(found({ at: "05:59" })).toEqual([]);
    expect(found({ at: "06:00" })).toHaveLength(1);
    expect(found({ at: "06:59" })).toHaveLength(1);
    expect(found({ at: "07:00" })).toEqual([]);
  });

  it("is told with its first day, at the ring's window", () => {
    const [one] = found({ at: "06:00" });

    expect(one).toMatchObject({
      level: "warning",
      group: "web",
      ring: "broad",
      path: ["groups", "web", "rings", 1, "window"],
    });
    expect(one?.message).toMatch(
      /^group web: ring broad starts in window late while web\.canary may still be closing, first on 2026-12-06 0[67]:00/,
    );
  });

  it("counts machines that go on after the cutoff", () => {
    const earlier = "duration: 2h, cutoff: 1h, perNode: 2h";

    expect(found({ at: "07:59", earlier })).toHaveLength(1);
    expect(found({ at: "08:00", earlier })).toEqual([]);
  });

  it("is the ring's before itself where its window runs again within the hour, though a freeze bars that run", () => {
    const daily = (hours: number) =>
      found({
        at: "16:00",
        days: "saturday, sunday",
        earlier: `duration: ${hours}h, cutoff: 1h, perNode: 1h`,
        freezes: "[{ name: sundays, from: 2026-12-06, to: 2026-12-06 }]",
      });

    expect(daily(23)).toEqual([]);
    expect(daily(24)).toHaveLength(1);
    expect(daily(24)[0]?.message).toMatch(
      /^group web: ring broad waits for web\.canary, whose window runs again while its run before may still be closing, first on 2026-12-/,
    );
  });

  it("is no matter of Azure, of rings that share a window, and of runs that freezes bar", () => {
    const azure = "azure: { subscriptions: [prod], locations: [westeurope] }";

    expect(
      found({ at: "06:00", group: web(`${azure}, rings: ${rings("early", "late")}`) }),
    ).toEqual([]);
    expect(found({ at: "06:00", group: web(`${onAws}, rings: ${rings("late", "late")}`) })).toEqual(
      [],
    );
    const freezes = "[{ name: always, from: 2026-12-01, to: 2028-12-31 }]";
    expect(found({ at: "06:00", freezes })).toEqual([]);
  });

  it("is found of the ring promoted from", () => {
    const group = `groups:
  test: { tier: gold, owner: a, baselines: [linux], ${onAws}, rings: [{ name: all, window: early }] }
  web: { tier: gold, owner: a, baselines: [linux], ${onAws}, promotedFrom: { group: test, ring: all, soak: 1d }, rings: [{ name: all, window: late }] }`;

    expect(found({ at: "06:00", group })[0]?.message).toContain("while test.all may still be");
  });
});
