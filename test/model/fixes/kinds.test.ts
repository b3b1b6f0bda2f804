/** One small policy for each kind of fix, with the arithmetic that makes it the smallest. */
import { describe, expect, it } from "vitest";
import { changedLines, fixOfKind, searchOf } from "../../support/fixes";
import { policyText, type Sections } from "../policyText";

function tiers(deadlines: string, more = ""): string {
  return `tiers:\n  gold: { deadlines: ${deadlines}${more} }`;
}

function linux(after: string): string {
  return `baselines:\n  linux:\n    systems: [rhel-9]\n    approve: [{ classification: [security], after: ${after} }] # rule`;
}

function web(...rings: readonly string[]): string {
  return [
    "groups:",
    "  web:",
    "    tier: gold",
    "    owner: web-team",
    "    baselines: [linux]",
    "    aws: { accounts: [prod], regions: [eu-central-1] }",
    "    rings:",
    ...rings.map((one) => `      - ${one}`),
  ].join("\n");
}

const all = web("{ name: all, window: sunday }");

function search(parts: Sections) {
  return searchOf(policyText({ baselines: linux("0d"), groups: all, ...parts }));
}

describe("the smallest fix of each kind", () => {
  it("lowers an approval delay by whole days", () => {
    // Weekly, 3 h: 7 d + 3 h after the approval; 6 d 1 min + 7 d − 1 min + 3 h is within 14 d, 7 d is not.
    const found = search({ tiers: tiers("{ critical: 14d }"), baselines: linux("9d") });
    const fix = fixOfKind(found, "approval delay");

    expect(changedLines(fix)).toEqual([
      "-    approve: [{ classification: [security], after: 9d }] # rule",
      "+    approve: [{ classification: [security], after: 6d }] # rule",
    ]);
    expect(fix.slack).toEqual(["web.all 20h"]);
    expect(fix.groups).toEqual(["web"]);
  });

  it("shortens a soak, but never to nothing", () => {
    const windows =
      "windows:\n  am: { schedule: every day at 04:00 }\n  pm: { schedule: every day at 22:00 }";
    const groups = web(
      "{ name: canary, window: am }",
      "{ name: broad, window: pm, soak: 4d } # rests",
    );
    const found = search({ tiers: tiers("{ critical: 5d }"), windows, groups });

    expect(changedLines(fixOfKind(found, "soak"))).toEqual([
      "-      - { name: broad, window: pm, soak: 4d } # rests",
      "+      - { name: broad, window: pm, soak: 62h } # rests",
    ]);
    const hopeless = search({ tiers: tiers("{ critical: 25h }"), windows, groups });
    expect(() => fixOfKind(hopeless, "soak")).toThrow("no fix of kind soak");
  });

  it("lets a class take the tier's path, with the key that was left out", () => {
    const promised = tiers("{ critical: 5d, exploited: 20d }", ", outOfCycle: urgent");
    const fix = fixOfKind(search({ tiers: promised }), "out-of-cycle path");

    expect(changedLines(fix)).toEqual([
      "-  urgent: {}",
      "+  urgent: { when: [exploited, critical] }",
    ]);
  });

  it("makes a path faster where it is too slow", () => {
    // 4 h notice + 4 h to decide + 6 h for the ring are 14 h; an hour less of notice is within 13 h.
    const promised = tiers("{ critical: 40d, exploited: 13h }", ", outOfCycle: urgent");
    const fix = fixOfKind(search({ tiers: promised }), "out-of-cycle path");

    expect(changedLines(fix)).toEqual(["-  urgent: {}", "+  urgent: { notice: 3h }"]);
  });

  it("opens the path in freezes, and no window", () => {
    const fix = fixOfKind(
      search({
        tiers: tiers("{ critical: 40d, exploited: 3d }", ", outOfCycle: urgent"),
        freezes: "freezes:\n  - { name: christmas, every: year, from: 12-24, to: 12-26 }",
      }),
      "freeze exception",
    );

    expect(changedLines(fix)).toEqual(["-  urgent: {}", "+  urgent: { inFreeze: true }"]);
  });

  it("patches more machines at a time, as few as fit", () => {
    // 2 h before the cutoff have room for 7 batches of 20 min: ⌈100 / 15⌉.
    const groups = web("{ name: all, window: sunday, concurrency: 10% }");
    const fix = fixOfKind(search({ tiers: tiers("{ critical: 20d }"), groups }), "concurrency");

    expect(changedLines(fix)).toEqual([
      "-      - { name: all, window: sunday, concurrency: 10% }",
      "+      - { name: all, window: sunday, concurrency: 15% }",
    ]);
  });

  it("starts machines for longer, or stops earlier where the last one ends after the run", () => {
    const later = search({
      tiers: tiers("{ critical: 20d }"),
      windows: "windows:\n  sunday: { schedule: every sunday at 04:00, cutoff: 2h, perNode: 30m }",
    });
    const earlier = search({
      tiers: tiers("{ critical: 28h }"),
      windows: "windows:\n  sunday: { schedule: every day at 06:00, cutoff: 0h, perNode: 90m }",
      groups: web("{ name: all, window: sunday, concurrency: 100% }"),
    });

    expect(changedLines(fixOfKind(later, "cutoff"))[1]).toContain("cutoff: 1h, perNode: 30m");
    expect(changedLines(fixOfKind(earlier, "cutoff"))[1]).toContain("cutoff: 2h, perNode: 90m");
  });

  it("moves a window to the next day that does, and takes its agreement away", () => {
    // The canary ends on Sunday 07:00; with 2 d of rest Monday is too early, and Tuesday does.
    const fix = fixOfKind(
      search({
        tiers: tiers("{ critical: 12d }"),
        windows:
          "windows:\n  sunday: { schedule: every sunday at 04:00 }\n  monday: { schedule: every monday at 22:00, agreedBy: web-team }",
        groups: web(
          "{ name: canary, window: sunday }",
          "{ name: broad, window: monday, soak: 2d }",
        ),
      }),
      "window moved",
    );

    expect(changedLines(fix)).toEqual([
      "-  monday: { schedule: every monday at 22:00, agreedBy: web-team }",
      "+  monday: { schedule: every tuesday at 22:00 }",
    ]);
    expect(fix.agreementLost).toEqual(["monday"]);
  });

  const monthly =
    "windows:\n  sunday: # monthly\n    schedule: second tuesday +1 day at 22:00\n    agreedBy: web-team # mail of 3 May\n    agreedAt: 2026-11-02\n    duration: 3h";

  it("lets a window run more often, and keeps the remark of what it removes", () => {
    const found = search({ tiers: tiers("{ critical: 30d }"), windows: monthly });

    expect(changedLines(fixOfKind(found, "window extended"))).toEqual([
      "-    schedule: second tuesday +1 day at 22:00",
      "-    agreedBy: web-team # mail of 3 May",
      "-    agreedAt: 2026-11-02",
      "+    schedule: every wednesday at 22:00",
      "+    # mail of 3 May",
    ]);
  });

  it("gives a ring a window of its own that nobody has agreed to", () => {
    const found = search({ tiers: tiers("{ critical: 30d }"), windows: monthly });

    expect(changedLines(fixOfKind(found, "window added"))).toEqual([
      "+  sunday-2: { schedule: every wednesday at 22:00, duration: 3h }",
      "-      - { name: all, window: sunday }",
      "+      - { name: all, window: sunday-2 }",
    ]);
  });

  it("lets a ring take another window of the document", () => {
    const windows = `${monthly}\n  weekly: { schedule: every friday at 04:00 }`;
    const fix = fixOfKind(search({ tiers: tiers("{ critical: 30d }"), windows }), "window chosen");

    expect(changedLines(fix)).toEqual([
      "-      - { name: all, window: sunday }",
      "+      - { name: all, window: weekly }",
    ]);
    expect(fix).toMatchObject({ agreementLost: [], neverAgreed: ["weekly"] });
  });

  it("takes the window without a finding, of two with as many runs", () => {
    // Clocks show 02:30 twice on a Sunday in October, and nothing is found on 04:00. Both windows are in use, so that neither
    // finding would be new.
    const windows = `${monthly}\n  twice: { schedule: every sunday at 02:30, agreedBy: a, agreedAt: 2026-11-02 }\n  once: { schedule: every friday at 04:00, agreedBy: a, agreedAt: 2026-11-02 }`;
    const other = (name: string): string =>
      web(`{ name: all, window: ${name} }`).replace("groups:\n  web:", `  ${name}:`);
    const groups = [all, other("twice"), other("once")].join("\n");
    const found = search({ tiers: tiers("{ critical: 30d }"), windows, groups });

    expect(changedLines(fixOfKind(found, "window chosen"))[1]).toBe(
      "+      - { name: all, window: once }",
    );
  });

  it("lets rings change places, with the soaks where they were", () => {
    const fix = fixOfKind(
      search({
        tiers: tiers("{ critical: 200h }"),
        windows:
          "windows:\n  sunday: { schedule: every sunday at 04:00 }\n  daily: { schedule: every day at 22:00 }",
        groups: web(
          "{ name: fast, window: daily }",
          "name: slow # two\n        window: sunday\n        soak: 1h",
        ),
      }),
      "ring order",
    );

    expect(fix.files[0]?.after).toContain(
      "      - name: slow # two\n        window: sunday\n      - { name: fast, window: daily, soak: 1h }",
    );
  });

  it("promises what the calendar can keep, in the unit that was written", () => {
    const days = search({ tiers: tiers("{ critical: 5d, exploited: 20d }") });
    // A week, the run of 3 h, and the hour that the clocks are put back by.
    const hours = search({ tiers: tiers("{ critical: { internet: 100h, internal: 30d } }") });
    const months = search({
      tiers: tiers("{ critical: 1mo }"),
      windows: "windows:\n  sunday: { schedule: second tuesday +1 day at 22:00 }",
    });

    const added = (found: typeof days) => changedLines(fixOfKind(found, "own deadline"))[1];
    expect(added(days)).toContain("{ critical: 8d, exploited: 20d }");
    expect(added(hours)).toContain("{ critical: { internet: 172h, internal: 30d } }");
    expect(added(months)).toContain("{ critical: 2mo }");
  });

  it("stretches no promise of an obligation", () => {
    const found = search({
      tiers: tiers("{ critical: 60d }"),
      rest: "obligations: [pci-dss-4.0.1]",
      windows: "windows:\n  sunday: { schedule: second tuesday +1 day at 22:00 }",
    });

    expect(found.fixes.length).toBeGreaterThan(0);
    for (const { changes } of found.fixes) {
      expect(changes.map(({ kind }) => kind)).not.toContain("own deadline");
    }
  });
});

