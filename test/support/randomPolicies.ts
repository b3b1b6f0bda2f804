/** Random policies for the proof and its opponent, thick where clocks change and months end. */
import fc from "fast-check";
import type { Deadline, Freeze, OutOfCyclePath, PlannedWindow } from "../../model/plan";
import { type Ordinal, type Schedule, weekdays } from "../../model/schedule";
import type { Interval } from "../../model/time";
import { approval, deadline, group, plan, ring, system } from "./plans";
import type { SimulatedRing } from "./simulate";

export const dayMinutes = 1440;
export const effectiveFrom = "2026-12-01";
export const earliest = Date.parse("2026-12-01T00:00Z") / 60_000;

/** A ring of another group in which patches rest first, under freezes of its own. */
export interface RandomSource {
  readonly window: PlannedWindow;
  readonly delay: number;
  readonly freezes: readonly Freeze[];
}

/** One group of two rings on one system, which may be promoted from another group. */
export interface RandomPolicy {
  readonly source: RandomSource | undefined;
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
  "America/Los_Angeles",
);
// Clocks change in the small hours, and Microsoft releases at 10:00 in Los Angeles: windows crowd there.
const time = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      hour: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 23 })),
      minute: fc.constantFrom(0, 15, 30, 45, 59),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ hour: 10, minute: 0 }, { hour: 13, minute: 0 }) },
);
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
    .map(
      ({ ordinal, weekday: day, shift, at }): Schedule => ({
        kind: "monthlyWeekday",
        ordinal,
        weekday: day,
        offsetDays: ordinal === "last" ? Math.abs(shift) % 7 : shift,
        at,
      }),
    );
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

const monthDay = fc.constantFrom(
  "01-04",
  "02-28",
  "02-29",
  "03-31",
  "07-01",
  "10-24",
  "12-18",
  "12-31",
);
const date = fc
  .integer({ min: 0, max: 900 })
  .map((day) => new Date((earliest / dayMinutes + day) * 86_400_000).toISOString().slice(0, 10));
const freeze: fc.Arbitrary<Freeze> = fc.oneof(
  fc.record({ timezone: zone, from: monthDay, to: monthDay }).map(({ timezone, from, to }) => ({
    name: "yearly",
    timezone,
    when: { kind: "yearly" as const, from, to },
  })),
  fc
    .record({ timezone: zone, from: date, days: fc.integer({ min: 0, max: 40 }) })
    .map(({ timezone, from, days }) => ({
      name: "once",
      timezone,
      when: {
        kind: "once" as const,
        from,
        to: new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10),
      },
    })),
  fc.array(gap(), { minLength: 1, maxLength: 8 }).map((gaps) => ({
    name: "imported",
    timezone: "UTC",
    when: { kind: "spans" as const, spans: spansOf(gaps), knownUntil: Number.MAX_SAFE_INTEGER },
  })),
);

/** Minutes until the next span begins, and its length: quarters of an hour, in which the opponents walk. */
function gap(): fc.Arbitrary<readonly [number, number]> {
  const quarters = (most: number): fc.Arbitrary<number> =>
    fc.integer({ min: 1, max: most * 96 }).map((count) => count * 15);
  return fc.tuple(quarters(60), quarters(15));
}

function spansOf(gaps: readonly (readonly [number, number])[]): readonly Interval[] {
  let at = earliest - 30 * dayMinutes;
  return gaps.map(([before, length]): Interval => {
    const from = at + before;
    at = from + length;
    return [from, at];
  });
}

const promise: fc.Arbitrary<Deadline> = fc
  .oneof(
    fc.record({ months: fc.constant(0), minutes: fc.integer({ min: 60, max: 120 * dayMinutes }) }),
    fc.record({ months: fc.integer({ min: 1, max: 3 }), minutes: fc.constantFrom(0, 0, 720) }),
  )
  .map((within) => deadline(within));

