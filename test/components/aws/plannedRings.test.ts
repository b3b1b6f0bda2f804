import { describe, expect, it } from "vitest";
import { plannedRings } from "../../../components/aws/plannedRings";
import { parsePlan } from "../../../model/load";
import type { Plan } from "../../../model/plan";

interface More {
  readonly freezes?: string;
  readonly groups?: string;
}

function planOf({ freezes = "", groups = "" }: More = {}): Plan {
  const loaded = parsePlan(
    `
version: 1
organisation: acme
timezone: UTC
effectiveFrom: 2026-12-01
clouds: { aws: { accounts: { prod: { id: "012345678901" } } } }
tiers: { gold: { deadlines: { critical: 60d, high: 60d, medium: 90d, low: 180d } } }
baselines:
  linux: { systems: [amazon-linux-2023], approve: [{ classification: [security], after: 2d }] }
windows:
  saturday: { schedule: every saturday at 22:00, duration: 3h, perNode: 40m }
  sunday: { schedule: every sunday at 04:00, duration: 2h }
freezes: [${freezes}]
groups:
  web:
    tier: gold
    owner: payments
    baselines: [linux]
    aws: { regions: [eu-central-1, eu-west-1] }
    rings:
      - { name: canary, window: saturday, regions: [eu-central-1] }
      - { name: broad, window: sunday, soak: 1d }
${groups}
`,
    "patching.yaml",
  );
  if (!loaded.ok) throw new Error(loaded.faults.map(({ message }) => message).join("\n"));
  return loaded.plan;
}

function ringsIn(plan: Plan, region = "eu-central-1") {
  const unit = plan.aws.find((one) => one.region === region);
  if (unit === undefined) throw new Error(`nothing is deployed to ${region}`);
  return plannedRings(unit, plan, 4);
}

describe("plannedRings", () => {
  it("takes the time of one machine and the age of its recovery point from the window", () => {
    expect(ringsIn(planOf())["web.canary"]).toEqual({
      nodeMinutes: 40,
      recoveryPoint: { maxAgeHours: 7 },
    });
  });

  it("lets a ring wait for the verdict on the last whole run of the one before", () => {
    // Saturday's run of the canaries ends at 01:00, three hours before; an hour for the close, and one to be late.
    expect(ringsIn(planOf())["web.broad"]?.ringBefore).toEqual({
      patchGroup: "web.canary",
      maxAgeHours: 6 + 1,
    });
  });

  it("asks for the run before where the last one cannot be closed yet", () => {
    const rings = ringsIn(
      planOf({
        groups: `  erp:
    tier: gold
    owner: payments
    baselines: [linux]
    aws: { regions: [eu-central-1] }
    rings: [{ name: first, window: sunday }, { name: second, window: sunday, soak: 2d }]`,
      }),
    );

    expect(rings["erp.second"]?.ringBefore).toEqual({
      patchGroup: "erp.first",
      maxAgeHours: 7 * 24 + 1,
    });
  });

  it("counts the time in which a freeze lets nobody run", () => {
    const freezes = "{ name: sale, from: 2027-03-01, to: 2027-03-13 }";

    const rings = ringsIn(planOf({ freezes }));

    // The Saturdays of 6 and 13 March are frozen, the Sunday of 14 March is not.
    expect(rings["web.broad"]?.ringBefore?.maxAgeHours).toBe(14 * 24 + 6 + 1);
  });

  it("knows no ring before that is patched elsewhere, whose verdict it cannot read", () => {
    expect(ringsIn(planOf(), "eu-west-1")["web.broad"]).not.toHaveProperty("ringBefore");
  });

  it("lets a group's first ring wait for the ring that it is promoted from", () => {
    const groups = `  erp:
    tier: gold
    owner: payments
    baselines: [linux]
    aws: { regions: [eu-central-1] }
    promotedFrom: { group: web, ring: canary, soak: 1d }
    rings: [{ name: all, window: sunday }]`;

    expect(ringsIn(planOf({ groups }))["erp.all"]?.ringBefore?.patchGroup).toBe("web.canary");
  });
});
