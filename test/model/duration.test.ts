import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDuration,
  describeDuration,
  formatDuration,
  parseDuration,
  roundDuration,
} from "../../model/duration";
import { parseInstant } from "../../model/zone";

describe("roundDuration", () => {
  it.each([
    ["up", 14 * 1440 + 179, "14d 3h"],
    ["down", 14 * 1440 + 179, "14d 2h"],
    ["up", 14 * 1440 - 1, "14d"],
    ["down", 14 * 1440 - 1, "13d 23h"],
    ["up", 1440 + 1, "1d 1m"],
    ["down", 179, "2h 59m"],
    ["up", 0, "0m"],
  ] as const)("rounds %s what has three units, and nothing else", (rounding, minutes, text) => {
    expect(roundDuration(minutes, rounding)).toBe(text);
  });
});

describe("parseDuration", () => {
  it.each([
    ["30m", 0, 30],
    ["72h", 0, 72 * 60],
    ["14d", 0, 14 * 1440],
    ["2w", 0, 14 * 1440],
    ["1mo", 1, 0],
    ["P14D", 0, 14 * 1440],
    ["PT72H", 0, 72 * 60],
    ["P1DT12H", 0, 36 * 60],
    ["P1M", 1, 0],
    ["P1Y2M", 14, 0],
    ["P2W", 0, 14 * 1440],
    ["PT90M", 0, 90],
  ])("reads %s", (text, months, minutes) => {
    expect(parseDuration(text)).toEqual({ ok: true, duration: { months, minutes } });
  });

  it.each([
    "2 weeks",
    "14",
    "14D",
    "1.5h",
    "-3d",
    "3 d",
    "1h30m",
    "P",
    "PT",
    "P1DT",
    "1y",
    "",
    "d",
  ])("refuses %j", (text) => {
    expect(parseDuration(text)).toMatchObject({ ok: false });
  });

  it("refuses more than ten years", () => {
    expect(parseDuration("3661d")).toEqual({ ok: false, message: "must be at most ten years" });
    expect(parseDuration("120mo")).toMatchObject({ ok: true });
    expect(parseDuration("121mo")).toMatchObject({ ok: false });
  });
});

describe("formatDuration", () => {
  it.each([
    [0, "0m"],
    [45, "45m"],
    [13 * 1440 + 180, "13d 3h"],
    [1441, "1d 1m"],
    [-61, "-1h 1m"],
  ])("writes %i minutes as %s", (minutes, text) => {
    expect(formatDuration(minutes)).toBe(text);
  });

  it("writes months first", () => {
    expect(describeDuration({ months: 1, minutes: 0 })).toBe("1mo");
    expect(describeDuration({ months: 2, minutes: 90 })).toBe("2mo 1h 30m");
    expect(describeDuration({ months: 0, minutes: 1440 })).toBe("1d");
  });
});

describe("addDuration", () => {
  const at = (text: string): number => parseInstant(text) ?? Number.NaN;

  it("clamps a month to the last day", () => {
    const month = { months: 1, minutes: 0 };

    expect(addDuration(at("2027-01-31T10:30Z"), month)).toBe(at("2027-02-28T10:30Z"));
    expect(addDuration(at("2028-01-31T10:30Z"), month)).toBe(at("2028-02-29T10:30Z"));
    expect(addDuration(at("2027-12-31T00:00Z"), month)).toBe(at("2028-01-31T00:00Z"));
  });

  it("adds minutes after months", () => {
    expect(addDuration(at("2027-01-31T00:00Z"), { months: 1, minutes: 1440 })).toBe(
      at("2027-03-01T00:00Z"),
    );
  });

  it("never comes earlier for a later start", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60_000_000 }),
        fc.nat(100_000),
        fc.nat(24),
        fc.nat(100_000),
        (start, later, months, minutes) => {
          const duration = { months, minutes };

          expect(addDuration(start + later, duration)).toBeGreaterThanOrEqual(
            addDuration(start, duration),
          );
        },
      ),
    );
  });
});
