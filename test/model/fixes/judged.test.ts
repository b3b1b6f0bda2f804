import { describe, expect, it } from "vitest";
import { type Judged, judge, worsenings } from "../../../model/fixes/judged";
import { parsePlan } from "../../../model/load";
import { parseInstant } from "../../../model/zone";
import { policyText } from "../policyText";

function judged(window: string): Judged {
  const loaded = parsePlan(
    policyText({
      windows:
        "windows:\n  sunday: { schedule: every sunday at 04:00 }\n  daily: { schedule: every day at 04:00 }",
      groups: `groups:\n  web: { tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: ${window} }] }`,
    }),
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return judge(loaded, parseInstant("2026-12-01") ?? 0);
}

describe("a change", () => {
  it("is no worse for a window that it leaves without use", () => {
    const after = judged("daily");

    expect(after.findings).toContainEqual(
      expect.objectContaining({ rule: "unused/definition", entry: "sunday" }),
    );
    expect(worsenings(judged("sunday"), after)).toEqual([]);
  });
});
