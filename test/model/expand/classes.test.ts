/** Classes by predicates against a reading of the raw promises: none is lost, none overlaps, each fares as written. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlannedGroup } from "../../../model/plan";
import { servesClass } from "../../../model/proof/outOfCycle";
import { simulateDue } from "../../support/simulate";
import {
  type FullFacts,
  simulateMember,
  simulatePromise,
  simulateTrigger,
  type WrittenPromises,
} from "../../support/simulatePromises";
import { planned } from "../planned";

const severity = fc.constantFrom("critical", "high", "medium", "low");
const optional = <Value>(one: fc.Arbitrary<Value>) => fc.option(one, { nil: undefined });
const predicates = {
  automatable: fc.boolean(),
  technicalImpact: fc.constantFrom("partial", "total"),
  likelyExploitable: fc.boolean(),
};
const when = fc
  .record({
    severity: optional(fc.uniqueArray(severity, { minLength: 1, maxLength: 3 })),
    exposure: optional(fc.constantFrom("internet", "internal")),
    exploited: optional(fc.boolean()),
    automatable: optional(predicates.automatable),
    technicalImpact: optional(predicates.technicalImpact),
    likelyExploitable: optional(predicates.likelyExploitable),
  })
  .map((written) => JSON.parse(JSON.stringify(written)));
const byDays = fc
  .record({
    critical: optional(fc.integer({ min: 1, max: 6 })),
    high: optional(fc.integer({ min: 1, max: 6 })),
    low: fc.integer({ min: 1, max: 9 }),
  })
  .map((written) => JSON.parse(JSON.stringify(written)));
const set = fc.record({ days: byDays, exploited: optional(byDays) });

const promises = fc
  .record({
    exposure: fc.constantFrom("internet", "internal"),
    sets: fc.array(set, { minLength: 1, maxLength: 3 }),
    obligations: fc.array(fc.record({ when, days: fc.integer({ min: 1, max: 6 }) }), {
      maxLength: 3,
    }),
    triggers: fc.array(
      fc.oneof(
        severity,
        fc.constant("exploited"),
        when.filter((one) => Object.keys(one).length > 0),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(
    ({ sets, ...rest }) =>
      ({
        ...rest,
        sets: sets.map((one, index) => (index === 0 ? one : { ...one, from: `2027-0${index}-15` })),
      }) as WrittenPromises,
  );

const facts = fc.record({
  ...predicates,
  severity,
  exploited: fc.boolean(),
  adverseImpact: fc.constantFrom("N5", "N4", "N3", "N2"),
}) as fc.Arbitrary<FullFacts>;

function documentOf({ exposure, sets, obligations, triggers }: WrittenPromises) {
  const withUnit = (days: object): object =>
    Object.fromEntries(Object.entries(days).map(([key, count]) => [key, `${count}d`]));
  const deadlines = sets.map(({ from, days, exploited }) => ({
    ...(from === undefined ? {} : { from }),
    ...withUnit(days),
    ...(exploited === undefined ? {} : { exploited: withUnit(exploited) }),
  }));
  const own = obligations.map(({ when: asked, days }, index) => ({
    id: `own-${index}`,
    control: "c",
    source: "s",
    when: asked,
    within: `${days}d`,
  }));
  return planned({
    tiers: `tiers: { gold: { deadlines: ${JSON.stringify(deadlines)}, outOfCycle: urgent } }`,
    outOfCycle: `outOfCycle: { urgent: { when: ${JSON.stringify(triggers)} } }`,
    groups: `groups:\n  web: { tier: gold, owner: a, exposure: ${exposure}, baselines: [linux], aws: { regions: [eu-central-1] }, rings: [{ name: all, window: sunday }] }`,
    rest: `obligations: ${JSON.stringify(own)}`,
  });
}

/** Fails when the classes that hold a vulnerability are more than one, or fare other than the raw values say. */
function compareWithReading(written: WrittenPromises, group: PlannedGroup, drawn: FullFacts): void {
  const { deadlines, outOfCycle } = group;
  // Where nothing is promised about exploitation, one class holds both.
  const divided = deadlines.some((one) => one.class.exploited);
  const known = divided
    ? { ...drawn, likelyExploitable: drawn.likelyExploitable || drawn.exploited }
    : { ...drawn, exploited: false };
  const mine = deadlines.filter((one) => simulateMember(one.class, known));
  expect(new Set(mine.map((one) => JSON.stringify(one.class))).size).toBeLessThanOrEqual(1);
  for (const day of days) {
    const release = Date.parse(day) / 60_000;
    const due = (simulateDue(mine, release) - release) / 1440;
    expect(due).toBe(simulatePromise(written, known, day));
  }
  const [first] = mine;
  if (first === undefined || outOfCycle === undefined) return;
  const served = servesClass(outOfCycle, { ...first.class, exposure: written.exposure });
  expect(served).toBe(simulateTrigger(written, known));
}

const days = ["2026-12-31", "2027-01-14", "2027-01-15", "2027-02-14", "2027-02-15", "2027-06-01"];

describe("classes by predicates", () => {
  it("hold every vulnerability once, with what the document promises it on each day", () => {
    fc.assert(
      fc.property(promises, fc.array(facts, { minLength: 10, maxLength: 10 }), (written, all) => {
        const [group] = documentOf(written).groups;
        if (group === undefined) throw new Error("no group");
        for (const one of all) compareWithReading(written, group, one);
      }),
      { numRuns: 150 },
    );
  });

  it("are those of severity and exploitation where nothing speaks of more", () => {
    const group = documentOf({
      exposure: "internet",
      sets: [{ days: { critical: 3, high: 9 }, exploited: { critical: 1 } }],
      obligations: [{ when: { severity: ["high"] }, days: 5 }],
      triggers: ["exploited"],
    }).groups[0];

    expect(group?.deadlines.map((one) => one.class)).toEqual([
      { severity: "critical", exploited: false },
      { severity: "critical", exploited: true },
      { severity: "high", exploited: false },
      { severity: "high", exploited: true },
    ]);
  });

  it("are divided by a trigger alone, since the route differs", () => {
    const group = documentOf({
      exposure: "internet",
      sets: [{ days: { critical: 3 } }],
      obligations: [],
      triggers: [{ severity: ["critical"], automatable: true, technicalImpact: "total" }],
    }).groups[0];

    expect(group?.deadlines.map((one) => one.class)).toEqual([
      { severity: "critical", exploited: false, technicalImpact: "partial" },
      { severity: "critical", exploited: false, automatable: false, technicalImpact: "total" },
      { severity: "critical", exploited: false, automatable: true, technicalImpact: "total" },
    ]);
  });

  it("are not divided by a trigger that no group of its exposure can meet", () => {
    const group = documentOf({
      exposure: "internal",
      sets: [{ days: { critical: 3 } }],
      obligations: [],
      triggers: [{ exposure: "internet", automatable: true }],
    }).groups[0];

    expect(group?.deadlines).toHaveLength(1);
  });
});
