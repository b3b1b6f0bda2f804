/**
 * Runs of a ring that Azure patches in batches. A freeze bars the batches that it touches and no other: a run counts for a
 * deadline when all of its batches run, and a rest fears every batch that may.
 */
import { batchTimes } from "../azureBatches";
import { firstStart } from "../calendar";
import { dateOfDay, dayOfDate } from "../civilDay";
import { rememberedOf } from "../memo";
import type { Cloud, PlannedGroup, PlannedRing } from "../plan";
import type { Keyed, ProofContext } from "./context";
import { type AdmissibleRuns, lowerBound } from "./runs";

/** Batches are found once for the runs of a window under one list of freezes. */
const found = new WeakMap<AdmissibleRuns, Map<number, AdmissibleRuns>>();

/** The runs of a ring's window; on Azure with the starts of its batches. */
export function runsOfRing(
  ring: PlannedRing,
  cloud: Cloud,
  group: Pick<PlannedGroup, "name">,
  context: ProofContext,
): Keyed<AdmissibleRuns> {
  const whole = context.runs(ring.window, group);
  const count = ring.batches?.count;
  if (cloud !== "azure" || count === undefined) return whole;
  const ofWhole = rememberedOf(found, whole.value, () => new Map<number, AdmissibleRuns>());
  const value = ofWhole.get(count) ?? batched(whole.value, ring, count, group, context);
  ofWhole.set(count, value);
  return { key: `${whole.key}:${count}`, value };
}

function batched(
  whole: AdmissibleRuns,
  { window }: PlannedRing,
  count: number,
  group: Pick<PlannedGroup, "name">,
  context: ProofContext,
): AdmissibleRuns {
  const times = batchTimes(window, count);
  if ("complaint" in times) return whole;
  const parts = times.map(({ schedule, duration, days }) => {
    const part = { ...window, schedule, duration };
    // A batch past midnight begins a day after its window.
    const effectiveFrom = dateOfDay(dayOfDate(context.plan.effectiveFrom) + days);
    const first = firstStart({ effectiveFrom }, window);
    const { possibleStarts, services } = context.runs(part, group).value;
    return {
      possible: notBefore(possibleStarts, first),
      services: () => services().map((starts) => notBefore(starts, first)),
    };
  });
  const possibleStarts = inOrder(parts.map(({ possible }) => possible));
  return { ...whole, possibleStarts, services: () => servicesOf(parts) };
}

/** Where no start is double, a part has one list for both services. */
function servicesOf(
  parts: readonly { services(): readonly Int32Array[] }[],
): readonly Int32Array[] {
  const lists = parts.map((part) => part.services());
  const most = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: most }, (_, service) =>
    inOrder(lists.map((list) => list[service] ?? list.at(-1) ?? new Int32Array(0))),
  );
}

function notBefore(starts: Int32Array, first: number): Int32Array {
  return starts.subarray(lowerBound(starts, first));
}

function inOrder(lists: readonly Int32Array[]): Int32Array {
  return Int32Array.from(lists.flatMap((list) => [...list])).sort();
}
