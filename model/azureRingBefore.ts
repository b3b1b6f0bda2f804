/**
 * The ring before on Azure: where its last run must have gone well before a ring's own may begin. Verdicts travel between
 * locations and subscriptions; those of AWS are not asked.
 */
import { occurrences } from "./calendar";
import { dayOfDate } from "./civilDay";
import { once, remembered } from "./memo";
import type { AzureConfiguration, AzureUnit, Plan, PlannedWindow } from "./plan";
import { ringsBefore } from "./ringBefore";
import { type Minutes, minutesPerDay } from "./time";

export interface AzureRingBefore {
  readonly patchGroup: string;
  /** Where it is patched, in the plan's order. */
  readonly places: readonly AzureUnit[];
}

type Ring = Pick<AzureConfiguration, "group" | "ring">;

/** The nearest ring before of its group that Azure patches, else the ring promoted from; nothing where there is none. */
export function azureRingBefore(plan: Plan, ring: Ring): AzureRingBefore | undefined {
  return azureWaiting(plan, ring).before;
}

/** The same with the rings between, nearest first, that are patched on AWS only. */
export function azureWaiting(
  plan: Plan,
  { group, ring }: Ring,
): { readonly before?: AzureRingBefore; readonly passedOver: readonly string[] } {
  const passedOver: string[] = [];
  for (const { planned } of ringsBefore(plan, group, ring)) {
    const places = placesOf(plan).get(planned.patchGroup) ?? [];
    if (places.length > 0)
      return { before: { patchGroup: planned.patchGroup, places }, passedOver };
    passedOver.push(planned.patchGroup);
  }
  return { passedOver };
}

/** By patch group. */
const placesOf = once(({ azure }: Plan): ReadonlyMap<string, readonly AzureUnit[]> => {
  const places = new Map<string, AzureUnit[]>();
  for (const unit of azure) {
    for (const patchGroup of new Set(unit.configurations.map((one) => one.patchGroup))) {
      places.set(patchGroup, [...(places.get(patchGroup) ?? []), unit]);
    }
  }
  return places;
});

/** Five years hold every gap of a schedule, leap days and changes of the clock among them. */
const lookedAt = 5 * 366 * minutesPerDay;

/**
 * The longest time between the ends of two runs of a window that follow one another, freezes left out: how long a verdict
 * counts. Counted from the policy's effective day, so that it changes with nothing else.
 */
export function longestGap(plan: Plan, window: PlannedWindow): Minutes {
  return remembered(gapsOf(plan), JSON.stringify(window), () => {
    const from = dayOfDate(plan.effectiveFrom) * minutesPerDay;
    const runs = occurrences(window.schedule, window.timezone, from, from + lookedAt);
    const gaps = runs.slice(1).map(({ start, ambiguousUntil }, index) => {
      // Where clocks show a start twice, either may be taken.
      return (ambiguousUntil ?? start) - (runs[index]?.start ?? start);
    });
    return gaps.length === 0 ? lookedAt : Math.max(window.duration, ...gaps);
  });
}

const gapsOf = once((_plan: Plan) => new Map<string, Minutes>());
