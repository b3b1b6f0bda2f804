import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatFault } from "../../../model/fault";
import { loadPlan, parsePlan } from "../../../model/load";
import { formatInstant } from "../../../model/zone";
import { memoryFiles } from "../../support/memoryFiles";
import { refused } from "../planned";
import { policyText } from "../policyText";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "patchwarden-calendars-"));
  mkdirSync(path.join(folder, "policy", "calendars"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const christmas =
  "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227\nEND:VEVENT\nEND:VCALENDAR\n";

function write(file: string, text: string | Uint8Array): void {
  writeFileSync(path.join(folder, file), text);
}

function load(freeze: string) {
  write(
    "policy/patching.yaml",
    policyText({ freezes: `freezes:\n  - { name: holidays, ${freeze} }` }),
  );
  return loadPlan(path.join(folder, "policy", "patching.yaml"), "patching.yaml");
}

function faults(freeze: string): readonly string[] {
  const loaded = load(freeze);
  if (loaded.ok) throw new Error("the document is valid");
  return loaded.faults.map(formatFault);
}

describe("a freeze with a calendar", () => {
  it("is the calendar's events, with the days of the freeze's zone", () => {
    write("policy/calendars/holidays.ics", christmas);

    const berlin = load("calendar: calendars/holidays.ics");
    const tokyo = load("calendar: calendars/holidays.ics, timezone: Asia/Tokyo, groups: [web]");

    const spans = (loaded: typeof berlin): readonly string[] => {
      const when = loaded.ok ? loaded.plan.freezes[0]?.when : undefined;
      return when?.kind === "spans"
        ? when.spans.flat().map((instant) => formatInstant(instant))
        : [];
    };
    expect(spans(berlin)).toEqual(["2026-12-23 23:00 UTC", "2026-12-26 23:00 UTC"]);
    expect(spans(tokyo)).toEqual(["2026-12-23 15:00 UTC", "2026-12-26 15:00 UTC"]);
    expect(tokyo.ok && tokyo.plan.freezes[0]?.groups).toEqual(["web"]);
  });

  it("names the line of the calendar at the place of the document", () => {
    write("policy/calendars/bad.ics", christmas.replace("20261224", "20261324"));

    expect(faults("calendar: calendars/bad.ics")).toEqual([
      'patching.yaml:24:23: freezes[0].calendar: calendars/bad.ics line 4: DTSTART must be a day such as 20261224 or a time such as 20261224T220000 or 20261224T210000Z, got "20261324"',
    ]);
  });

  it("says what is wrong with the file", () => {
    write("policy/large.ics", `BEGIN:VCALENDAR\n${" ".repeat(1024 * 1024)}\n`);
    write("policy/latin.ics", new Uint8Array([0x42, 0xe4, 0x42]));
    mkdirSync(path.join(folder, "policy", "folder.ics"));

    expect(faults("calendar: absent.ics")[0]).toContain("absent.ics: no such file");
    expect(faults("calendar: large.ics")[0]).toContain("may have at most 1 MB");
    expect(faults("calendar: latin.ics")[0]).toContain("latin.ics:1:2: the file is not UTF-8 text");
    expect(faults("calendar: folder.ics")[0]).toContain("is no file");
  });

  it("never leaves the document's folder, by name or by link", () => {
    write("secret.ics", christmas);
    symlinkSync(path.join(folder, "secret.ics"), path.join(folder, "policy", "link.ics"));
    symlinkSync(folder, path.join(folder, "policy", "up"));
    write("policy/calendars/real.ics", christmas);
    symlinkSync("calendars/real.ics", path.join(folder, "policy", "inside.ics"));

    expect(faults("calendar: link.ics")[0]).toContain(
      "is a link that leaves the document's folder",
    );
    expect(faults("calendar: up/secret.ics")[0]).toContain(
      "is a link that leaves the document's folder",
    );
    expect(load("calendar: inside.ics").ok).toBe(true);
  });

  it.each([
    "../secret.ics",
    "calendars/../../secret.ics",
    "/etc/holidays.ics",
    "C:\\holidays.ics",
    "..\\holidays.ics",
    "https://example.com/holidays.ics",
    "holidays.txt",
    ".ics",
  ])("refuses the path %s before it looks", (file) => {
    const [message] = refused({ freezes: `freezes:\n  - { name: a, calendar: '${file}' }` });

    expect(message).toContain("freezes[0].calendar must be the path of an .ics file");
  });

  it("stands without days of its own, and a freeze without it has both days", () => {
    expect(
      refused({ freezes: "freezes:\n  - { name: a, calendar: a.ics, from: 2026-12-24 }" })[0],
    ).toContain("freezes[0].calendar must stand without every, from and to, got a.ics");
    expect(refused({ freezes: "freezes:\n  - { name: a, from: 2026-12-24 }" })[0]).toContain(
      "freezes[0].to is missing; it must be a day with its year such as 2026-12-18",
    );
    expect(refused({ freezes: "freezes:\n  - { name: a }" })).toHaveLength(2);
  });

  it("needs a reader where a text alone is given", () => {
    const text = policyText({ freezes: "freezes:\n  - { name: a, calendar: a.ics }" });

    const alone = parsePlan(text);
    const withReader = parsePlan(text, "patching.yaml", memoryFiles({ "a.ics": christmas }));

    expect(alone.ok ? [] : alone.faults.map(({ message }) => message)).toEqual([
      "freezes[0].calendar: a.ics: is not at hand: only this text was given, without its folder",
    ]);
    expect(withReader.ok).toBe(true);
  });
});

describe("what a freeze bars", () => {
  const plan = (freezes: string) => {
    const loaded = parsePlan(policyText({ freezes }));
    if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
    return loaded.plan;
  };
  const freeze = (bars: string): string =>
    `freezes:\n  - { name: a, from: 2027-02-01, to: 2027-03-05${bars} }`;

  it("is installs, tests or both, and installs when it does not say", () => {
    const names = (bars: string): readonly (readonly string[])[] =>
      [plan(freeze(bars)).freezes, plan(freeze(bars)).testFreezes].map((list) =>
        list.map(({ name }) => name),
      );

    expect(names("")).toEqual([["a"], []]);
    expect(names(", bars: installs")).toEqual([["a"], []]);
    expect(names(", bars: tests")).toEqual([[], ["a"]]);
    expect(names(", bars: both")).toEqual([["a"], ["a"]]);
    expect(refused({ freezes: freeze(", bars: test") })[0]).toContain(
      'must be one of installs, tests, both, got test; did you mean "tests"?',
    );
  });

  it("changes nothing that is deployed or proved when it is tests", () => {
    const { testFreezes, ...without } = plan("freezes: []");
    const { testFreezes: barring, ...withTests } = plan(freeze(", bars: tests"));

    expect(testFreezes).toEqual([]);
    expect(barring).toHaveLength(1);
    expect(withTests).toEqual(without);
    expect(plan(freeze(""))).not.toEqual(plan("freezes: []"));
  });
});
