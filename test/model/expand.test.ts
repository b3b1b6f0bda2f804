import { describe, expect, it } from "vitest";
import type { Plan, PlannedRing, RingSystem } from "../../model/plan";
import { planned } from "./planned";

const bothClouds = `groups:
  web:
    tier: gold
    owner: web-team
    baselines: [linux, windows]
    aws: { regions: [eu-central-1, eu-west-1] }
    azure: { locations: [westeurope] }
    rings:
      - { name: canary, window: sunday, regions: [eu-central-1], locations: [] }
      - { name: broad, window: sunday, soak: 2d }`;

function ring(plan: Plan, name: string): PlannedRing {
  const found = plan.groups[0]?.rings.find((one) => one.name === name);
  if (found === undefined) {
    throw new Error(`no ring ${name}`);
  }
  return found;
}

function cell(plan: Plan, name: string, system: string, cloud = "aws"): RingSystem {
  const found = ring(plan, name).systems.find(
    (one) => one.system === system && one.cloud === cloud,
  );
  if (found === undefined) {
    throw new Error(`no ${system} on ${cloud}`);
  }
  return found;
}

describe("expand", () => {
  it("fills in every default of the smallest policy", () => {
    const [web] = planned().groups;

    expect(web).toMatchObject({
      exposure: "internet",
      environment: "production",
      reboot: "ifRequired",
      recoveryPoint: { required: true, keepDays: 7 },
    });
    expect(web?.rings[0]).toMatchObject({
      patchGroup: "web.canary",
      soak: 0,
      concurrency: { kind: "percent", value: 25 },
      stopAfter: { kind: "percent", value: 5 },
      window: { timezone: "Europe/Berlin", duration: 180, cutoff: 60, perNode: 20 },
    });
  });

  it("gives the same plan for the same document", () => {
    expect(planned({ groups: bothClouds })).toEqual(planned({ groups: bothClouds }));
  });

  it("puts a ring's systems on the clouds where the ring runs", () => {
    const plan = planned({ groups: bothClouds });
    const places = (name: string) =>
      ring(plan, name).systems.map(({ system, cloud }) => `${system} ${cloud}`);

    expect(places("canary")).toEqual([
      "amazon-linux-2023 aws",
      "rhel-9 aws",
      "windows-server-2022 aws",
    ]);
    expect(places("broad")).toEqual([
      "amazon-linux-2023 aws",
      "rhel-9 aws",
      "windows-server-2022 aws",
      "rhel-9 azure",
      "windows-server-2022 azure",
    ]);
  });

  it("keeps a soak natively by a later approval in the later ring", () => {
    const plan = planned();
    const days = (name: string) => cell(plan, name, "rhel-9").approvals[0]?.afterDays ?? 0;

    expect(cell(plan, "canary", "rhel-9").soakKept).toBe("none");
    expect(cell(plan, "broad", "rhel-9").soakKept).toBe("native");
    expect(days("canary")).toBe(2);
    // A patch approved just after one Sunday's start lands a week later: only a week more of delay
    // keeps the broad ring from taking it on that same Sunday. A day more covers both of AWS's
    // readings of "after 9 days".
    expect(days("broad")).toBeGreaterThanOrEqual(9);
    expect(days("broad")).toBeLessThanOrEqual(10);
    expect(cell(plan, "broad", "rhel-9").approvals[0]?.ownDays).toBe(2);
  });

  it("raises the delay of every rule by what its own soak needs", () => {
    const plan = planned({
      baselines: `baselines:
  linux:
    systems: [rhel-9]
    approve:
      - { classification: [security], after: 1d }
      - { classification: [bugfix], after: 14d }`,
    });

    const approvals = cell(plan, "broad", "rhel-9").approvals;

    expect(approvals.map(({ ownDays }) => ownDays)).toEqual([1, 14]);
    for (const { ownDays, afterDays } of approvals) {
      expect(afterDays - ownDays).toBeGreaterThanOrEqual(7);
      expect(afterDays - ownDays).toBeLessThanOrEqual(8);
    }
  });

  it("asks no soak of a later ring that names none", () => {
    const plan = planned({
      groups:
        "groups:\n  web: { tier: gold, owner: a, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: canary, window: sunday }, { name: broad, window: sunday }] }",
    });

    expect(cell(plan, "broad", "rhel-9")).toMatchObject({
      soakKept: "none",
      approvals: [{ ownDays: 2, afterDays: 2 }],
    });
  });

  it("keeps no soak and no delay where the vendor knows none", () => {
    const plan = planned({
      baselines: `baselines:
  linux: { systems: [ubuntu-24.04, rhel-9], approve: [{ classification: [security], after: 2d }] }`,
      groups: bothClouds.replace("[linux, windows]", "[linux]").replace(", locations: []", ""),
    });

    for (const lost of [
      cell(plan, "broad", "ubuntu-24.04"),
      cell(plan, "broad", "ubuntu-24.04", "azure"),
      cell(plan, "broad", "rhel-9", "azure"),
    ]) {
      expect(lost).toMatchObject({
        soakKept: "notKept",
        approvals: [{ ownDays: 2, afterDays: 0 }],
      });
    }
  });

  it("soaks after the nearest earlier ring of the same cloud", () => {
    const plan = planned({ groups: bothClouds });

    expect(cell(plan, "broad", "rhel-9", "azure").soakKept).toBe("none");
    expect(cell(plan, "broad", "rhel-9", "aws").soakKept).toBe("native");
  });

  it("turns severities into the vendor's words that the system has", () => {
    const plan = planned({
      baselines: `baselines:
  linux:
    systems: [rhel-9, suse-15, debian-12]
    approve: [{ classification: [security], severity: [high, medium] }]`,
    });
    const words = (system: string) => cell(plan, "canary", system).approvals[0]?.severities;

    expect(words("rhel-9")).toEqual(["important", "medium"]);
    expect(words("suse-15")).toEqual(["important", "moderate"]);
    expect(words("debian-12")).toBeUndefined();
  });

  it("leaves out rules that select nothing on a system", () => {
    const plan = planned({
      baselines: `baselines:
  linux:
    systems: [rhel-9, windows-server-2022]
    approve: [{ classification: [security] }, { classification: [driver] }]`,
    });

    expect(cell(plan, "canary", "rhel-9").approvals).toHaveLength(1);
    expect(cell(plan, "canary", "windows-server-2022").approvals).toHaveLength(2);
  });

  it("gives a group the out-of-cycle path of its tier", () => {
    const plan = planned({
      tiers: "tiers:\n  gold: { deadlines: { critical: 14d }, outOfCycle: urgent }",
      outOfCycle:
        "outOfCycle:\n  urgent: { when: [exploited, critical], notice: 6h, decide: { within: 3h, quorum: 2 }, inFreeze: true }",
    });

    expect(plan.groups[0]?.outOfCycle).toEqual({
      name: "urgent",
      when: ["exploited", "critical"],
      notice: 360,
      decideWithin: 180,
      quorum: 2,
      perRing: 360,
      soak: 120,
      inFreeze: true,
    });
  });

  it("puts freezes into the document's zone unless they name one", () => {
    const plan = planned({
      freezes: `freezes:
  - { name: year-end, every: year, from: 12-18, to: 01-04 }
  - { name: audit, from: 2027-03-01, to: 2027-03-05, timezone: UTC, groups: [web] }`,
    });

    expect(plan.freezes).toEqual([
      {
        name: "year-end",
        timezone: "Europe/Berlin",
        when: { kind: "yearly", from: "12-18", to: "01-04" },
      },
      {
        name: "audit",
        timezone: "UTC",
        when: { kind: "once", from: "2027-03-01", to: "2027-03-05" },
        groups: ["web"],
      },
    ]);
  });
});
