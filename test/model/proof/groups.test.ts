import { describe, expect, it } from "vitest";
import { explainCell, summariseProof } from "../../../model/proof/explain";
import { prove } from "../../../model/proof/prove";
import { selectPlan } from "../../../model/units";
import {
  approval,
  daily,
  days,
  deadline,
  group,
  plan,
  ring,
  system,
  window,
} from "../../support/plans";

const asOf = Date.parse("2026-12-01T00:00Z") / 60_000;
const nightly = window(daily("22:00"));
const promise = [deadline(days(30))];

describe("strategies that this release does not deploy", () => {
  const only = (kind: "replace" | "blueGreen" | "rolling", over = {}) =>
    plan([group([ring("all", nightly, [system(0)])], promise, { strategy: { kind }, ...over })]);

  it.each(["replace", "blueGreen"] as const)("never keep a promise: %s", (kind) => {
    const proof = prove(only(kind), asOf);

    expect(proof.cells[0]?.verdict).toEqual({
      kind: "notServed",
      reason: `strategy ${kind} is not deployed by this release, so it is unknown when its machines have a patch`,
      undeployed: true,
    });
    expect(proof.holds).toBe(false);
    expect(proof.findings.map(({ rule }) => rule)).toEqual(["deadline/not-served"]);
  });

  it("are served by no out-of-cycle path and accepted by no exception either", () => {
    const path = {
      ...{ name: "urgent", when: ["high"] as const, notice: 0, decideWithin: 0, quorum: 1 },
      ...{ perRing: 60, soak: 0, inFreeze: true },
    };
    const exception = {
      ...{ id: "R-1", scope: {}, rule: "deadlines", reason: "r", owner: "o" },
      ...{ approvedBy: "c", expires: "2035-01-01" },
    };
    const { groups } = only("replace", { outOfCycle: path });

    const proof = prove(plan(groups, { exceptions: [exception] }), asOf);

    expect(proof.cells[0]?.verdict.kind).toBe("notServed");
  });

  it("are not those in place", () => {
    expect(prove(only("rolling"), asOf).holds).toBe(true);
  });
});

describe("the capacity of a ring with maxNodes", () => {
  // Two hours before the cutoff and 20 minutes a machine: seven batches, of 5 machines each.
  const counted = (maxNodes?: number, cloud: "aws" | "azure" = "aws") =>
    prove(
      plan([
        group(
          [
            ring("all", nightly, [system(0, { cloud })], {
              concurrency: { kind: "count", value: 5 },
              ...(maxNodes === undefined ? {} : { maxNodes }),
            }),
          ],
          promise,
        ),
      ]),
      asOf,
    );

  it.each([
    [1, true],
    [35, true],
    [36, false],
  ])("counts %d machines, 5 at a time: %s", (maxNodes, enough) => {
    const proof = counted(maxNodes);
    expect(proof.holds).toBe(enough);
    expect(proof.findings.map(({ rule }) => rule)).toEqual(enough ? [] : ["capacity"]);
  });

  it("says how many batches it needs, and assumes no fit any more", () => {
    const proof = counted(36);

    expect(proof.findings[0]?.message).toContain(
      "capacity: 5 of 36 machines at a time is 8 batches of 20m, the last one starts 2h 20m into",
    );
    expect(proof.assumptions.join()).toContain("at most as many machines as maxNodes says");
    expect(proof.assumptions.join()).not.toContain("are assumed to fit");
    expect(counted().assumptions.join()).toContain("no maxNodes are assumed to fit");
  });

  it("is not asked of Azure", () => {
    expect(counted(900, "azure").holds).toBe(true);
  });
});

describe("a patch that rests in another group first", () => {
  // Staging runs at 10:00 to 13:00 and web at 22:00: with two days more, two and a quarter days at the least.
  const staging = ring("all", window(daily("10:00")), [system(1)], { patchGroup: "staging.all" });
  const promotedFrom = { group: "staging", ring: staging, soak: 2 * 1440 };
  const kept = (afterDays: number) =>
    system(0, { approvals: [approval(afterDays, { ownDays: 1 })], soakKept: "native" });
  const both = (afterDays: number) =>
    plan([
      group([ring("canary", nightly, [kept(afterDays)])], promise, { promotedFrom }),
      group([staging], promise, { name: "staging" }),
    ]);

  it("is proved over both calendars, and named", () => {
    const proof = prove(both(4), asOf);
    const [soak] = proof.soaks;

    // Approved for staging in its last minute is a day before; web's approval comes three days after that one's.
    expect(soak).toMatchObject({ after: "staging.all", asked: 2880, shortest: 2 * 1440 + 9 * 60 });
    expect(summariseProof(proof)).toContain(
      "web.canary on aws is promoted from staging.all: 2d of rest asked, shortest 2d 9h",
    );
    const [cell] = proof.cells;
    expect(cell === undefined ? "" : explainCell(cell)).toContain(
      "approval delay 4d: 1d asked, more for the soak of 2d in staging.all",
    );
  });

  it("is a finding when the delay is too short, with the group's name", () => {
    const { findings } = prove(both(2), asOf);
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      "soak/broken: web.canary: a patch rests 9h after staging.all at the least, asked is 2d (rhel-9 on aws)",
    ]);
  });

  it("is proved in a part of the plan without that group too, freezes included", () => {
    const freezes = [
      {
        ...{ name: "tests", timezone: "UTC", groups: ["staging"] },
        when: { kind: "yearly" as const, from: "03-01", to: "03-02" },
      },
    ];
    const whole = { ...both(4), freezes };

    const part = prove(selectPlan(whole, { groups: ["web"] }), asOf);

    expect(part.soaks).toEqual(prove(whole, asOf).soaks.slice(0, 1));
    // Two days without a run of staging: the patch is there two days later, and web is not.
    expect(part.soaks[0]?.shortest).toBe(9 * 60);
  });

  it("waits for it out of cycle no more than for anything but its own rings, and says so", () => {
    const path = {
      ...{ name: "urgent", when: ["exploited"] as const, notice: 0, decideWithin: 0, quorum: 1 },
      ...{ perRing: 60, soak: 0, inFreeze: true },
    };
    const [web, other] = both(4).groups;
    if (web === undefined || other === undefined) throw new Error("no groups");

    const { assumptions } = prove(plan([{ ...web, outOfCycle: path }, other]), asOf);

    expect(assumptions.join()).toContain("it waits for no promotion");
  });
});
