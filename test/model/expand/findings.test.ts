import { describe, expect, it } from "vitest";
import type { Finding } from "../../../model/plan";
import { planned } from "../planned";
import type { Sections } from "../policyText";

const onAzure = (rest: string): string =>
  `groups:\n  web: { tier: gold, owner: a, baselines: [linux], azure: { locations: [westeurope] }, rings: [{ name: canary, window: sunday }, { name: broad, window: sunday${rest} }] }`;
const withoutDelay =
  "baselines:\n  linux: { systems: [rhel-9], approve: [{ classification: [security] }] }";

function findings(replaced: Sections): readonly Finding[] {
  return planned(replaced).findings;
}

function rules(replaced: Sections): readonly string[] {
  return [...new Set(findings(replaced).map(({ rule }) => rule))].sort();
}

describe("findings", () => {
  it("are none for a policy that AWS keeps whole", () => {
    expect(findings({})).toEqual([]);
  });

  it.each([
    [
      "delay/not-kept",
      {
        baselines:
          "baselines:\n  linux: { systems: [rhel-9], approve: [{ classification: [security], after: 2d }] }",
        groups: onAzure(""),
      },
    ],
    ["soak/not-kept", { baselines: withoutDelay, groups: onAzure(", soak: 2d") }],
    ["concurrency/not-kept", { baselines: withoutDelay, groups: onAzure(", concurrency: 50%") }],
    ["stop-after/not-kept", { baselines: withoutDelay, groups: onAzure(", stopAfter: 5") }],
    [
      "cutoff/not-kept",
      {
        baselines: withoutDelay,
        windows: "windows:\n  sunday: { schedule: every sunday at 04:00, cutoff: 1h }",
        groups: onAzure(""),
      },
    ],
    [
      "severity/not-kept",
      {
        baselines:
          "baselines:\n  linux: { systems: [rhel-9], approve: [{ classification: [security], severity: [critical] }] }",
        groups: onAzure(""),
      },
    ],
    [
      "reject/not-kept",
      {
        baselines: "baselines:\n  linux: { systems: [ubuntu-24.04], reject: [kernel-*] }",
        groups: onAzure("").replace(
          "azure: { locations: [westeurope] }",
          "aws: { accounts: [prod], regions: [eu-central-1] }",
        ),
      },
    ],
    [
      "approval/nothing",
      {
        baselines:
          "baselines:\n  linux: { systems: [windows-server-2022, rhel-9], approve: [{ classification: [rollup] }] }",
        groups: onAzure("").replace(
          "azure: { locations: [westeurope] }",
          "aws: { accounts: [prod], regions: [eu-central-1] }",
        ),
      },
    ],
    [
      "system/unpatched",
      {
        baselines:
          "baselines:\n  linux: { systems: [rhel-9, macos-14], approve: [{ classification: [security] }] }",
        groups: onAzure(""),
      },
    ],
    [
      "cutoff/per-node",
      { windows: "windows:\n  sunday: { schedule: every sunday at 04:00, perNode: 90m }" },
    ],
    ["window/dst-gap", { windows: "windows:\n  sunday: { schedule: every sunday at 02:00 }" }],
  ])("say %s, alone, when the document asks for it", (rule, replaced) => {
    const expected = rule === "window/dst-gap" ? [rule, "window/dst-overlap"] : [rule];

    expect(rules(replaced)).toEqual(expected);
  });

  it("point at the line that asks for it", () => {
    const [finding] = findings({ baselines: withoutDelay, groups: onAzure(", soak: 2d") });

    expect(finding).toMatchObject({
      rule: "soak/not-kept",
      level: "warning",
      group: "web",
      ring: "broad",
      position: { file: "patching.yaml", line: 20 },
    });
  });

  it("say of which baseline and group nothing patches a system, and where the group is", () => {
    const [finding] = findings({
      baselines:
        "baselines:\n  linux: { systems: [rhel-9] }\n  mac: { systems: [macos-13, macos-14] }",
      groups: onAzure("").replace("[linux]", "[linux, mac]"),
    });

    expect(finding).toMatchObject({
      rule: "baseline/unpatched",
      level: "error",
      group: "web",
      entry: "mac",
      message:
        "group web: nothing patches macOS 13, macOS 14 of baseline mac: the group is on Azure only",
      path: ["groups", "web", "baselines", 1],
    });
  });

  it("take a start that a clock change swallows for an error, and a doubled one for a warning", () => {
    const found = findings({ windows: "windows:\n  sunday: { schedule: every sunday at 02:30 }" });

    expect(found.map(({ rule, level }) => [rule, level])).toEqual([
      ["window/dst-gap", "error"],
      ["window/dst-overlap", "warning"],
    ]);
    expect(found[0]?.message).toContain("on 2027-03-28 clocks in Europe/Berlin change and 02:30");
  });

  it("see no clock change where the schedule never meets one", () => {
    // Berlin's clocks change on last Sundays only.
    const windows = "windows:\n  sunday: { schedule: first sunday at 02:30 }";

    expect(findings({ windows })).toEqual([]);
  });

  it("know the zone's own change", () => {
    const windows =
      "windows:\n  sunday: { schedule: second sunday at 02:30, timezone: America/New_York }";

    expect(findings({ windows })[0]?.message).toContain("2027-03-14");
  });

  it("count windows with the one of the scan", () => {
    const names = Array.from({ length: 50 }, (_, index) => `w${index}`);
    const windows = names.map((name, index) => {
      const time = `${String(Math.floor(index / 4)).padStart(2, "0")}:${(index % 4) * 15 || "00"}`;
      return `  ${name}: { schedule: every tuesday at ${time} }`;
    });
    const rings = names.map((name) => `{ name: ${name}, window: ${name} }`).join(", ");

    const found = findings({
      windows: `windows:\n${windows.join("\n")}`,
      groups: `groups:\n  web: { tier: gold, owner: a, baselines: [linux], aws: { accounts: [prod], regions: [eu-central-1] }, rings: [${rings}] }`,
    });

    expect(found.map(({ rule }) => rule)).toContain("quota/windows");
  });
});
