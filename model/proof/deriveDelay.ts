/**
 * The approval delay with which the calendar alone keeps a ring's soak: nothing happens at run time. Anchored
 * on the policy's effective day, never on today's date, since the delay is deployed.
 */
import { createHash } from "node:crypto";
import { dayOfDate } from "../civilDay";
import type { Freeze, PlannedWindow } from "../plan";
import type { CivilDate, Minutes } from "../time";
import { minutesPerDay } from "../time";
import { remembered } from "./memo";
import { smallestRestingDelay } from "./rest";
import { type AdmissibleRuns, type AllRuns, allRuns, finishAfter, openRuns, runsKey } from "./runs";

export interface DelayRequest {
  /** The ring before, with the delay that it is deployed with, and with its group's freezes when that is another. */
  readonly earlier: {
    readonly window: PlannedWindow;
    readonly delayDays: number;
    readonly freezes?: readonly Freeze[];
  };
  readonly window: PlannedWindow;
  /** Whole days that the document asks for. */
  readonly ownDays: number;
  readonly soak: Minutes;
  /** Freezes that apply to the group. */
  readonly freezes: readonly Freeze[];
  readonly effectiveFrom: CivilDate;
}

/** SSM approves after 360 days at the latest. */
const longestDelay = 360;
/** Dates and weekdays repeat after 28 years, so that every arrangement of a month is seen. */
const horizonDays = 28 * 365.25;
/** Runs go on beyond the last release until nothing that it is approved for is missing: so far calendars must be known. */
export const delayHorizonDays = horizonDays + 2 * longestDelay + 400;

/** Many rings ask the same: what was found is kept, up to a number that bounds memory: a daily calendar has 0.2 MB. */
const mostKept = 256;
const delays = new Map<string, number>();
const calendars = new Map<string, AdmissibleRuns>();
/** Without their freezes: groups with freezes of their own share them. */
const bare = new Map<string, AllRuns>();

/**
 * The smallest delay in whole days, at least `ownDays`, with which every patch reaches the ring at least `soak`
 * after the finish of the ring before; `undefined` when none up to 360 days does.
 */
export function derivedDelayDays(request: DelayRequest): number | undefined {
  const { earlier, window, soak, freezes, effectiveFrom } = request;
  const windows = [runsKey(earlier.window), runsKey(window)];
  const closed = [earlier.freezes ?? freezes, freezes].map((some) => some.map(freezeKey));
  const key = JSON.stringify([windows, earlier.delayDays, soak, closed, effectiveFrom]);
  const needed = kept(delays, key, () => smallestDelay(request));
  const days = Math.max(request.ownDays, needed);
  return days <= longestDelay ? days : undefined;
}

function smallestDelay({ earlier, window, soak, freezes, effectiveFrom }: DelayRequest): number {
  const from = dayOfDate(effectiveFrom) * minutesPerDay;
  const ring = {
    runs: runsOf(earlier.window, earlier.freezes ?? freezes, effectiveFrom),
    delayDays: earlier.delayDays,
    finishAfter: finishAfter(earlier.window, "aws"),
  };
  const later = runsOf(window, freezes, effectiveFrom);
  return smallestRestingDelay(ring, later, soak, from, from + horizonDays * minutesPerDay);
}

function runsOf(
  window: PlannedWindow,
  freezes: readonly Freeze[],
  effectiveFrom: CivilDate,
): AdmissibleRuns {
  const from = dayOfDate(effectiveFrom) * minutesPerDay;
  const until = from + delayHorizonDays * minutesPerDay;
  const ofWindow = JSON.stringify([runsKey(window), effectiveFrom]);
  return kept(calendars, `${ofWindow} ${JSON.stringify(freezes.map(freezeKey))}`, () =>
    openRuns(
      kept(bare, ofWindow, () => allRuns(window, effectiveFrom, from - minutesPerDay, until)),
      window,
      freezes,
    ),
  );
}

/** What a freeze closes: an imported calendar has thousands of spans, so its text is made once. */
const freezeKeys = new WeakMap<Freeze, string>();

function freezeKey(freeze: Freeze): string {
  const known = freezeKeys.get(freeze);
  if (known !== undefined) return known;
  const text = JSON.stringify([freeze.name, freeze.timezone, freeze.when]);
  const key =
    freeze.when.kind === "spans" ? createHash("sha256").update(text).digest("base64") : text;
  freezeKeys.set(freeze, key);
  return key;
}

function kept<Value>(known: Map<string, Value>, key: string, find: () => Value): Value {
  if (known.size >= mostKept) known.clear();
  return remembered(known, key, find);
}
