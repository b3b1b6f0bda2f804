/** Random policies for the proof, and the comparison of every number that it prints with the simulator's. */
import fc from "fast-check";
import { expect } from "vitest";
import type { Deadline, Freeze, OutOfCyclePath, PlannedWindow } from "../../model/plan";
import { derivedDelayDays } from "../../model/proof/deriveDelay";
import { prove } from "../../model/proof/prove";
import type { CellProof, SoakProof, WorstCase } from "../../model/proof/verdict";
import { type Ordinal, type Schedule, weekdays } from "../../model/schedule";
import { approval, deadline, group, plan, ring, system } from "./plans";
import {
  firstStart,
  isFrozen,
  type Reading,
  type SimulatedRing,
  type Simulation,
  simulateDue,
  simulateEmergency,
  simulateLanding,
  simulateRest,
  simulation,
} from "./simulate";

const dayMinutes = 1440;
const readings: readonly Reading[] = ["exactly", "nextMinute", "utcDay"];
const effectiveFrom = "2026-12-01";
const earliest = Date.parse("2026-12-01T00:00Z") / 60_000;

/** One group of two rings on one system. */
export interface RandomPolicy {
  readonly asOf: number;
  readonly windows: readonly [PlannedWindow, PlannedWindow];
  readonly delays: readonly [number, number];
  readonly freezes: readonly Freeze[];
  readonly cloud: "aws" | "azure";
  readonly windowsServer: boolean;
  readonly deadlines: readonly Deadline[];
  /** Releases to try besides the adversarial ones, as shares of the horizon. */
  readonly tries: readonly number[];
}

const zone = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Africa/Cairo",
);
// Clocks change in the small hours, so windows crowd there.
const time = fc.record({
  hour: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 23 })),
  minute: fc.constantFrom(0, 15, 30, 45, 59),
});
const weekday = fc.constantFrom(...weekdays);
const schedule: fc.Arbitrary<Schedule> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("daily" as const), at: time }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("weekly" as const),
      days: fc.uniqueArray(weekday, { minLength: 1, maxLength: 3 }),
      at: time,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("monthlyDay" as const),
      days: fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { minLength: 1, maxLength: 3 }),
      at: time,
    }),
  },
  { weight: 3, arbitrary: monthlyWeekday() },
);

function monthlyWeekday(): fc.Arbitrary<Schedule> {
  return fc
    .record({
      ordinal: fc.constantFrom<Ordinal>(1, 2, 2, 3, 4, "last"),
      weekday: fc.oneof(fc.constant("tuesday" as const), weekday),
      shift: fc.integer({ min: -7, max: 20 }),
      at: time,
    })
    .map(({ ordinal, weekday: day, shift, at }): Schedule => ({
      kind: "monthlyWeekday",
      ordinal,
      weekday: day,
      offsetDays: ordinal === "last" ? Math.abs(shift) % 7 : shift,
      at,
    }));
}

const plannedWindow: fc.Arbitrary<PlannedWindow> = fc
  .record({
    schedule,
    timezone: zone,
    duration: fc.constantFrom(90, 120, 180, 235),
    cutoff: fc.constantFrom(0, 30, 60),
    perNode: fc.constantFrom(5, 20, 75),
  })
  .map((parts) => ({ name: "window", ...parts }));

const monthDay = fc.constantFrom("01-04", "02-28", "02-29", "03-31", "07-01", "10-24", "12-18", "12-31");
const date = fc.integer({ min: 0, max: 900 }).map((day) =>
  new Date((earliest / dayMinutes + day) * 86_400_000).toISOString().slice(0, 10),
);
const freeze: fc.Arbitrary<Freeze> = fc.oneof(
  fc.record({ timezone: zone, from: monthDay, to: monthDay }).map(({ timezone, from, to }) => ({
    name: "yearly",
    timezone,
    when: { kind: "yearly" as const, from, to },
  })),
  fc.record({ timezone: zone, from: date, days: fc.integer({ min: 0, max: 40 }) }).map(
    ({ timezone, from, days }) => ({
      name: "once",
      timezone,
      when: {
        kind: "once" as const,
        from,
        to: new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10),
      },
    }),
  ),
);

