import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { coverage, type PathCoverage } from "../../../model/onCall/coverage";
import type { Policy } from "../../../model/policy";
import { formatInstant, parseInstant } from "../../../model/zone";
import { loaded, urgentTiers } from "../rosterText";

interface Person {
  readonly authority: readonly { readonly from?: string; readonly until: string }[];
}
interface Shift {
  readonly people: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly rotate?: number;
}
interface Roster {
  readonly zone: string;
  readonly handover: string;
  readonly quorum: number;
  readonly people: Readonly<Record<string, Person>>;
  readonly shifts: readonly Shift[];
}

function policyOf({ zone, handover, quorum, people, shifts }: Roster): Policy {
  const written = Object.entries(people).map(([name, { authority }]) => [
    name,
    { name, authority: authority.map((one) => ({ paths: ["urgent"], ...one })) },
  ]);
  const turns = shifts.map(({ rotate, ...shift }) =>
    rotate === undefined ? shift : { ...shift, rotate: `${rotate}d` },
  );
  return loaded({
    tiers: urgentTiers,
    outOfCycle: `outOfCycle:\n  urgent: { decide: { quorum: ${quorum} } }`,
    rest: `people: ${JSON.stringify(Object.fromEntries(written))}
onCall: ${JSON.stringify({ handover, timezone: zone, shifts: turns })}`,
  }).policy;
}

const at = (text: string): number => parseInstant(text) ?? Number.NaN;

function covered(roster: Roster, from: string, until: string): PathCoverage {
  const [path] = coverage(policyOf(roster), at(from), at(until));
  if (path === undefined) throw new Error("the path is not decided on call");
  return path;
}

function described({ stretches }: PathCoverage, zone: string): readonly string[] {
  return stretches.map(
    ({ from, people }) => `${formatInstant(from, zone).slice(0, 16)} ${people.join("+")}`,
  );
}

const forever: Person = { authority: [{ until: "2030-12-31" }] };
const two: Roster = {
  zone: "Europe/Berlin",
  handover: "08:00",
  quorum: 1,
  people: { ada: forever, bob: forever },
  shifts: [{ people: ["ada", "bob"], from: "2026-12-01", to: "2026-12-05", rotate: 2 }],
};

describe("coverage of a path", () => {
  it("hands over in turn at the local time, and ends on the day after the last", () => {
    const path = covered(two, "2026-12-01T00:00Z", "2026-12-07T00:00Z");

    expect(described(path, "Europe/Berlin")).toEqual([
      "2026-12-01 01:00 ",
      "2026-12-01 08:00 ada",
      "2026-12-03 08:00 bob",
      "2026-12-05 08:00 ada",
      "2026-12-06 08:00 ",
    ]);
    expect(path.gaps.map(({ from, until, fewest }) => [until - from, fewest])).toEqual([
      [7 * 60, 0],
      [17 * 60, 0],
    ]);
  });

  it("adds up shifts that overlap, and counts a person on two of them once", () => {
    const shifts: readonly Shift[] = [
      { people: ["ada"], from: "2026-12-01", to: "2026-12-04" },
      { people: ["ada", "bob"], from: "2026-12-02", to: "2026-12-02" },
    ];
    const path = covered({ ...two, quorum: 2, shifts }, "2026-12-01T07:00Z", "2026-12-05T07:00Z");

    expect(described(path, "Europe/Berlin")).toEqual([
      "2026-12-01 08:00 ada",
      "2026-12-02 08:00 ada+bob",
      "2026-12-03 08:00 ada",
    ]);
    expect(path.gaps).toHaveLength(2);
  });

  it("ends an authority with its last day, whatever the hand-over, and says who has lapsed", () => {
    const people = { ada: { authority: [{ until: "2026-12-02" }] }, bob: forever };
    const path = covered({ ...two, people }, "2026-12-01T07:00Z", "2026-12-06T07:00Z");

    expect(described(path, "Europe/Berlin")).toEqual([
      "2026-12-01 08:00 ada",
      "2026-12-03 00:00 ",
      "2026-12-03 08:00 bob",
      "2026-12-05 08:00 ",
    ]);
    expect(path.lapses).toMatchObject([{ person: "ada", path: "urgent", ended: "2026-12-02" }]);
    expect(path.lapses[0]?.spans.map(([from, until]) => until - from)).toEqual([8 * 60, 24 * 60]);
  });

  it("calls nobody lapsed whose authority is renewed without a pause, or has not begun", () => {
    const renewed = [{ until: "2026-12-02" }, { from: "2026-12-03", until: "2027-12-31" }];
    const people = {
      ada: { authority: renewed },
      bob: { authority: [{ from: "2026-12-04", until: "2027-12-31" }] },
    };
    const path = covered({ ...two, people }, "2026-12-01T07:00Z", "2026-12-06T07:00Z");

    expect(path.lapses).toEqual([]);
    expect(path.gaps.map(({ from, until }) => until - from)).toEqual([16 * 60]);
  });

  it("has shorter and longer days where clocks change", () => {
    const night: Roster = {
      ...two,
      handover: "02:30",
      shifts: [{ people: ["ada", "bob"], from: "2027-03-26", to: "2027-11-30", rotate: 1 }],
    };
    const lengths = (from: string, until: string): readonly number[] =>
      covered(night, from, until)
        .stretches.slice(1, -1)
        .map((one) => one.until - one.from);

    // 28 March: 02:30 is skipped, so the hand-over comes at 03:00; 31 October: 02:30 comes twice.
    expect(lengths("2027-03-26T12:00Z", "2027-03-30T12:00Z")).toEqual([1410, 1410, 1440]);
    expect(lengths("2027-10-29T12:00Z", "2027-11-02T12:00Z")).toEqual([1440, 1500, 1440]);
  });

  it("asks nobody where no group uses the path, or somebody else decides", () => {
    const unused = loaded({ rest: "onCall: { shifts: [] }" }).policy;
    const board = loaded({
      tiers: urgentTiers,
      outOfCycle: "outOfCycle:\n  urgent: { decide: { by: change board } }",
      rest: "onCall: { shifts: [] }",
    }).policy;

    expect(coverage(unused, 0, 1440)).toEqual([]);
    expect(coverage(board, 0, 1440)).toEqual([]);
  });
});

