/**
 * The approval delay with which the calendar alone keeps a ring's soak: nothing happens at run time. Anchored
 * on the policy's effective day, never on today's date, since the delay is deployed.
 */
import { createHash } from "node:crypto";
import { dayOfDate } from "../civilDay";
import { once, remembered, rememberedOf } from "../memo";
import type { Freeze, PlannedWindow } from "../plan";
import type { CivilDate, Minutes } from "../time";
import { minutesPerDay } from "../time";
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
const mostDelays = 10_000;
const delays = new Map<string, number>();
const calendars = new Map<string, AdmissibleRuns>();
/** Without their freezes: groups with freezes of their own share them. */
const bare = new Map<string, AllRuns>();

/**
 * The smallest delay in whole days, at least `ownDays`, with which every patch reaches the ring at least `soak`
 * after the finish of the ring before; `undefined` when none up to 360 days does.
 */
export function derivedDelayDays({ ownDays, ...request }: DelayRequest): number | undefined {
  return withinLongest(Math.max(ownDays, neededDelayDays(request)));
}

/** A delay that SSM takes, or undefined. */
export function withinLongest(days: number): number | undefined {
  return days <= longestDelay ? days : undefined;
}

/** The same delay when the document asks for none. */
export function neededDelayDays(request: Omit<DelayRequest, "ownDays">): number {
  const { earlier, window, soak, freezes, effectiveFrom } = request;
  const key = [
    windowKey(earlier.window),
    earlier.delayDays,
    earlier.freezes === undefined ? "=" : freezesKey(earlier.freezes),
    windowKey(window),
    freezesKey(freezes),
    soak,
    effectiveFrom,
  ].join(" ");
  return kept(delays, mostDelays, key, () => smallestDelay(request));
}

function smallestDelay({
  earlier,
  window,
  soak,
  freezes,
  effectiveFrom,
}: Omit<DelayRequest, "ownDays">): number {
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
  const ofWindow = `${windowKey(window)} ${effectiveFrom}`;
  return kept(calendars, mostKept, `${ofWindow} ${freezesKey(freezes)}`, () =>
    openRuns(
      kept(bare, mostKept, ofWindow, () =>
        allRuns(window, effectiveFrom, from - minutesPerDay, until),
      ),
      window,
      freezes,
    ),
  );
}

const windowKeys = new WeakMap<PlannedWindow, string>();

function windowKey(window: PlannedWindow): string {
  return rememberedOf(windowKeys, window, () => digest(runsKey(window)));
}

/** What a freeze closes: an imported calendar has thousands of spans, so its text is made once. */
const freezeKeys = new WeakMap<Freeze, string>();

const freezesKey = once((freezes: readonly Freeze[]): string =>
  freezes
    .map((freeze) =>
      rememberedOf(freezeKeys, freeze, () =>
        digest(JSON.stringify([freeze.name, freeze.timezone, freeze.when])),
      ),
    )
    .join("+"),
);

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

function kept<Value>(
  known: Map<string, Value>,
  most: number,
  key: string,
  find: () => Value,
): Value {
  if (known.size >= most) known.clear();
  return remembered(known, key, find);
}
