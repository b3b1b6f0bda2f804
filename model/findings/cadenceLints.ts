/** Rings whose calendar leaves them without a run for longer than their tier's cadence. */
import { addDuration, describeDuration, formatDuration } from "../duration";
import { remembered } from "../memo";
import type { Finding, PlannedGroup, PlannedRing, PlannedWindow } from "../plan";
import { counted } from "../textTable";
import type { Duration, Instant } from "../time";
import { formatInstant } from "../zone";
import { finding } from "./finding";
import { freezeNames, type LintContext, type RunSpan } from "./runSpans";

/** The time between the starts of two runs that exceeds the cadence by most. */
interface Gap {
  /** The first instant at which the earlier run may start; the first proved one where no run is before it. */
  readonly from: Instant;
  readonly isRun: boolean;
  /** The last instant at which the next run may start; absent when none comes in 400 days after the proved years. */
  readonly until?: Instant;
  readonly barred: number;
}

export function cadenceLints(context: LintContext): Finding[] {
  const known = new Map<string, { readonly gap: Gap | undefined }>();
  return context.plan.groups.flatMap((group) => {
    const { cadence } = group;
    if (cadence === undefined) return [];
    const freezes = context.freezesOf(group);
    return group.rings.flatMap((ring) => {
      const key = JSON.stringify([ring.window.name, cadence, freezeNames(freezes)]);
      const { gap } = remembered(known, key, () => ({
        gap: worstGap(context, ring.window, context.spans(ring.window, freezes), cadence),
      }));
      return gap === undefined ? [] : [cadenceFinding(group, ring, cadence, gap)];
    });
  });
}

/** Runs that a freeze bars do not count; where clocks show a start twice, the gap is measured at its longest. */
function worstGap(
  { from, until }: LintContext,
  window: PlannedWindow,
  spans: readonly RunSpan[],
  cadence: Duration,
): Gap | undefined {
  let worst: { readonly gap: Gap; readonly excess: number } | undefined;
  let [since, isRun, barred]: [Instant, boolean, number] = [from, false, 0];
  const measure = (next: Instant | undefined): void => {
    const excess = (next ?? Number.POSITIVE_INFINITY) - addDuration(since, cadence);
    if (since >= until || (next ?? from) < from || excess <= (worst?.excess ?? 0)) return;
    const gap = { from: since, isRun, barred };
    worst = { gap: next === undefined ? gap : { ...gap, until: next }, excess };
  };
  for (const span of spans) {
    if (span.barred) barred += 1;
    else {
      measure(span.end - window.duration);
      // Without a run before the proved years, the first of them is what the cadence counts from.
      [since, isRun, barred] = [span.start, true, 0];
    }
  }
  measure(undefined);
  return worst?.gap;
}

function cadenceFinding(
  { name, tier, rings }: PlannedGroup,
  ring: PlannedRing,
  cadence: Duration,
  { from, isRun, until, barred }: Gap,
): Finding {
  const zone = ring.window.timezone;
  const since = `${isRun ? "after the run of" : "from"} ${formatInstant(from, zone)}`;
  const next =
    until === undefined
      ? "no run follows"
      : `the next run is on ${formatInstant(until, zone)}, ${formatDuration(until - from)} later`;
  const freezes = barred === 0 ? "" : `; freezes bar ${counted(barred, "run")}`;
  const message = `${name}.${ring.name}: ${since} ${next} (window ${ring.window.name}${freezes}); tier ${tier} asks for a run every ${describeDuration(cadence)}, by ${formatInstant(addDuration(from, cadence), zone)}`;
  return finding("cadence/not-kept", {
    message,
    group: name,
    ring: ring.name,
    path: ["groups", name, "rings", rings.indexOf(ring), "window"],
  });
}
