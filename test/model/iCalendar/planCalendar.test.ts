import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { formatFault } from "../../../model/fault";
import { toICalendar } from "../../../model/iCalendar/planCalendar";
import { parsePlan } from "../../../model/load";
import type { Plan } from "../../../model/plan";
import type { Policy } from "../../../model/policy";
import {
  anyTimezone,
  calendarScene,
  compareFileWithIcal,
  compareFileWithImport,
} from "../../support/calendarOpponents";
import { policyText, type Sections, twoClouds } from "../policyText";

function loaded(replaced: Sections): { readonly policy: Policy; readonly plan: Plan } {
  const read = parsePlan(policyText(replaced));
  if (!read.ok) throw new Error(read.faults.map(formatFault).join("\n"));
  return read;
}

const everything: Sections = {
  windows:
    "windows:\n  sunday: { schedule: every sunday at 04:00, owner: platform, agreedBy: payments; and shop, agreedAt: 2026-11-02 }\n  moved: { schedule: fourth tuesday +5 days at 22:00, timezone: America/New_York }",
  freezes:
    "freezes:\n  - { name: year-end, every: year, from: 12-18, to: 01-04, groups: [web] }\n  - { name: qa-week, from: 2027-02-01, to: 2027-02-05, bars: tests }",
  groups: twoClouds.replace("{ name: all, window: sunday }", "{ name: all, window: moved }"),
  rest: "testWindows:\n  regression: { schedule: every monday at 10:00, owner: qa, groups: [build], for: [web] }",
};

function events(text: string): readonly Record<string, string>[] {
  return text
    .replace(/\r\n /g, "")
    .split("BEGIN:VEVENT\r\n")
    .slice(1)
    .map((event) =>
      Object.fromEntries(
        event
          .slice(0, event.indexOf("END:VEVENT"))
          .split("\r\n")
          .map((line) => [/^[A-Z]+/.exec(line)?.[0] ?? "", line.slice(line.indexOf(":") + 1)]),
      ),
    );
}

describe("toICalendar", () => {
  const { policy, plan: planned } = loaded(everything);
  const text = toICalendar(policy, planned);

  it("is a calendar with lines of at most 75 octets that end with CRLF", () => {
    expect(text.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")).toBe(true);
    expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it("says of each window what it is, who it is for and who agreed", () => {
    const [sunday] = events(text);

    expect(sunday).toMatchObject({
      UID: "install.sunday@acme.patchwarden",
      SUMMARY: "Patching: sunday",
      DTSTART: "20261206T040000",
      DURATION: "PT3H",
      CATEGORIES: "PATCHING",
      DESCRIPTION:
        "Every Sunday at 04:00 (Europe/Berlin)\\, for 3 hours.\\nPatched: web.canary\\, web.broad\\nOwner: platform\\nAgreed by payments\\; and shop on 2026-11-02",
    });
    expect(sunday?.["RRULE"]).toMatch(/^FREQ=WEEKLY;BYDAY=SU;UNTIL=2036/);
    expect(sunday?.["EXDATE"]?.split(",").slice(0, 3)).toEqual([
      "20261220T040000",
      "20261227T040000",
      "20270103T040000",
    ]);
  });

  it("has test windows without the runs that a freeze of tests bars, and the freezes themselves", () => {
    const test = events(text).find(({ UID }) => UID === "test.regression@acme.patchwarden");
    const freezes = events(text).filter(({ CATEGORIES }) => CATEGORIES === "FREEZE");

    expect(test).toMatchObject({ SUMMARY: "Tests: regression", EXDATE: "20270201T100000" });
    expect(freezes).toHaveLength(10 + 1);
    expect(freezes.at(-1)).toMatchObject({
      SUMMARY: "Freeze: qa-week",
      DESCRIPTION: "Bars tests of all groups.",
      DTSTART: "20270201T000000",
      DTEND: "20270206T000000",
    });
  });

  it("has identities that are unique, and a stamp that is no day but the effective one", () => {
    const ids = events(text).map(({ UID }) => UID);

    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(events(text).map(({ DTSTAMP }) => DTSTAMP))).toEqual(
      new Set(["20261201T000000Z"]),
    );
  });

  it("leaves out what does not concern a group", () => {
    const web = events(toICalendar(policy, planned, "web")).map(({ SUMMARY }) => SUMMARY);
    const build = events(toICalendar(policy, planned, "build")).map(({ SUMMARY }) => SUMMARY);

    expect(new Set(web)).toEqual(
      new Set(["Patching: sunday", "Tests: regression", "Freeze: year-end", "Freeze: qa-week"]),
    );
    expect(new Set(build)).toEqual(
      new Set(["Patching: moved", "Tests: regression", "Freeze: qa-week"]),
    );
  });

  it("splits a window whose groups have freezes of their own", () => {
    const shared = loaded({ ...everything, groups: twoClouds });
    const found = events(toICalendar(shared.policy, shared.plan)).filter(
      ({ CATEGORIES }) => CATEGORIES === "PATCHING",
    );

    expect(found.map(({ UID }) => UID)).toEqual([
      "install.sunday@acme.patchwarden",
      "install.sunday.build@acme.patchwarden",
    ]);
    expect(found.map((event) => "EXDATE" in event)).toEqual([true, false]);
  });

  it("escapes and folds what people write, in any script", () => {
    const written = loaded({
      windows: `windows:\n  sunday: { schedule: every sunday at 04:00, agreedBy: "${"größe, 東京; \\\\ ".repeat(12)}\\n x" }`,
    });
    const made = toICalendar(written.policy, written.plan);
    const [component] = new ICAL.Component(ICAL.parse(made)).getAllSubcomponents("vevent");

    for (const line of made.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(String(component?.getFirstPropertyValue("description"))).toContain(
      `Agreed by ${"größe, 東京; \\ ".repeat(12)}\n x`,
    );
  });
});

describe("the file, read by another program and by us", () => {
  it("has exactly the runs that happen and the freezes, by ical.js and the file's own time zones", () => {
    fc.assert(fc.property(calendarScene, compareFileWithIcal), { numRuns: 10 });
  });

  it("gives the same spans when it is imported as a freeze", () => {
    fc.assert(fc.property(calendarScene, anyTimezone, compareFileWithImport), { numRuns: 15 });
  });
});