describe("a group that patches are promoted to", () => {
  it("is repaired in the group that they rest in before", () => {
    // Staging lands after a week and 3 h at the latest; 2 d of rest later production waits for its Sunday.
    const place = "aws: { accounts: [prod], regions: [eu-central-1] }";
    const groups = [
      "groups:",
      `  staging: { tier: gold, owner: web-team, baselines: [linux], ${place}, rings: [{ name: all, window: saturday }] }`,
      `  web: { tier: gold, owner: web-team, baselines: [linux], ${place}, promotedFrom: { group: staging, soak: 2d }, rings: [{ name: all, window: sunday }] }`,
    ].join("\n");
    const found = search({
      tiers: tiers("{ critical: 14d }"),
      windows:
        "windows:\n  saturday: { schedule: every saturday at 04:00 }\n  sunday: { schedule: every sunday at 04:00 }",
      groups,
    });

    expect(changedLines(fixOfKind(found, "soak"))[1]).toMatch(
      /promotedFrom: \{ group: staging, soak: \d+h \}/,
    );
    expect(changedLines(fixOfKind(found, "window moved"))[1]).toMatch(/saturday|sunday/);
  });
});

describe("sets of changes", () => {
  const tooSlow = web(
    "{ name: canary, window: sunday, concurrency: 10% }",
    "{ name: broad, window: sunday, concurrency: 12%, soak: 1d }",
  );

  it("are found where no single change repairs the document", () => {
    const found = search({ tiers: tiers("{ critical: 20d }"), groups: tooSlow });

    expect(found.found).toBe("set");
    expect(found.fixes[0] && changedLines(found.fixes[0])).toEqual([
      "-      - { name: canary, window: sunday, concurrency: 10% }",
      "-      - { name: broad, window: sunday, concurrency: 12%, soak: 1d }",
      "+      - { name: canary, window: sunday, concurrency: 15% }",
      "+      - { name: broad, window: sunday, concurrency: 15%, soak: 1d }",
    ]);
  });

  it("may be of three, of which none can be left out", () => {
    const three = `${tooSlow}\n      - { name: last, window: sunday, concurrency: 5%, soak: 1d }`;
    const found = search({ tiers: tiers("{ critical: 30d }"), groups: three });

    expect(found.fixes.map(({ changes }) => changes.map(({ kind }) => kind))).toEqual([
      ["concurrency", "concurrency", "concurrency"],
    ]);
  });

  it("are none where nothing helps, and what is refused says why", () => {
    const found = search({
      tiers: tiers("{ critical: 20d, high: 30d }"),
      baselines:
        "baselines:\n  linux:\n    systems: [rhel-9]\n    approve: [{ classification: [security], severity: [critical] }]",
    });

    expect(found).toMatchObject({ fixes: [], found: "none", cut: false });
    expect(found.refused).toEqual([
      {
        sentences: [expect.stringContaining("gets out-of-cycle path urgent for high patches")],
        because: expect.stringContaining("oncall/missing"),
      },
    ]);
  });

  it("are not looked for any longer when time is up", () => {
    const broken = policyText({ tiers: tiers("{ critical: 5d }") });

    expect(searchOf(broken, () => true)).toMatchObject({ fixes: [], cut: true, tried: 0 });
  });
});