const promise: fc.Arbitrary<Deadline> = fc
  .oneof(
    fc.record({ months: fc.constant(0), minutes: fc.integer({ min: 60, max: 120 * dayMinutes }) }),
    fc.record({ months: fc.integer({ min: 1, max: 3 }), minutes: fc.constantFrom(0, 0, 720) }),
  )
  .map((within) => deadline(within));

export const randomPolicy: fc.Arbitrary<RandomPolicy> = fc.record({
  asOf: fc.integer({ min: 0, max: 400 * dayMinutes }).map((offset) => earliest + offset),
  windows: fc.tuple(plannedWindow, plannedWindow),
  delays: fc.tuple(delay(), delay()),
  freezes: fc.array(freeze, { maxLength: 2 }),
  cloud: fc.constantFrom("aws", "aws", "azure"),
  windowsServer: fc.boolean(),
  deadlines: fc.array(promise, { minLength: 1, maxLength: 2 }),
  tries: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }),
});

function delay(): fc.Arbitrary<number> {
  return fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 13, max: 45 }));
}

/** Fails when any number that the proof prints is not the simulator's. */
export function compareWithSimulation(policy: RandomPolicy): void {
  const proof = prove(planOf(policy), policy.asOf);
  const horizon = [policy.asOf, proof.until] as const;
  const until = proof.until + 440 * dayMinutes;
  const simulated = [0, 1].map((index) =>
    simulation(simulatedRing(policy, index), policy.asOf, until),
  );
  const releases = adversarialReleases(policy, simulated, horizon);
  simulated.forEach((one, index) => {
    const cell = proof.cells[index];
    if (cell === undefined) throw new Error("a cell is missing");
    compareCell(cell, one, policy.deadlines, releases);
  });
  const [earlier, later] = simulated;
  const soak = proof.soaks[1];
  if (earlier === undefined || later === undefined || soak === undefined) throw new Error("missing");
  compareSoak(soak, earlier, later, releases);
}

function planOf({ windows, delays, freezes, cloud, windowsServer, deadlines }: RandomPolicy) {
  const rings = windows.map((window, index) =>
    ring(index === 0 ? "canary" : "broad", window, [
      system(0, {
        system: windowsServer ? "windows-server-2022" : "rhel-9",
        cloud,
        approvals: [approval(delays[index] ?? 0)],
      }),
    ]),
  );
  return plan([group(rings, deadlines)], { freezes, effectiveFrom });
}

function simulatedRing(policy: RandomPolicy, index: number): SimulatedRing {
  const { windows, delays, freezes, cloud, windowsServer } = policy;
  return {
    window: windows[index] ?? windows[0],
    freezes,
    cloud,
    delayDays: delays[index] ?? 0,
    cumulative: windowsServer,
    effectiveFrom,
  };
}

/** Every release at which something may change, its neighbours, and some that chance picked. */
function adversarialReleases(
  { tries }: RandomPolicy,
  simulated: readonly Simulation[],
  [from, until]: readonly [number, number],
): readonly number[] {
  const wanted = new Set<number>([from, until]);
  for (const { ring: one, runs, tuesdays } of simulated) {
    for (const start of new Set([...runs.first, ...runs.second])) {
      const base = start - one.delayDays * dayMinutes;
      const midnight = Math.floor(base / dayMinutes) * dayMinutes;
      for (const release of [base - 1, base, base + 1, midnight - 1, midnight, midnight + dayMinutes]) {
        wanted.add(release);
      }
      wanted.add(midnight + dayMinutes - 1);
    }
    for (const tuesday of tuesdays) for (const step of [-1, 0, 1]) wanted.add(tuesday + step);
  }
  for (let midnight = Math.ceil(from / dayMinutes) * dayMinutes; midnight < until; midnight += dayMinutes) {
    const day = new Date(midnight * 60_000).getUTCDate();
    if (day === 1 || day >= 28) for (const step of [-1, 0, 1]) wanted.add(midnight + step);
  }
  for (const share of tries) wanted.add(Math.floor(from + share * (until - from)));
  return [...wanted].filter((release) => release >= from && release <= until);
}