/** A day of the roster has begun once the clocks have shown its hand-over, be it for the second time. */
function* walk(roster: Roster, from: number, until: number, step: number) {
  const [hours = 0, minutes = 0] = roster.handover.split(":").map(Number);
  const local = (instant: number): number => {
    const time = Temporal.Instant.fromEpochMilliseconds(instant * 60_000).toZonedDateTimeISO(
      roster.zone,
    );
    return Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute) / 60_000;
  };
  const dayOf = (text: string): number => Date.parse(`${text}T00:00Z`) / 86_400_000;
  let latest = Number.NEGATIVE_INFINITY;
  for (let instant = from - 2 * 1440; instant < until; instant += step) {
    const now = local(instant);
    latest = Math.max(latest, now);
    if (instant < from) continue;
    const day = Math.floor((latest - hours * 60 - minutes) / 1440);
    const on = new Set(
      roster.shifts.flatMap(({ people, from: first, to: last, rotate }) => {
        if (day < dayOf(first) || day > dayOf(last)) return [];
        const turn = Math.floor((day - dayOf(first)) / (rotate ?? 1)) % people.length;
        return rotate === undefined ? people : people.slice(turn, turn + 1);
      }),
    );
    const today = Math.floor(now / 1440);
    const may = [...on].filter((name) =>
      roster.people[name]?.authority.some(
        (one) => today <= dayOf(one.until) && (one.from === undefined || today >= dayOf(one.from)),
      ),
    );
    yield { instant, people: may.sort().join("+") };
  }
}

const day = fc
  .integer({ min: 0, max: 20 })
  .chain((offset) =>
    fc
      .constantFrom("2027-03-20", "2027-10-25", "2027-04-01")
      .map((base) =>
        new Date(Date.parse(`${base}T00:00Z`) + offset * 86_400_000).toISOString().slice(0, 10),
      ),
  );
const days = fc.tuple(day, day).map(([a, b]) => (a < b ? [a, b] : [b, a]) as [string, string]);
const names = ["ada", "bob", "cy"] as const;
const authority = fc.oneof(
  days.map(([from, until]) => ({ from, until })),
  day.map((until) => ({ until })),
);
const rosters: fc.Arbitrary<Roster> = fc.record({
  // Lord Howe moves its clocks by half an hour; Havana and Beirut change at midnight.
  zone: fc.constantFrom(
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Havana",
    "Asia/Beirut",
    "UTC",
  ),
  handover: fc.constantFrom("00:00", "00:30", "01:45", "02:00", "02:15", "08:00", "23:45"),
  quorum: fc.integer({ min: 1, max: 3 }),
  people: fc.record({
    ada: fc.record({ authority: fc.array(authority, { maxLength: 3 }) }),
    bob: fc.record({ authority: fc.array(authority, { maxLength: 2 }) }),
    cy: fc.constant(forever),
  }),
  shifts: fc.array(
    fc
      .tuple(
        days,
        fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 4 }),
        fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
      )
      .map(([[from, to], people, rotate]) =>
        rotate === undefined ? { people, from, to } : { people, from, to, rotate },
      ),
    { maxLength: 4 },
  ),
});

describe("coverage against a walk through every quarter of an hour", () => {
  it("has the same people at each of them, and gaps exactly where they are too few", () => {
    fc.assert(
      fc.property(
        rosters,
        fc.constantFrom("2027-03-25T03:15Z", "2027-10-28T00:00Z", "2027-04-01T12:30Z"),
        (roster, begin) => {
          const [from, until] = [at(begin), at(begin) + 9 * 1440];
          const [path] = coverage(policyOf(roster), from, until);
          if (path === undefined) throw new Error("the path is not decided on call");
          for (const { instant, people } of walk(roster, from, until, 15)) {
            const stretch = path.stretches.find(
              (one) => one.from <= instant && instant < one.until,
            );
            expect([formatInstant(instant), stretch?.people.join("+")]).toEqual([
              formatInstant(instant),
              people,
            ]);
            const few = people === "" ? 0 : people.split("+").length;
            const gap = path.gaps.find((one) => one.from <= instant && instant < one.until);
            expect(gap !== undefined).toBe(few < roster.quorum);
            if (gap !== undefined) expect(gap.fewest).toBeLessThanOrEqual(few);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