/** Days on which promises change: ends of months, the leap day, any day. */
const changeDay = fc.oneof(
  fc.constantFrom("2027-02-28", "2027-03-01", "2027-03-31", "2028-02-29", "2027-07-01"),
  date,
);
/** Promises that start or end on a day, as sets of deadlines and obligations beside them give. */
const datedPromise: fc.Arbitrary<Deadline> = fc.oneof(
  { weight: 2, arbitrary: promise },
  {
    weight: 1,
    arbitrary: fc
      .tuple(promise, fc.option(changeDay, { nil: undefined }), changeDay)
      .map(([one, from, until]) => ({
        ...one,
        ...(from === undefined ? {} : { from }),
        // The last ones stay open at one end.
        ...(from !== undefined && until <= from ? {} : { until }),
      })),
  },
);
const source: fc.Arbitrary<RandomSource> = fc.record({
  window: plannedWindow,
  delay: delay(),
  freezes: fc.array(freeze, { maxLength: 2 }),
});

export const randomPolicy: fc.Arbitrary<RandomPolicy> = fc.record({
  source: fc.option(source, { nil: undefined, freq: 1 }),
  asOf: fc.integer({ min: 0, max: 400 * dayMinutes }).map((offset) => earliest + offset),
  windows: fc.tuple(plannedWindow, plannedWindow),
  delays: fc.tuple(delay(), delay()),
  freezes: fc.array(freeze, { maxLength: 2 }),
  cloud: fc.constantFrom("aws", "aws", "azure"),
  windowsServer: fc.boolean(),
  deadlines: fc.array(datedPromise, { minLength: 1, maxLength: 3 }),
  tries: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }),
});

function delay(): fc.Arbitrary<number> {
  return fc.oneof(
    fc.constant(0),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 13, max: 45 }),
  );
}

/** The group that promotes stands after the one that it promotes to. */
export function planOf(policy: RandomPolicy) {
  const { windows, delays, freezes, deadlines, source: from } = policy;
  const rings = windows.map((window, index) =>
    randomRing(policy, index === 0 ? "web.canary" : "web.broad", window, delays[index] ?? 0),
  );
  if (from === undefined) return plan([group(rings, deadlines)], { freezes, effectiveFrom });
  const resting = randomRing(policy, "staging.all", from.window, from.delay);
  const promotedFrom = { group: "staging", ring: resting, soak: dayMinutes };
  const groups = [
    group(rings, deadlines, { promotedFrom }),
    group([resting], deadlines, { name: "staging" }),
  ];
  return plan(groups, {
    freezes: [
      ...freezes.map((one) => ({ ...one, groups: ["web"] })),
      ...from.freezes.map((one) => ({ ...one, name: `staging-${one.name}`, groups: ["staging"] })),
    ],
    effectiveFrom,
  });
}

function randomRing(
  { cloud, windowsServer }: RandomPolicy,
  patchGroup: string,
  window: PlannedWindow,
  delayDays: number,
) {
  const systems = [
    system(0, {
      system: windowsServer ? "windows-server-2022" : "rhel-9",
      cloud,
      approvals: [approval(delayDays)],
    }),
  ];
  return ring(patchGroup.split(".")[1] ?? "", window, systems, { patchGroup });
}

export function simulatedRing(policy: RandomPolicy, index: number): SimulatedRing {
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

export function simulatedSource(policy: RandomPolicy, from: RandomSource): SimulatedRing {
  const { window, delay: delayDays, freezes } = from;
  return { ...simulatedRing(policy, 0), window, delayDays, freezes };
}

/** The same policy where machines are replaced: images are built in a window, and rest in the first ring. */
export interface RandomImages {
  readonly policy: RandomPolicy;
  readonly image: PlannedWindow;
  readonly soak: number;
}

export const randomImages: fc.Arbitrary<RandomImages> = fc.record({
  policy: randomPolicy,
  image: plannedWindow,
  soak: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 * dayMinutes })),
});

/** The ring before has the delay; the second ring's keeps a soak in place and delays no image. */
export function imagePlanOf({ policy, image, soak }: RandomImages) {
  const whole = planOf(policy);
  return {
    ...whole,
    groups: whole.groups.map((one) =>
      one.name === "web"
        ? {
            ...one,
            strategy: { kind: "replace" as const, image },
            rings: one.rings.map((each, index) => (index === 0 ? each : { ...each, soak })),
          }
        : one,
    ),
  };
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
