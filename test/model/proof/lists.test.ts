/** Rings that install from promotion lists: the proof against a walk over every run. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Plan, PlannedRing } from "../../../model/plan";
import { prove } from "../../../model/proof/prove";
import { simulateFinish, simulation } from "../../support/simulate";
import { planned } from "../planned";

const day = 1440;
const asOf = Date.parse("2026-12-01T00:00Z") / 60_000;
const closing = 60;

interface Soaks {
  readonly early: number;
  readonly broad: number;
}

const planOf = ({ early, broad }: Soaks, regions = ""): Plan =>
  planned({
    clouds: `clouds: { aws: { accounts: { prod: { id: "123456789012" } } } }`,
    baselines: `baselines:
  apt: { systems: [ubuntu-24.04], approve: [{ classification: [security] }] }`,
    windows: `windows:
  nightly: { schedule: every day at 02:00, timezone: Europe/Berlin }
  weekend: { schedule: every saturday at 23:00, timezone: America/New_York, duration: 4h }
  midweek: { schedule: every wednesday at 04:00, duration: 2h }`,
    freezes: `freezes: [{ name: year-end, every: year, from: 12-18, to: 01-04 }]`,
    groups: `groups:
  web:
    tier: gold
    owner: web-team
    baselines: [apt]
    aws: { accounts: [prod], regions: [eu-central-1, eu-west-1] }
    rings:
      - { name: canary, window: nightly${regions} }
      - { name: early, window: weekend, soak: ${early}h }
      - { name: broad, window: midweek, soak: ${broad}h }`,
  });

/** Each ring's starts and how long a run takes, by the simulator's own calendar. */
function walked(plan: Plan, until: number) {
  const rings = plan.groups[0]?.rings ?? [];
  return rings.map((ring: PlannedRing) => {
    const { window } = ring;
    const one = simulation(
      {
        window,
        freezes: plan.freezes,
        cloud: "aws",
        delayDays: 0,
        cumulative: false,
        effectiveFrom: plan.effectiveFrom,
      },
      asOf,
      until + 440 * day,
    );
    return {
      starts: one.runs.first,
      finish: (start: number) => simulateFinish(one.ring, start),
      soak: ring.soak,
    };
  });
}

/** A list holds what was recorded when it is made: by the latest an hour after each run. */
function landingsOf(rings: ReturnType<typeof walked>, release: number): readonly number[] {
  let ready = release;
  return rings.map(({ starts, finish, soak }, index) => {
    const needed = index === 0 ? release : ready + closing + soak;
    ready = finish(starts.find((start) => start >= needed) ?? Number.POSITIVE_INFINITY);
    return ready;
  });
}

describe("the proof of promotion lists", () => {
  it("lands every ring where a walk over the runs does, and keeps every soak", {
    timeout: 120_000,
  }, () => {
    const hours = fc.integer({ min: 1, max: 240 });
    fc.assert(
      fc.property(fc.record({ early: hours, broad: hours }), (soaks) => {
        const plan = planOf(soaks);
        const proof = prove(plan, asOf);
        const rings = walked(plan, proof.until);
        const releases = [asOf, ...(rings[0]?.starts ?? []).map((start) => start + 1)].filter(
          (release) => release <= proof.until,
        );
        const waits = releases.map((release) =>
          landingsOf(rings, release).map((landing) => landing - release),
        );
        for (const cell of proof.cells) {
          const index = ["canary", "early", "broad"].indexOf(cell.ring);
          const { landing, release } = cell.worstWait;
          const longest = Math.max(...waits.map((one) => one[index] ?? 0));
          expect(landing === "never" ? landing : landing - release, cell.ring).toBe(longest);
        }
        proof.soaks.slice(1).forEach(({ kept, asked, shortest }, index) => {
          const [before, after] = [rings[index], rings[index + 1]];
          const rests = (before?.starts ?? [])
            .filter((start) => start <= proof.until)
            .map((start) => {
              const done = before?.finish(start) ?? 0;
              return (after?.starts.find((one) => one >= done + asked) ?? 0) - done;
            });
          expect(kept).toBe("list");
          expect(shortest).toBeGreaterThanOrEqual(asked);
          expect(Math.abs(Number(shortest) - Math.min(...rests.filter((one) => one > 0)))).toBe(0);
        });
      }),
      { numRuns: 15, seed: 7 },
    );
  });

  it("tells the way from ring to ring", () => {
    const [, , cell] = prove(planOf({ early: 48, broad: 24 }), asOf).cells.filter(
      ({ class: one }) => one.severity === "critical",
    );

    const causes = cell?.steps(cell.worstWait).map(({ cause }) => cause) ?? [];
    expect(causes).toContain("soak in ring canary, and the time until its close tells of it");
    expect(causes).toContain("soak in ring early, and the time until its close tells of it");
    expect(causes.at(-1)).toBe("run of ring broad");
  });

  it("counts no list where the ring before is not in all of the ring's regions", () => {
    const plan = planOf({ early: 48, broad: 24 }, ", regions: [eu-west-1]");

    const kept = plan.groups[0]?.rings.map(({ systems }) => systems[0]?.soakKept);
    expect(kept).toEqual(["none", "notKept", "list"]);
    expect(
      plan.findings.filter(({ rule }) => rule === "soak/not-kept").map(({ message }) => message),
    ).toEqual([
      "group web ring early: the soak is not kept on AWS for ubuntu-24.04: the ring before is not in all of its regions, and promotion lists do not travel",
    ]);
  });

  it("says what it takes for granted of lists, and only where there are some", () => {
    const about = (plan: Plan) =>
      prove(plan, asOf).assumptions.filter((one) => /\blists?\b/.test(one));

    expect(about(planOf({ early: 48, broad: 24 }))).toHaveLength(2);
    expect(about(planned())).toEqual([]);
  });
});
