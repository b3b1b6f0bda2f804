import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { starterPolicy } from "../../model/starter";
import { policyText, twoClouds } from "../model/policyText";
import { workplace } from "../support/commandLine";

const { run: patchwarden, write, read, pathOf } = workplace();

const twoGroups = policyText({
  windows:
    "windows:\n  sunday: { schedule: every sunday at 04:00 }\n  moved: { schedule: second tuesday +1 day at 22:00, timezone: America/New_York, duration: 2h }",
  groups: twoClouds.replace("{ name: all, window: sunday }", "{ name: all, window: moved }"),
  rest: "testWindows:\n  regression: { schedule: every monday at 10:00, owner: qa, groups: [build], for: [web] }",
  freezes: "freezes:\n  - { name: qa-week, from: 2026-12-07, to: 2026-12-07, bars: tests }",
});

const lines = (text: string): readonly string[] => text.split("\n");

describe("patchwarden calendar", () => {
  it("says when each window is, in a sentence, and then its runs with the tests among them", () => {
    write(twoGroups);

    const { exit, out } = patchwarden("calendar", "--next", "3");

    expect(exit).toBe(0);
    expect(lines(out).map((line) => line.replace(/ +/g, " "))).toEqual([
      "window when",
      "sunday every Sunday at 04:00 (Europe/Berlin), for 3 hours",
      "moved the day after the second Tuesday of each month at 22:00 (America/New_York), for 2 hours",
      "regression tests every Monday at 10:00 (Europe/Berlin), for 4 hours",
      "",
      "window local UTC clouds rings",
      "sunday 2026-12-06 04:00 Europe/Berlin 2026-12-06 03:00 UTC aws+azure web.canary web.broad",
      "regression 2026-12-07 10:00 Europe/Berlin 2026-12-07 09:00 UTC barred by freeze qa-week",
      "moved 2026-12-09 22:00 America/New_York 2026-12-10 03:00 UTC aws build.all",
      "sunday 2026-12-13 04:00 Europe/Berlin 2026-12-13 03:00 UTC aws+azure web.canary web.broad",
      "next: patchwarden check proves that these runs keep every deadline",
    ]);
  });

  it("shows of a group its own windows, and the tests of it and for it", () => {
    write(twoGroups);
    const windows = (group: string): readonly string[] => {
      const { out } = patchwarden("calendar", "--group", group, "--json");
      const json: { runs: { window: string }[]; windows: { window: string; when: string }[] } =
        JSON.parse(out);
      const named = json.windows.map(({ window }) => window);
      expect(new Set(json.runs.map(({ window }) => window))).toEqual(new Set(named));
      return named;
    };

    expect(windows("web")).toEqual(["sunday", "regression"]);
    expect(windows("build")).toEqual(["moved", "regression"]);
  });

  it("ends with 2 on a group that the document lacks, and names the nearest", () => {
    write(twoGroups);

    expect(patchwarden("calendar", "--group", "biuld", "--ics", "out.ics")).toEqual({
      exit: 2,
      out: "",
      err: 'calendar: unknown group "biuld" (did you mean "build"?); the document has web, build',
    });
    expect(readdirSync(pathOf("."))).toEqual(["patching.yaml"]);
  });

  it("writes the same file on every day, and says so", () => {
    write(twoGroups);

    const today = patchwarden("calendar", "--ics", "a.ics");
    const later = patchwarden("calendar", "--ics", "b.ics", "--as-of", "2028-06-01");

    expect([today.exit, later.exit]).toEqual([0, 0]);
    expect(today.out).toContain("written: a.ics\nnext: open a.ics");
    expect(read("a.ics")).toBe(read("b.ics"));
    expect(read("a.ics")).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(JSON.parse(patchwarden("calendar", "--ics", "c.ics", "--json").out)).toMatchObject({
      written: "c.ics",
    });
  });

  it("writes the whole file or none", () => {
    write(twoGroups);
    mkdirSync(pathOf("folder"));
    writeFileSync(path.join(pathOf("folder"), "kept.txt"), "kept");

    expect(patchwarden("calendar", "--ics", "folder")).toMatchObject({
      exit: 1,
      out: "",
      err: "calendar: folder could not be written: it is a folder; check the path",
    });
    expect(patchwarden("calendar", "--ics", "nowhere/a.ics")).toMatchObject({
      exit: 1,
      err: "calendar: nowhere/a.ics could not be written: its folder does not exist; check the path",
    });
    expect(readdirSync(pathOf("."))).toEqual(["folder", "patching.yaml"]);
    expect(readdirSync(pathOf("folder"))).toEqual(["kept.txt"]);
  });

  it("reads the calendars beside the document", () => {
    write(starterPolicy.replace("every: year, from: 12-24, to: 12-26", "calendar: holidays.ics"));
    write(
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20261202\nEND:VEVENT\nEND:VCALENDAR\n",
      "holidays.ics",
    );

    expect(patchwarden("calendar").out).toContain("barred by freeze year-end");

    write("BEGIN:VCALENDAR\n", "holidays.ics");
    const { exit, err } = patchwarden("calendar");
    expect(exit).toBe(2);
    expect(err).toMatch(
      /^patching\.yaml:\d+:\d+: freezes\[0\]\.calendar: holidays\.ics line 1: BEGIN of "VCALENDAR" has no END$/,
    );
  });
});
