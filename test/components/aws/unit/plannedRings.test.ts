import { describe, expect, it } from "vitest";
import { plannedRings } from "../../../../components/aws/unit/plannedRings";
import { parsePlan } from "../../../../model/load";
import type { Plan } from "../../../../model/plan";

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
  return plannedRings(unit, plan, ({ region: place }, patchGroup) => `${patchGroup} in ${place}`);
}

describe("plannedRings", () => {
  it("takes the time of one machine and the age of its recovery point from the window", () => {
    expect(ringsIn(planOf())["web.canary"]).toEqual({
      runMinutes: 180,
      reboot: "ifRequired",
      nodeMinutes: 40,
      recoveryPoint: { required: true, keepDays: 7, maxAgeHours: 7 },
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

  it("lets a ring wait for the one before in another region of the account", () => {
    expect(ringsIn(planOf(), "eu-west-1")["web.broad"]?.ringBefore).toEqual({
      patchGroup: "web.canary",
      maxAgeHours: 6 + 1,
      elsewhere: ["web.canary in eu-central-1"],
    });
  });

  it("asks every region in which the ring before is patched, beside its own", () => {
    const groups = `  erp:
    tier: gold
    owner: payments
    baselines: [linux]
    aws: { regions: [eu-central-1, eu-north-1, eu-west-1] }
    rings:
      - { name: first, window: saturday }
      - { name: second, window: sunday, regions: [eu-west-1], soak: 1d }
      - { name: third, window: sunday, regions: [eu-north-1], soak: 1d }`;

    expect(ringsIn(planOf({ groups }), "eu-west-1")["erp.second"]?.ringBefore).toEqual({
      patchGroup: "erp.first",
      maxAgeHours: 6 + 1,
      elsewhere: ["erp.first in eu-central-1", "erp.first in eu-north-1"],
    });
    // Not the first ring, which is patched here: the nearest one counts, wherever it is.
    expect(ringsIn(planOf({ groups }), "eu-north-1")["erp.third"]?.ringBefore).toMatchObject({
      patchGroup: "erp.second",
      elsewhere: ["erp.second in eu-west-1"],
    });
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

  it("keeps the soak of a system without a delay by lists, from the end of the longest run on", () => {
    const text = planOf();
    const [web] = text.groups;
    if (web === undefined) throw new Error("no group");
    const rings = web.rings.map((ring) => ({
      ...ring,
      systems: ring.systems.map((one) => ({ ...one, soakKept: "list" as const })),
    }));
    const plan: Plan = { ...text, groups: [{ ...web, rings }] };

    const soak = ringsIn(plan)["web.broad"]?.ringBefore?.soakMinutes;

    expect(soak).toBe(1440);
    expect(ringsIn(planOf())["web.broad"]?.ringBefore).not.toHaveProperty("soakMinutes");
  });
});