function compareCell(
  cell: CellProof,
  simulated: Simulation,
  deadlines: readonly Deadline[],
  releases: readonly number[],
): void {
  let [wait, lateness] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let holds = true;
  let breaks = false;
  for (const release of releases) {
    const landing = simulateLanding(simulated, release);
    const due = simulateDue(deadlines, release);
    wait = Math.max(wait, landing - release);
    lateness = Math.max(lateness, landing - due);
    if (cell.survives >= 0) holds &&= simulateLanding(simulated, release, cell.survives) <= due;
    breaks ||= simulateLanding(simulated, release, cell.survives + 1) > due;
  }
  const { worstWait, worstLateness } = cell;
  expect(landingOf(worstWait) - worstWait.release, "worst wait").toBe(wait);
  expect(landingOf(worstLateness) - worstLateness.due, "worst lateness").toBe(lateness);
  expect({ holds, breaks }, `survives ${cell.survives}`).toEqual({ holds: true, breaks: true });
  for (const worst of [worstWait, worstLateness]) {
    expect(simulateLanding(simulated, worst.release)).toBe(landingOf(worst));
    expect(simulateDue(deadlines, worst.release)).toBe(worst.due);
    expectContiguous(worst);
  }
}

function landingOf({ landing }: WorstCase): number {
  return landing === "never" ? Number.POSITIVE_INFINITY : landing;
}

/** The steps tell the whole way: each begins where the one before ends. */
function expectContiguous({ release, landing, steps }: WorstCase): void {
  if (landing === "never") return;
  const stops = [release, ...steps.map(({ until }) => until)];
  expect(steps.map(({ from }) => from)).toEqual(stops.slice(0, -1));
  expect(stops.at(-1)).toBe(landing);
}

function compareSoak(
  soak: SoakProof,
  earlier: Simulation,
  later: Simulation,
  releases: readonly number[],
): void {
  let [shortest, youngest] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const release of releases) {
    for (const reading of readings) {
      const rest = simulateRest(earlier, later, release, reading);
      if (!Number.isNaN(rest)) shortest = Math.min(shortest, rest);
      for (const half of ["first", "second"] as const) {
        const start = firstStart(later, release, half, reading) ?? Number.POSITIVE_INFINITY;
        const gone = later.tuesdays.some((day) => day > release && day < start);
        if (!later.ring.cumulative || !gone) youngest = Math.min(youngest, start - release);
      }
    }
  }
  expect(soak.shortest === "never" ? Number.POSITIVE_INFINITY : soak.shortest).toBe(shortest);
  expect(soak.youngest === "never" ? Number.POSITIVE_INFINITY : soak.youngest).toBe(youngest);
}

export interface RandomPath {
  readonly policy: RandomPolicy;
  readonly path: OutOfCyclePath;
  readonly within: number;
}

/** An out-of-cycle path under random freezes, for an exploited class that nothing else serves. */
export const randomPath: fc.Arbitrary<RandomPath> = fc.record({
  policy: randomPolicy,
  path: fc.record({
    name: fc.constant("urgent"),
    when: fc.constant(["exploited"] as const),
    notice: fc.integer({ min: 0, max: 600 }),
    decideWithin: fc.integer({ min: 0, max: 300 }),
    quorum: fc.constant(2),
    perRing: fc.integer({ min: 1, max: 480 }),
    soak: fc.integer({ min: 0, max: 300 }),
    inFreeze: fc.boolean(),
  }),
  within: fc.integer({ min: 600, max: 40 * dayMinutes }),
});

