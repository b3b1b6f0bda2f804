/** Machines that images replace, by hand: the arithmetic stands in the comments. */
import { describe, expect, it } from "vitest";
import type { Deadline, PlannedGroup } from "../../../model/plan";
import { explainCell, summariseProof } from "../../../model/proof/explain";
import { prove } from "../../../model/proof/prove";
import {
  approval,
  daily,
  days,
  deadline,
  group,
  plan,
  ring,
  system,
  weekly,
  window,
} from "../../support/plans";
import { simulation } from "../../support/simulate";
import { simulateImageLanding, simulateLostRuns } from "../../support/simulateImages";

// A Tuesday. Every run lasts three hours.
const asOf = Date.parse("2026-12-01T00:00Z") / 60_000;
const image = window(weekly("sunday", "04:00"), { name: "image" });
const canaryWindow = window(daily("10:00"), { name: "daily" });
const broadWindow = window(weekly("tuesday", "10:00"), { name: "tuesday" });
const day = 1440;
const promise = [deadline(days(30))];

function replaced(
  soak: number,
  deadlines: readonly Deadline[] = promise,
  over: Partial<PlannedGroup> = {},
) {
  // In place the second ring's delay would keep its soak: images rest themselves.
  const rings = [
    ring("canary", canaryWindow, [system(0)]),
    ring("broad", broadWindow, [system(9, { approvals: [approval(9, { ownDays: 0 })] })], { soak }),
  ];
  return plan([group(rings, deadlines, { strategy: { kind: "replace", image }, ...over })]);
}

const waits = (one: ReturnType<typeof plan>) =>
  prove(one, asOf).cells.map(({ worstWait: { release, landing } }) => Number(landing) - release);

describe("machines that images replace", () => {
  // Released at 04:01 on a Sunday: built a week later until 07:00, in the canary until 13:00 of that day.
  const canaryWait = 7 * day + 8 * 60 + 59;

  it("wait for the build, then for each ring's next run", () => {
    expect(waits(replaced(0))).toEqual([canaryWait, canaryWait + 2 * day]);
  });

  it("rest in the ring before: a Tuesday's run at 10:00 is too early for two days after Sunday, 13:00", () => {
    expect(waits(replaced(day))).toEqual([canaryWait, canaryWait + 2 * day]);
    expect(waits(replaced(2 * day))).toEqual([canaryWait, canaryWait + 9 * day]);
  });

  it("wait for the baseline's own delay once, at the build", () => {
    const [first] = replaced(0).groups;
    if (first === undefined) throw new Error("no group");
    const [canary, broad] = first.rings;
    if (canary === undefined || broad === undefined) throw new Error("no rings");
    const delayed = { ...canary, systems: [system(3)] };

    // Approved a minute after three days: three days more, and the worst release is just as late before a Sunday.
    expect(waits(plan([{ ...first, rings: [delayed, broad] }]))).toEqual([
      canaryWait + 3 * day + 1,
      canaryWait + 5 * day + 1,
    ]);
  });

  it("lose a build, and a run of each ring", () => {
    // One lost: built on the 14th day, in the canary on the 15th, rested until the 17th, 13:00; Tuesdays are the 23rd and 30th.
    const survived = (within: number) =>
      prove(
        replaced(2 * day, [deadline({ months: 0, minutes: within })]),
        asOf,
      ).cells[1]?.survives();

    expect(survived(30 * day + 8 * 60 + 58)).toBe(0);
    expect(survived(30 * day + 8 * 60 + 59)).toBe(1);
  });

  it("wait behind a freeze that bars the build", () => {
    const freeze = {
      ...{ name: "quiet", timezone: "UTC" },
      when: { kind: "once" as const, from: "2027-01-03", to: "2027-01-03" },
    };
    const frozen = { ...replaced(0), freezes: [freeze] };
    const [cell] = prove(frozen, asOf).cells;

    expect(waits(frozen)[0]).toBe(canaryWait + 7 * day);
    expect(cell === undefined ? "" : explainCell(cell)).toContain(
      "freeze quiet bars 1 run of image",
    );
  });

  it("are told from build to ring, with every wait", () => {
    const [, cell] = prove(replaced(2 * day), asOf).cells;

    expect(cell?.steps(cell.worstWait).map(({ cause }) => cause)).toEqual([
      "waits for window image",
      "image build in image",
      "waits for window daily",
      "run of ring canary",
      "soak in ring canary",
      "waits for window tuesday",
      "run of ring broad",
    ]);
  });

  it("rest from Sunday, 13:00, until Tuesday of the week after, and are six hours old in the canary", () => {
    const [canary, broad] = prove(replaced(2 * day), asOf).soaks;

    expect(canary).toMatchObject({ kept: "none", shortest: "never", youngest: 6 * 60 });
    expect(broad).toMatchObject({ kept: "image", asked: 2 * day, shortest: 9 * day - 3 * 60 });
    expect(broad?.youngest).toBe(9 * day + 6 * 60);
  });
});

