import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clockChanges,
  formatInstant,
  instantOf,
  parseInstant,
  startOfDay,
  toInstants,
  toLocal,
} from "../../model/zone";
import { offsetAt } from "../support/simulateCalendar";

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"];
const instant = fc.integer({
  min: Date.parse("2024-01-01T00:00Z") / 60_000,
  max: Date.parse("2050-01-01T00:00Z") / 60_000,
});

function inUtc(texts: readonly number[]): readonly string[] {
  return texts.map((each) => formatInstant(each));
}

describe("toInstants", () => {
  it("finds the one instant of a local time", () => {
    expect(inUtc(toInstants("Europe/Berlin", 2026, 12, 15, 19, 0))).toEqual([
      "2026-12-15 18:00 UTC",
    ]);
  });

  it("finds no instant in a gap", () => {
    expect(toInstants("Europe/Berlin", 2027, 3, 28, 2, 30)).toEqual([]);
    expect(inUtc(toInstants("Europe/Berlin", 2027, 3, 28, 3, 0))).toEqual(["2027-03-28 01:00 UTC"]);
  });

  it("finds both instants in an overlap, the earlier first", () => {
    expect(inUtc(toInstants("Europe/Berlin", 2027, 10, 31, 2, 30))).toEqual([
      "2027-10-31 00:30 UTC",
      "2027-10-31 01:30 UTC",
    ]);
  });

  it("knows a clock change of half an hour", () => {
    // Lord Howe goes from +11:00 back to +10:30 at 02:00 on the first Sunday in April.
    expect(inUtc(toInstants("Australia/Lord_Howe", 2027, 4, 4, 1, 45))).toEqual([
      "2027-04-03 14:45 UTC",
      "2027-04-03 15:15 UTC",
    ]);
  });
});

describe("toLocal", () => {
  it("agrees with Intl at every instant", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, (zone, at) => {
        expect(toLocal(zone, at) - at).toBe(offsetAt(zone, at));
      }),
      { numRuns: 1000 },
    );
  });

  it("is undone by toInstants", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, (zone, at) => {
        const local = new Date(toLocal(zone, at) * 60_000);
        const found = toInstants(
          zone,
          local.getUTCFullYear(),
          local.getUTCMonth() + 1,
          local.getUTCDate(),
          local.getUTCHours(),
          local.getUTCMinutes(),
        );
        expect(found).toContain(at);
      }),
    );
  });
});

describe("startOfDay", () => {
  it("is the instant of the jump where clocks jump over midnight", () => {
    // Cairo goes from 00:00 to 01:00 on the last Friday in April: 30 April 2027 begins at 01:00.
    const day = Date.parse("2027-04-30T00:00Z") / 86_400_000;
    expect(formatInstant(startOfDay("Africa/Cairo", day), "Africa/Cairo")).toBe(
      "2027-04-30 01:00 Africa/Cairo",
    );
  });
});

describe("formatInstant", () => {
  it("writes UTC and local time", () => {
    const at = Date.parse("2026-12-15T18:00Z") / 60_000;
    expect(formatInstant(at)).toBe("2026-12-15 18:00 UTC");
    expect(formatInstant(at, "Europe/Berlin")).toBe("2026-12-15 19:00 Europe/Berlin");
  });
});

describe("parseInstant", () => {
  it("undoes formatInstant", () => {
    fc.assert(
      fc.property(instant, (at) => {
        expect(parseInstant(formatInstant(at))).toBe(at);
      }),
    );
  });

  it.each([
    ["2026-12-01T00:00Z", "2026-12-01 00:00 UTC"],
    ["2026-12-01T00:00:59Z", "2026-12-01 00:00 UTC"],
    ["2026-12-01T01:00+01:00", "2026-12-01 00:00 UTC"],
    ["2026-12-01", "2026-12-01 00:00 UTC"],
  ])("reads %s", (text, expected) => {
    expect(formatInstant(parseInstant(text) ?? Number.NaN)).toBe(expected);
  });

  it.each(["", "tomorrow", "2026-13-01T00:00Z", "2026-12-01T00:00", "2026-02-30"])(
    "refuses %j",
    (text) => {
      expect(parseInstant(text)).toBeUndefined();
    },
  );
});

describe("instantOf", () => {
  const at = (zone: string, text: string): string =>
    formatInstant(instantOf(zone, Date.parse(`${text}Z`) / 60_000));

  it("reads a skipped time by the clock before, and of a doubled one the first", () => {
    expect(at("Europe/Berlin", "2027-03-28T02:30")).toBe("2027-03-28 01:30 UTC");
    expect(at("Europe/Berlin", "2027-10-31T02:30")).toBe("2027-10-31 00:30 UTC");
    expect(at("Europe/Berlin", "2027-06-01T02:30")).toBe("2027-06-01 00:30 UTC");
    expect(at("Africa/Cairo", "2027-04-30T00:00")).toBe("2027-04-29 22:00 UTC");
  });
});

describe("clockChanges", () => {
  it("gives each change with the clock before and after it, and no others", () => {
    const [from, until] = ["2027-01-01", "2028-01-01"].map((day) => Date.parse(day) / 60_000);

    const changes = (zone: string) =>
      clockChanges(zone, from ?? 0, until ?? 0).map(({ at, before, after }) => [
        formatInstant(at),
        before,
        after,
      ]);
    expect(changes("Australia/Lord_Howe")).toEqual([
      ["2027-04-03 15:00 UTC", 660, 630],
      ["2027-10-02 15:30 UTC", 630, 660],
    ]);
    expect(changes("Asia/Kolkata")).toEqual([]);
    expect(changes("UTC")).toEqual([]);
  });
});
