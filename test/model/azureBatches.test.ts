/** A ring in batches on Azure: how its window is divided, who is in which, and what the proof makes of it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batchTags, batchTimes, lastBatchEnd } from "../../model/azureBatches";
import { occurrences } from "../../model/calendar";
import { patchTags } from "../../model/patchTags";
import type { Freeze } from "../../model/plan";
import { prove } from "../../model/proof/prove";
import { formatSchedule, parseSchedule, type Schedule } from "../../model/schedule";
import { minutesPerDay } from "../../model/time";
import { anySchedule } from "./arbitraries";
import { planned, refused } from "./planned";

const document = (ring: string, window = "schedule: every sunday at 04:00, duration: 6h") => ({
  windows: `windows:\n  sunday: { ${window} }`,
  groups: `groups:
  web:
    tier: gold
    owner: a
    baselines: [linux]
    azure: { locations: [westeurope] }
    rings: [{ name: all, window: sunday, ${ring} }]`,
});

function schedule(text: string): Schedule {
  const parsed = parseSchedule(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.schedule;
}

describe("batches", () => {
  it("divide a window into equal parts, each a configuration of its own with a tag of its own", () => {
    const plan = planned(document("azure: { batches: 3 }"));

    const told = plan.azure[0]?.configurations.map(({ patchGroup, batch, window }) => [
      batch,
      patchGroup,
      formatSchedule(window.schedule),
      window.duration,
    ]);
    expect(told).toEqual([
      [1, "web.all", "every sunday at 04:00", 120],
      [2, "web.all.2", "every sunday at 06:00", 120],
      [3, "web.all.3", "every sunday at 08:00", 120],
    ]);
    const names = plan.azure[0]?.configurations.map(({ name }) => name);
    expect(new Set(names).size).toBe(3);
  });

  it("leave the first configuration what it is without batches, but for its length", () => {
    const [without] = planned(
      document("soak: 0m", "schedule: every sunday at 04:00, duration: 3h"),
    ).azure;
    const [batched] = planned(
      document("azure: { batches: 2 }", "schedule: every sunday at 04:00, duration: 3h"),
    ).azure;

    expect(batched?.configurations[0]?.name).toBe(without?.configurations[0]?.name);
    expect(batched?.configurations[0]?.patchGroup).toBe("web.all");
  });

  it("start on the days after, where the window goes past midnight", () => {
    const plan = planned(
      document("azure: { batches: 3 }", "schedule: every sunday at 21:00, duration: 6h"),
    );

    const told = plan.azure[0]?.configurations.map(({ window, effectiveFrom }) => [
      formatSchedule(window.schedule),
      effectiveFrom,
    ]);
    expect(told).toEqual([
      ["every sunday at 21:00", undefined],
      ["every sunday at 23:00", undefined],
      ["every monday at 01:00", "2026-12-02"],
    ]);
  });

  it.each([
    ["azure: { batches: 1 }", undefined, "a whole number of batches from 2 to 10"],
    ["azure: { batches: 11 }", undefined, "a whole number of batches from 2 to 10"],
    [
      "azure: { batches: 5 }",
      undefined,
      "groups.web.rings[0].azure.batches: Azure runs batches of 1h 30m to 3h 55m, and 5 in window sunday of 6h have 1h 12m each; take a longer window, or another number",
    ],
    [
      "azure: { batches: 2 }",
      "schedule: every sunday at 04:00, duration: 8h",
      "and 2 in window sunday of 8h have 4h each",
    ],
    [
      "azure: { batches: 2 }",
      "schedule: every sunday at 21:45, duration: 4h",
      "a batch would start at 23:45, and Azure starts nothing from 23:45 on; move window sunday",
    ],
    [
      "azure: { batches: 2 }",
      "schedule: day 28 at 22:00, duration: 4h",
      "which no month is sure to have",
    ],
    [
      "azure: { batches: 2 }",
      "schedule: last sunday +6 days at 22:00, duration: 4h",
      "which no month is sure to have",
    ],
  ])("are refused: %s, %s", (ring, window, message) => {
    expect(refused(document(ring, window)).join("\n")).toContain(message);
  });

  it("are refused for a ring that is not on Azure", () => {
    const ring = "locations: [], azure: { batches: 2 }";
    const { groups, windows } = document(ring, "schedule: every sunday at 04:00, duration: 3h");
    const both = groups.replace("    azure:", "    aws: { regions: [eu-central-1] }\n    azure:");

    expect(refused({ windows, groups: both }).join("\n")).toContain(
      "groups.web.rings[0].azure.batches: the ring is not on Azure; leave it out",
    );
  });

  it("let a window be longer than Azure has them, for the rings in batches only", () => {
    const { groups, windows } = document("azure: { batches: 2 }");
    const other = groups.replace("{ name: all", "{ name: first, window: sunday }, { name: all");

    expect(refused({ windows, groups: other }).join("\n")).toContain(
      "windows.sunday.duration: Azure runs windows of 1h 30m to 3h 55m, got 6h (used on Azure by web)",
    );
  });

  it("have the tag that teams put on their machines", () => {
    const plan = planned(document("azure: { batches: 3 }"));

    expect(patchTags(plan, "web", "all")).toEqual({ PatchGroup: "web.all" });
    expect(patchTags(plan, "web", "all", 3)).toEqual({ PatchGroup: "web.all.3" });
    expect(() => patchTags(plan, "web", "all", 4)).toThrow(
      'ring "web.all" has batches 1 to 3, got 4',
    );
    expect(batchTags("web.all", 2)).toEqual(["web.all", "web.all.2"]);
  });
});

describe("the times of batches", () => {
  const batched = fc.record({
    schedule: anySchedule,
    batches: fc.integer({ min: 2, max: 10 }),
    part: fc.integer({ min: 90, max: 235 }),
  });

  it("follow one another without a gap, on the day that the window opens, whatever its schedule", () => {
    fc.assert(
      fc.property(batched, ({ schedule: given, batches, part }) => {
        const times = batchTimes({ schedule: given, duration: part * batches }, batches);
        if ("complaint" in times) return;
        const from = 20_000 * minutesPerDay;
        const starts = times.map(({ schedule: one, days }) =>
          occurrences(one, "UTC", from + days * minutesPerDay, from + (800 + days) * minutesPerDay),
        );
        for (const [batch, ofBatch] of starts.entries()) {
          const wanted = starts[0]?.map(({ start }) => start + batch * part);
          expect(ofBatch.map(({ start }) => start).slice(0, wanted?.length)).toEqual(wanted);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("end an hour later in the night in which clocks are put back between them", () => {
    const window = { schedule: schedule("every sunday at 01:00"), duration: 360 };
    const end = (timezone: string) => lastBatchEnd({ ...window, timezone }, 3, "2026-12-01");

    expect(end("UTC")).toBe(360);
    expect(end("Europe/Berlin")).toBe(420);
    expect(
      lastBatchEnd(
        { ...window, schedule: schedule("every sunday at 04:00"), timezone: "Europe/Berlin" },
        3,
        "2026-12-01",
      ),
    ).toBe(360);
  });
});

describe("the proof of a ring in batches", () => {
  const landing = (ring: string, timezone: string) => {
    const plan = planned(
      document(ring, `schedule: every sunday at 01:00, duration: 3h, timezone: ${timezone}`),
    );
    const [cell] = prove(plan, Date.parse("2026-12-01T00:00Z") / 60_000).cells;
    const worst = cell?.worstWait;
    return worst === undefined || worst.landing === "never" ? 0 : worst.landing - worst.release;
  };

  const twoRings = (freeze?: Freeze) => {
    const plan = planned({
      windows: `windows:
  saturday: { schedule: every saturday at 04:00, duration: 3h, timezone: UTC }
  sunday: { schedule: every sunday at 21:00, duration: 6h, timezone: UTC }`,
      groups: `groups:
  web:
    tier: gold
    owner: a
    baselines: [linux]
    azure: { locations: [westeurope] }
    rings: [{ name: canary, window: saturday }, { name: broad, window: sunday, azure: { batches: 3 } }]`,
    });
    return prove({ ...plan, freezes: freeze === undefined ? [] : [freeze] }, asOf);
  };
  const asOf = Date.parse("2026-12-01T00:00Z") / 60_000;
  /** From the hour at which the third batch starts, every Monday. */
  const mondays: Freeze = {
    name: "mondays",
    timezone: "UTC",
    when: {
      kind: "spans",
      spans: Array.from({ length: 200 }, (_, week) => {
        const at = Date.parse("2026-12-07T01:00Z") / 60_000 + week * 7 * minutesPerDay;
        return [at, at + 60] as const;
      }),
      knownUntil: Number.MAX_SAFE_INTEGER,
    },
  };

  it("fears the batches that a freeze leaves, and counts a run for deadlines when all of them run", () => {
    const [open, closed] = [twoRings(), twoRings(mondays)];

    // Released after Saturday's run: broad has it on Sunday at 21:00, canary by the next Saturday at 07:00.
    const early = -(5 * 24 + 10) * 60;
    expect(open.soaks.map(({ shortest }) => shortest)).toEqual(["never", early]);
    expect(closed.soaks.map(({ shortest }) => shortest)).toEqual(["never", early]);
    const landings = closed.cells
      .filter(({ ring }) => ring === "broad")
      .map(({ worstWait }) => worstWait?.landing);
    expect(new Set(landings)).toEqual(new Set(["never"]));
  });

  it("counts to the end of the last batch", () => {
    expect(landing("azure: { batches: 2 }", "UTC")).toBe(landing("soak: 0m", "UTC"));
    expect(landing("azure: { batches: 2 }", "Europe/Berlin")).toBe(
      landing("soak: 0m", "Europe/Berlin") + 60,
    );
  });
});