describe("what the proof says of images", () => {
  it("is never kept: nothing deploys it, whatever the calendar leaves", () => {
    const proof = prove(replaced(0), asOf);

    expect(proof.cells[0]?.verdict).toEqual({
      kind: "notDeployed",
      slack: 30 * day - (7 * day + 8 * 60 + 59),
      reason: "strategy replace is not deployed by this release",
    });
    expect(proof.holds).toBe(false);
    expect(proof.findings.map(({ rule }) => rule)).toEqual([
      "deadline/not-deployed",
      "deadline/not-deployed",
    ]);
    expect(summariseProof(proof)).toMatch(/web\.canary +aws +7d 9h +not deployed +2 /);
    expect(summariseProof(proof)).toContain("nothing of this release follows it");
  });

  it("is late where the calendar is late, and no path and no exception helps", () => {
    const path = {
      ...{ name: "urgent", when: ["high"] as const, notice: 0, decideWithin: 0, quorum: 1 },
      ...{ perRing: 60, soak: 0, inFreeze: true },
    };
    const exception = {
      ...{ id: "R-1", scope: {}, rule: "deadlines", reason: "r", owner: "o" },
      ...{ approvedBy: "c", expires: "2035-01-01" },
    };
    const { groups } = replaced(0, [deadline(days(7))], { outOfCycle: path });

    const proof = prove(plan(groups, { exceptions: [exception] }), asOf);

    expect(proof.cells.map(({ verdict }) => verdict)).toEqual([
      { kind: "late", late: 8 * 60 + 59 },
      { kind: "late", late: 2 * day + 8 * 60 + 59 },
    ]);
  });

  it("takes for granted what images keep, and leaves machines from old ones out", () => {
    const assumed = (over: object) =>
      prove(
        replaced(0, promise, { strategy: { kind: "replace", image, ...over } }),
        asOf,
      ).assumptions.join("\n");

    expect(assumed({})).toContain("An image has every patch that the one before it had");
    expect(assumed({})).toContain(
      "A machine of web that starts later from an old image is outside the proof.",
    );
    expect(assumed({ onLaunch: true })).toContain("patches itself when it starts");
    expect(assumed({ onLaunch: true })).not.toContain("outside the proof");
  });
});

describe("lost runs on the way of an image", () => {
  const until = asOf + 460 * day;
  const simulated = [image, canaryWindow, broadWindow].map((one) =>
    simulation(
      {
        ...{ window: one, freezes: [], cloud: "aws", delayDays: 0, cumulative: false },
        effectiveFrom: "2026-12-01",
      },
      asOf,
      until,
    ),
  );
  const stages = simulated.map((one, index) => ({
    simulated: one,
    rest: index === 2 ? 2 * day : 0,
  }));
  const release = Date.parse("2026-12-06T04:01Z") / 60_000;

  /** All choices of `count` among the first runs after an instant. */
  function losses(
    starts: readonly number[],
    after: number,
    count: number,
    among: number,
  ): number[][] {
    const first = starts.filter((start) => start >= after).slice(0, among);
    const found: number[][] = [[]];
    for (const start of first) found.push(...found.map((one) => [...one, start]));
    return found.filter((one) => one.length === count);
  }

  it.each([1, 2])("never do worse than the first %d that would bring it", (count) => {
    // The first chances of each stage fall within these.
    const choices = simulated.map(({ runs }, index) =>
      losses(runs.first, release + (index === 0 ? 0 : 14 * day), count, index === 1 ? 10 : 5),
    );
    const [builds = [], canaries = [], broads = []] = choices;
    let worst = 0;
    for (const build of builds)
      for (const canary of canaries)
        for (const broad of broads)
          worst = Math.max(
            worst,
            simulateLostRuns(stages, release, [new Set(build), new Set(canary), new Set(broad)]),
          );

    expect(worst).toBe(simulateImageLanding(stages, release, count));
  });
});
