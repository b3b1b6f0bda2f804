import { describe, expect, it } from "vitest";
import type { Finding } from "../../../model/plan";
import { planned } from "../planned";

interface Written {
  readonly point?: string;
  readonly group?: string;
  readonly onAws?: string;
  readonly window?: string;
  readonly rings?: number;
}

function found(rule: string, written: Written): readonly Finding[] {
  const { point = "", group = "", onAws = "", window = "", rings = 1 } = written;
  const all = Array.from({ length: rings }, (_, index) => `{ name: r${index}, window: nightly }`);
  const plan = planned({
    clouds: 'clouds: { aws: { accounts: { prod: { id: "123456789012" } } } }',
    tiers: `tiers:\n  gold: { deadlines: { critical: 60d }, recoveryPoint: { ${point} } }`,
    windows: `windows:\n  nightly: { schedule: every day at 04:00${window} }`,
    groups: `groups:
  web: { tier: gold, owner: a, baselines: [linux]${group}, aws: { regions: [eu-central-1]${onAws} }, rings: [${all.join(", ")}] }`,
  });
  return plan.findings.filter((one) => one.rule === rule);
}

describe("a window that is too short for what comes before an installation", () => {
  const rule = "window/too-short";
  const hook = ", hooks: { before: drain }";

  it("says what may come before, and how long each may take", () => {
    const [finding, ...others] = found(rule, {
      point: "when: inWindow, keep: 7d",
      group: ", download: true",
      onAws: hook,
      window: ", duration: 3h",
    });

    expect(others).toEqual([]);
    expect(finding).toMatchObject({ level: "warning", group: "web", ring: "r0" });
    expect(finding?.message).toBe(
      "group web ring r0: before the installation may come download 1h, recovery point 2h, hook before 30m, a machine takes 20m, and window nightly lasts 3h: a machine that is prepared for that long is not patched",
    );
  });

  it.each<[string, Written, number]>([
    ["checks alone", { window: ", duration: 1h, cutoff: 0m, perNode: 50m" }, 0],
    ["checks alone", { window: ", duration: 1h, cutoff: 0m, perNode: 51m" }, 1],
    [
      "a recovery point made by the run",
      { point: "when: inWindow, keep: 7d", window: ", duration: 3h, perNode: 50m" },
      0,
    ],
    [
      "a recovery point made by the run",
      { point: "when: inWindow, keep: 7d", window: ", duration: 3h, perNode: 51m" },
      1,
    ],
    [
      "a recovery point made before",
      { point: "keep: 7d", window: ", duration: 1h, cutoff: 0m" },
      0,
    ],
    [
      "no recovery point at all",
      {
        point: "required: false, when: inWindow, keep: 7d",
        window: ", duration: 1h, cutoff: 0m",
      },
      0,
    ],
    ["a hook before", { onAws: hook, window: ", duration: 1h, cutoff: 0m" }, 0],
    ["a hook before", { onAws: hook, window: ", duration: 1h, cutoff: 0m, perNode: 21m" }, 1],
    ["a download", { group: ", download: true", window: ", duration: 1h, cutoff: 0m" }, 1],
  ])("is counted to the minute with %s", (_case, written, count) => {
    expect(found(rule, { point: "required: false", ...written })).toHaveLength(count);
  });
});

describe("a ring whose stopped machines are started", () => {
  const starting = { group: ", startStopped: true" };

  it("says that its hybrid machines are not reached, where it has some", () => {
    const hybrid = { point: "hybrid: skip" };

    expect(found("start-stopped/hybrid", { ...starting, ...hybrid })).toHaveLength(1);
    expect(found("start-stopped/hybrid", starting)).toEqual([]);
    expect(found("start-stopped/hybrid", hybrid)).toEqual([]);
  });

  it("counts its resource group against the quota of an account and region", () => {
    expect(found("quota/resource-groups", { ...starting, rings: 100 })).toEqual([]);
    expect(found("quota/resource-groups", { ...starting, rings: 101 })[0]?.message).toBe(
      "account prod in eu-central-1 would have 101 resource groups, and the quota is 100",
    );
    expect(found("quota/resource-groups", { rings: 101 })).toEqual([]);
  });
});
