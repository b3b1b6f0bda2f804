import { describe, expect, it } from "vitest";
import { parsePlan } from "../../../model/load";
import { toMarkdown } from "../../../model/rendered/markdown";
import { renderPolicy } from "../../../model/rendered/policyDocument";
import { policySource } from "../../../model/rendered/source";
import { parseInstant } from "../../../model/zone";
import { policyText, type Sections } from "../policyText";

function page(replaced: Sections): string {
  const loaded = parsePlan(policyText(replaced));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return toMarkdown(renderPolicy(policySource(loaded, parseInstant("2026-12-01") ?? 0)));
}

const tier = (more: string): Sections => ({
  tiers: `tiers:\n  gold: { deadlines: { critical: 14d, high: 30d }, ${more} }`,
});
const web = (more: string, name = "web"): string =>
  `  ${name}: { tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: sunday }]${more === "" ? "" : `, ${more}`} }`;
const group = (more: string): Sections => ({ groups: `groups:\n${web(more)}` });
const onAzure = "azure: { locations: [westeurope] }, rings: [{ name: all, window: sunday }]";
const azure = (baseline: string): Sections => ({
  groups: `groups:\n  web: { tier: gold, owner: a, baselines: [${baseline}], ${onAzure} }`,
});

describe("what nothing keeps", () => {
  it.each([
    ["cadence/not-kept", "**error**", tier("cadence: 12h")],
    ["rollback/not-kept", "note", tier("rollback: { when: [{ manual: true }] }")],
    ["limit/not-kept", "warning", group("limits: { perZone: 1 }")],
    ["strategy/not-kept", "warning", group("strategy: { kind: blueGreen, image: sunday }")],
    [
      "reject/not-kept",
      "warning",
      { baselines: "baselines:\n  linux: { systems: [ubuntu-24.04], reject: [kernel-*] }" },
    ],
  ])("is an open finding where no section on clouds has it: %s", (rule, level, replaced) => {
    expect(page(replaced)).toContain(`| \`${rule}\` | ${level} |`);
  });

  it("stands once where the section on clouds has it", () => {
    const document = page(azure("linux"));

    expect(document).toContain("| The approval delay (2d) of baseline linux | Azure | `web` |");
    expect(document).not.toContain("`delay/not-kept`");
  });

  it.each([
    [
      "a cadence",
      "at least every 12 hours, whatever is released; **nothing keeps that in web.canary, web.broad**.",
      tier("cadence: 12h"),
    ],
    [
      "a rollback",
      "when somebody says so; then all is as before within 1 hour, and at most the work of 1 day is lost; **nothing keeps that**.",
      tier("rollback: { when: [{ manual: true }], within: 1h, loss: 24h }"),
    ],
    [
      "a strategy",
      "to which the load then moves, because of reasons; **nothing keeps that**, so that no promise to it counts as kept.",
      group("strategy: { kind: blueGreen, reason: of reasons, image: sunday }"),
    ],
    [
      "images",
      "Images are built in window `sunday`; **nothing keeps that**.",
      group("strategy: { kind: replace, image: sunday }"),
    ],
    [
      "a patch at the start",
      "A machine is patched when it starts; **nothing keeps that**.",
      group("strategy: { kind: rolling, onLaunch: patch }"),
    ],
    [
      "machines that stay up",
      "At least 95 % of a ring's machines stay up; **nothing keeps that in web.all**.",
      group("strategy: { kind: rolling, minHealthy: 95% }"),
    ],
    [
      "a limit of a group",
      "At once at most 1 machine of an availability zone; **nothing keeps that**.",
      group("limits: { perZone: 1 }"),
    ],
    [
      "a limit over all groups",
      "at once at most 5 machines of one account or subscription are patched; **nothing keeps that**.",
      { rest: "limits: { perAccount: 5 }" },
    ],
    ["a cutoff", "1 hour; **nothing keeps that on Azure**", azure("linux")],
    ["a delay", "- The approval delay (2d): **nothing keeps that on Azure**.", azure("linux")],
    [
      "a rejection",
      "Never installed: `kernel-*`; **nothing keeps that everywhere**.",
      { baselines: "baselines:\n  linux: { systems: [ubuntu-24.04], reject: [kernel-*] }" },
    ],
    [
      "a peak",
      "no run may touch these hours; **nothing keeps that**.",
      {
        windows:
          'windows:\n  sunday: { schedule: every sunday at 04:00, peaks: [{ from: "03:00", to: "06:00", days: [sunday] }] }',
      },
    ],
  ])("is said beside the sentence that asks for it: %s", (_what, words, replaced) => {
    expect(page(replaced)).toContain(words);
  });

  it("is said of nothing that is kept", () => {
    const strategy = "strategy: { kind: rolling, stateful: false, minHealthy: 50% }";

    expect(page({ ...tier("cadence: 14d"), ...group(strategy) })).not.toContain("nothing keeps");
  });
});

describe("a dependency", () => {
  const two = (late: string): Sections => ({
    windows: `windows:\n  sunday: { schedule: every sunday at 04:00 }\n  late: { schedule: every sunday at ${late} }`,
    groups: `groups:\n${web("", "db")}\n${web("dependsOn: [db]").replace("window: sunday", "window: late")}`,
  });
  const waits =
    "- It depends on `db`; no cloud waits for that, and only the windows keep their runs apart";

  it("is kept by windows alone, and the document says that they do", () => {
    expect(page(two("12:00"))).toContain(`${waits}, which they do in all the time of the proof.`);
  });

  it("is not kept where windows overlap, and the document says of which group", () => {
    expect(page(two("05:00"))).toContain(
      `${waits}. Its runs are not to meet those of \`db\`; **nothing keeps that**.`,
    );
  });
});

describe("limits", () => {
  it("that name a tag of clusters and no number are no sentence", () => {
    expect(page(group("limits: { clusterTag: Cluster }"))).not.toContain("At once at most");
  });
});

describe("a system that none of a group's clouds patches", () => {
  const mixed = page({
    baselines:
      "baselines:\n  win: { systems: [windows-server-2022] }\n  mac: { systems: [macos-14] }\n  both: { systems: [rhel-9, macos-13] }",
    groups: `groups:\n  kis: { tier: gold, owner: a, baselines: [win, mac, both], ${onAzure} }`,
  });

  it("is an open finding", () => {
    expect(mixed).toContain(
      "| `baseline/unpatched` | **error** | group kis: nothing patches macOS 14",
    );
    expect(mixed).toContain("| `system/unpatched` | warning | group kis: nothing patches macOS 13");
  });

  it("is not said to be patched, neither by its group nor by its baseline", () => {
    expect(mixed).toContain(
      "are patched by `win` and `both`; **nothing patches macOS 14** of `mac`; **nothing patches macOS 13** of `both`.",
    );
    expect(mixed).toContain(
      "For macOS 14; used by no group; **nothing patches macOS 14** in `kis`.",
    );
    expect(mixed).toContain("used by `kis`; **nothing patches macOS 13** in `kis`.");
  });
});