describe("who shares a change", () => {
  const two = `${all}\n  shop:\n    tier: gold\n    owner: shop-team\n    baselines: [windows]\n    aws: { accounts: [prod], regions: [eu-central-1] }\n    rings: [{ name: all, window: sunday }]`;

  it("is named: the groups of a tier, of a window, of a baseline", () => {
    const found = search({
      tiers: tiers("{ critical: 14d }"),
      baselines: `${linux("9d")}\n  windows: { systems: [windows-server-2022], approve: [{ classification: [security, critical] }] }`,
      groups: two,
    });

    expect(fixOfKind(found, "approval delay").groups).toEqual(["web"]);
    expect(fixOfKind(found, "window extended").groups).toEqual(["web", "shop"]);
    expect(fixOfKind(found, "own deadline").groups).toEqual(["web", "shop"]);
  });

  it("is named for a block that an alias shares", () => {
    const shared = all
      .replace("rings:", "rings: &rings")
      .replace("window: sunday }", "window: sunday, concurrency: 10% }");
    const groups = `${shared}\n  shop:\n    tier: gold\n    owner: shop-team\n    baselines: [linux]\n    aws: { accounts: [prod], regions: [eu-central-1] }\n    rings: *rings`;
    const fix = fixOfKind(search({ tiers: tiers("{ critical: 20d }"), groups }), "concurrency");

    expect(changedLines(fix)[1]).toContain("concurrency: 15%");
    expect(fix.groups).toEqual(["web", "shop"]);
  });
});