/** Fails when the path's printed worst cases are not what a walk through its minutes finds. */
export function comparePathWithSimulation({ policy, path, within }: RandomPath): void {
  const exploited = { severity: "critical", exploited: true } as const;
  const promise = deadline({ months: 0, minutes: within }, { class: exploited });
  // No rule approves anything, so that the path alone serves.
  const nothing = [system(0, { approvals: [] })];
  const rings = policy.windows.map((window, index) => ring(`ring${index}`, window, nothing));
  const only = group(rings, [promise], { outOfCycle: path });
  const proof = prove(plan([only], { freezes: policy.freezes, effectiveFrom }), policy.asOf);
  const triggers = pathTriggers(policy, path, [policy.asOf, proof.until]);
  proof.cells.forEach((cell, index) => {
    const ends = triggers.map((trigger) => {
      const end = simulateEmergency(path, index + 1, policy.freezes, trigger);
      return end - trigger > 400 * dayMinutes ? Number.POSITIVE_INFINITY : end;
    });
    const waits = ends.map((end, position) => end - (triggers[position] ?? 0));
    expect(landingOf(cell.worstWait) - cell.worstWait.release).toBe(Math.max(...waits));
    expect(landingOf(cell.worstLateness) - cell.worstLateness.due).toBe(Math.max(...waits) - within);
    expect(cell.survives >= 0).toBe(Math.max(...waits) <= within);
    expectContiguous(cell.worstWait);
  });
}

/** Triggers around every edge of a freeze, moved back by every part of the path. */
function pathTriggers(
  { freezes, tries }: RandomPolicy,
  path: OutOfCyclePath,
  [from, until]: readonly [number, number],
): readonly number[] {
  const wanted = new Set([from, until, ...tries.map((share) => Math.floor(from + share * (until - from)))]);
  const lead = path.notice + path.decideWithin;
  // Every zone here changes its day on a quarter of an hour.
  const quarter = Math.floor(from / 15) * 15;
  for (let minute = quarter; minute < until + 30 * dayMinutes; minute += 15) {
    if (isFrozen(freezes, minute - 15, minute - 14) === isFrozen(freezes, minute, minute + 1)) continue;
    for (const executions of [1, 2]) {
      const offset = lead + executions * path.perRing + (executions - 1) * path.soak;
      for (const step of [-1, 0, 1, 2]) wanted.add(minute - offset + step);
    }
  }
  return [...wanted].filter((trigger) => trigger >= from && trigger <= until);
}

/** Fails when a derived delay keeps its soak not always, or when a day less would do. */
export function compareDelayWithSimulation(policy: RandomPolicy, soak: number, ownDays: number): void {
  const [earlierWindow, window] = policy.windows;
  const [earlierDays] = policy.delays;
  const freezes = policy.freezes;
  const earlier = { window: earlierWindow, delayDays: earlierDays };
  const derived = derivedDelayDays({ earlier, window, ownDays, soak, freezes, effectiveFrom });
  if (derived === undefined) return;
  const until = earliest + 29 * 366 * dayMinutes + 800 * dayMinutes;
  const common = { freezes, cloud: "aws", cumulative: false, effectiveFrom } as const;
  const canary = simulation({ ...common, window: earlierWindow, delayDays: earlierDays }, earliest, until);
  const simulated = simulation({ ...common, window, delayDays: derived }, earliest, until);
  const shorter = { ...simulated, ring: { ...simulated.ring, delayDays: derived - 1 } };
  const shortest = (later: Simulation): number => {
    let least = Number.POSITIVE_INFINITY;
    for (const release of boundaryReleases(canary)) {
      for (const reading of readings) {
        const rest = simulateRest(canary, later, release, reading);
        if (!Number.isNaN(rest)) least = Math.min(least, rest);
      }
    }
    return least;
  };
  expect(shortest(simulated), `rest with ${derived} days`).toBeGreaterThanOrEqual(soak);
  if (derived > ownDays) expect(shortest(shorter), "rest with a day less").toBeLessThan(soak);
}

/** Releases of the 28 years from the effective day on that just miss a run of a ring, under each reading. */
function boundaryReleases({ ring: one, runs }: Simulation): readonly number[] {
  const last = earliest + 28 * 365.25 * dayMinutes;
  const wanted = new Set([earliest]);
  for (const start of new Set([...runs.first, ...runs.second])) {
    const base = start - one.delayDays * dayMinutes;
    const midnight = Math.floor(base / dayMinutes) * dayMinutes;
    for (const release of [base, base + 1, midnight, midnight + dayMinutes]) wanted.add(release);
  }
  return [...wanted].filter((release) => release >= earliest && release <= last);
}
