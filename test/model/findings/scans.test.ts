import { describe, expect, it } from "vitest";
import { findingsOn } from "../../../model/findings/report";
import { parsePlan } from "../../../model/load";
import { parseInstant } from "../../../model/zone";
import { policyText, type Sections } from "../policyText";

const sections = (scan: string, window: string, over: Sections = {}): Sections => ({
  clouds: `clouds: { aws: { accounts: { prod: { id: "123456789012" } } } }`,
  windows: `windows:\n  daily: { ${window} }`,
  groups: `groups:
  web: { tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: daily }] }`,
  rest: `scan: ${scan}`,
  ...over,
});

function found(replaced: Sections) {
  const loaded = parsePlan(policyText(replaced), "patching.yaml");
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  const asOf = parseInstant("2026-12-01T00:00Z") ?? Number.NaN;
  return findingsOn(loaded.policy, loaded.plan, asOf).filter(
    ({ rule }) => rule === "scan/during-run",
  );
}

const at = (time: string, more = "") => `schedule: every sunday at ${time}, duration: 3h${more}`;

describe("a scan", () => {
  it("is said to be in the way of a window that patches at the same time", () => {
    const [finding, ...others] = found(sections("every day at 12:00", at("10:00")));

    expect(others).toEqual([]);
    expect(finding).toMatchObject({ level: "warning", path: ["scan"] });
    expect(finding?.message).toMatch(
      /^machines are scanned while window daily patches them, first on 2026-12-\d\d 12:00/,
    );
  });

  it.each([
    ["ends when the window opens", "every day at 08:00", at("10:00"), 0],
    ["ends an hour after the window opens", "every day at 09:00", at("10:00"), 1],
    ["begins when the window ends", "every day at 13:00", at("10:00"), 0],
    [
      "begins while the last machine may still be patched",
      "every day at 13:00",
      at("10:00", ", perNode: 2h"),
      1,
    ],
    ["is on other days", "every monday at 11:00", at("10:00"), 0],
  ])("that %s is %i times in the way", (_case, scan, window, count) => {
    expect(found(sections(scan, window))).toHaveLength(count);
  });

  it("is not in the way of runs that a freeze of every group bars", () => {
    const frozen = sections("every day at 12:00", at("10:00"), {
      freezes: "freezes:\n  - { name: all, from: 2026-01-01, to: 2030-01-01 }",
    });

    expect(found(frozen)).toEqual([]);
  });
});
