import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatFault } from "../../../model/fault";
import { findingsOn } from "../../../model/findings/report";
import { parsePlan } from "../../../model/load";
import type { Finding } from "../../../model/plan";
import { parseInstant } from "../../../model/zone";
import { policyText } from "../policyText";

type Schedules = Readonly<Record<string, string>>;
const today = parseInstant("2026-12-01T00:00Z") ?? Number.NaN;

/** A group for each window, all in one account and region; the key `the scan` is the scan's schedule. */
function crowdFindings({ "the scan": scan, ...windows }: Schedules): readonly Finding[] {
  const named = Object.entries(windows);
  const group = (name: string) =>
    `  ${name}: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: all, window: ${name} }] }`;
  const loaded = parsePlan(
    policyText({
      head: `version: 1\norganisation: acme\ntimezone: Europe/Berlin\neffectiveFrom: 2026-12-01\nscan: ${scan}`,
      windows: `windows:\n${named.map(([name, text]) => `  ${name}: { schedule: ${text}, duration: 3h }`).join("\n")}`,
      groups: `groups:\n${named.map(([name]) => group(name)).join("\n")}`,
    }),
  );
  if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
  return findingsOn(loaded.policy, loaded.plan, today).filter(
    ({ rule }) => rule === "quota/concurrent-windows",
  );
}

/** The document as the fix asks for it. */
function moved(schedules: Schedules, fix: string): Schedules {
  const moves = [...fix.matchAll(/(?:Move |\), )(the scan|w\d+) to (.+?) \([\d.]+ [dh] away/g)];
  expect(moves.length).toBeGreaterThan(0);
  return {
    ...schedules,
    ...Object.fromEntries(moves.map(([, name = "", text = ""]) => [name, text])),
  };
}

const six: Schedules = {
  ...Object.fromEntries(
    Array.from({ length: 6 }, (_, index) => [`w${index}`, `every sunday at 04:0${index}`]),
  ),
  "the scan": "every day at 12:00",
};

describe("the fix of too many windows at once", () => {
  it("says which window to move whereto", () => {
    const [one] = crowdFindings(six);

    expect(one?.fix).toBe(
      "Move w5 to every sunday at 07:05 (3 h away): then at most 5 are open at once in eu-central-1. Check again what that does to soaks and promises.",
    );
  });

  it("moves the scan where the windows leave it no room", () => {
    const { w5: _w5, ...five } = six;

    const [one] = crowdFindings({ ...five, "the scan": "every day at 05:00" });

    expect(one?.fix).toContain("Move the scan to every day at ");
  });

  it("keeps its word: after it the finding is gone", () => {
    const day = fc.constantFrom("saturday", "sunday", "monday");
    const time = fc.record({
      hour: fc.integer({ min: 2, max: 6 }),
      minute: fc.constantFrom(0, 30),
    });
    const text = (hour: number, minute: number) =>
      `${`${hour}`.padStart(2, "0")}:${`${minute}`.padStart(2, "0")}`;
    const schedule = fc.oneof(
      fc.tuple(day, time).map(([on, { hour, minute }]) => `every ${on} at ${text(hour, minute)}`),
      fc
        .tuple(fc.constantFrom("first", "second", "last"), day, time)
        .map(([nth, on, { hour, minute }]) => `${nth} ${on} at ${text(hour, minute)}`),
      time.map(({ hour, minute }) => `every day at ${text(hour, minute)}`),
    );
    const document = fc.tuple(fc.array(schedule, { minLength: 7, maxLength: 14 }), time).map(
      ([all, { hour, minute }]): Schedules => ({
        ...Object.fromEntries(all.map((one, index) => [`w${index}`, one])),
        "the scan": `every day at ${text(hour, minute)}`,
      }),
    );
    let fixed = 0;

    fc.assert(
      fc.property(document, (schedules) => {
        const [one] = crowdFindings(schedules);
        if (!one?.fix.startsWith("Move w") && !one?.fix.startsWith("Move the scan")) return;
        fixed += 1;
        expect(crowdFindings(moved(schedules, one.fix))).toEqual([]);
      }),
      { numRuns: 40, seed: 6 },
    );

    expect(fixed).toBeGreaterThan(20);
  });
});
