/** A freeze within a window: the proof and the pre-event bar the same batches of it, and no other. */
import { describe, expect, it } from "vitest";
import type { Freeze, Plan } from "../../../../model/plan";
import { runsOfRing } from "../../../../model/proof/batches";
import { proofContext } from "../../../../model/proof/context";
import type { Instant } from "../../../../model/time";
import { planned } from "../../../model/planned";
import { play } from "../../../support/guardedRuns";

const inBatches = (schedule: string) =>
  planned({
    windows: `windows:\n  sunday: { schedule: ${schedule}, duration: 6h, timezone: Europe/Berlin }`,
    groups: `groups:
  web:
    tier: gold
    owner: a
    baselines: [linux]
    azure: { locations: [westeurope] }
    rings: [{ name: canary, window: sunday, azure: { batches: 3 } }]`,
  });
const minute = (text: string): Instant => Date.parse(text) / 60_000;
const dated = (from: string, to: string): Freeze => ({
  name: "move",
  timezone: "Europe/Berlin",
  when: { kind: "once", from, to },
});
const spans = (...when: readonly (readonly [string, string])[]): Freeze => ({
  name: "imported",
  timezone: "UTC",
  when: {
    kind: "spans",
    spans: when.map(([from, until]) => [minute(from), minute(until)] as const),
    knownUntil: Number.MAX_SAFE_INTEGER,
  },
});

/** Sundays in winter at 20:00, 22:00 and 00:00 UTC. */
const starts = ["2027-02-28T20:00Z", "2027-03-07T20:00Z", "2027-03-14T20:00Z"].flatMap((first) =>
  [0, 120, 240].map((later) => minute(first) + later),
);

function possibleStarts(plan: Plan): Int32Array {
  const context = proofContext(plan, minute("2026-12-01T00:00Z"));
  const [group] = context.plan.groups;
  const [ring] = group?.rings ?? [];
  if (group === undefined || ring === undefined) throw new Error("no ring");
  return runsOfRing(ring, "azure", group, context).value.possibleStarts;
}

function barredByProof(freeze: Freeze): readonly boolean[] {
  const possible = possibleStarts({ ...inBatches("every sunday at 21:00"), freezes: [freeze] });
  return starts.map((start) => !possible.includes(start));
}

function barredByPreEvent(freeze: Freeze): readonly boolean[] {
  return starts.map((start) => {
    const { azure } = play({
      start: new Date(start * 60_000).toISOString(),
      freezes: [freeze],
      guarded: { minutes: 120 },
    });
    return azure.cancelled.length > 0;
  });
}

it("begin with a whole window: none past midnight is of the day before the first", () => {
  // The policy is effective from a Tuesday on.
  const [first, second, third] = possibleStarts(inBatches("every monday at 21:00"));

  const begin = minute("2026-12-07T20:00Z");
  expect([first, second, third]).toEqual([begin, begin + 120, begin + 240]);
});

describe("batches and freezes", () => {
  it.each([
    ["that begins at midnight", dated("2027-03-08", "2027-03-10"), [4, 5]],
    ["that ends at midnight", dated("2027-03-07", "2027-03-07"), [3, 4]],
    ["of days, over a whole window", dated("2027-03-06", "2027-03-08"), [3, 4, 5]],
    [
      "imported, in the middle of one batch",
      spans(["2027-03-07T22:30Z", "2027-03-07T22:31Z"], ["2027-03-14T22:00Z", "2027-03-15T00:00Z"]),
      [4, 7],
    ],
    ["imported, across two", spans(["2027-03-07T21:59Z", "2027-03-07T22:01Z"]), [3, 4]],
  ])("are barred alike by proof and pre-event, under one %s", (_, freeze, barred) => {
    const wanted = starts.map((_start, index) => barred.includes(index));

    expect(barredByProof(freeze)).toEqual(wanted);
    expect(barredByPreEvent(freeze)).toEqual(wanted);
  });
});
