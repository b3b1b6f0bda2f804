import { readFileSync } from "node:fs";
import * as path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { toAzureRecurrence } from "../../model/azureRecurrence";
import { readClosures } from "../../model/iCalendar/closures";
import { scheduleRules } from "../../model/iCalendar/scheduleRules";
import { loadPlan } from "../../model/load";
import { parseSchedule } from "../../model/schedule";
import { toSsmSchedule } from "../../model/ssmSchedule";
import { formatInstant } from "../../model/zone";
import { policyText } from "../model/policyText";
import { workplace } from "../support/commandLine";

const page = readFileSync(path.join(__dirname, "../../docs/calendars.md"), "utf8");
const { run: patchwarden, write, read, pathOf } = workplace();

function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "m").exec(page)?.[1] ?? "";
}

/** The page's parts in a document that has the groups it names. */
function document(): string {
  const group = (name: string, window: string): string =>
    `  ${name}: { tier: gold, owner: payments, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [{ name: all, window: ${window} }] }`;
  return policyText({
    tiers: "tiers:\n  gold: { deadlines: { critical: 90d, high: 90d } }",
    windows: block("yaml"),
    freezes: "",
    groups: `groups:\n${group("payments-staging", "early")}\n${group("payments", "patch-tuesday")}`,
  });
}

describe("docs/calendars.md", () => {
  beforeEach(() => {
    write(document());
    write(block("ics"), "calendars/holidays.ics");
  });

  it("has a policy that is valid, with the findings that the page explains", () => {
    const { exit, out } = patchwarden("check", "--json");
    const rules = new Set(JSON.parse(out).findings.map(({ rule }: { rule: string }) => rule));

    expect(exit).toBe(0);
    expect(rules).toContain("test-window/frozen");
    expect([...rules].filter((rule) => String(rule).startsWith("window/"))).toEqual([]);
  });

  it("has a calendar whose events are what the page says", () => {
    const loaded = loadPlan(pathOf("patching.yaml"));
    const freeze = loaded.ok
      ? loaded.plan.freezes.find(({ name }) => name === "bank-holidays")
      : undefined;
    const spans = freeze?.when.kind === "spans" ? freeze.when.spans : [];

    expect(
      spans
        .slice(0, 3)
        .map((span) => span.map((at) => formatInstant(at, "Europe/Berlin").slice(0, 16))),
    ).toEqual([
      ["2026-11-30 16:00", "2026-12-01 08:00"],
      ["2026-12-25 00:00", "2026-12-27 00:00"],
      ["2026-12-31 16:00", "2027-01-01 08:00"],
    ]);
  });

  it("has a table of renderings that is right", () => {
    const rows = [
      ...page.matchAll(/^\| `([^`]+ at \d\d:\d\d)` \| (.+) \| `([^`]+)` \| `([^`]+)` \|$/gm),
    ];

    expect(rows).toHaveLength(6);
    for (const [, text = "", ssm, azure, rule] of rows) {
      const parsed = parseSchedule(text);
      if (!parsed.ok) throw new Error(parsed.message);
      const { expression, offsetDays } = toSsmSchedule(parsed.schedule);
      const offset = offsetDays === undefined ? "" : `, offset ${offsetDays}`;
      expect(ssm).toBe(`\`${expression}\`${offset}`);
      expect(azure).toBe(toAzureRecurrence(parsed.schedule, "UTC", "2026-12-01").recurEvery);
      expect(scheduleRules(parsed.schedule).map((one) => one.rule)).toEqual([rule]);
    }
  });

  it("has commands that end as they say, and print what is shown", () => {
    const commands = block("sh").trim().split("\n");
    expect(commands).toHaveLength(5);

    const printed = commands.map((command) => {
      const [line = "", remark = ""] = command.split("#");
      const { exit, out } = patchwarden(...line.trim().split(/\s+/).slice(1));
      expect(`${command} → ${exit}`).toBe(`${command} → ${/exits (\d)/.exec(remark)?.[1] ?? 0}`);
      return out;
    });
    expect(printed[0]).toContain(block("text"));
    const imported = readClosures(read("patching.ics"), "Europe/Berlin", "2026-12-01");
    expect(imported.ok).toBe(true);
  });
});
