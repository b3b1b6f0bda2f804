/** When each limit of a vulnerability is due, counted from the clock that it names. */
import { countsFor } from "../deadline";
import { addDuration } from "../duration";
import type { AppliedLimit } from "../expand/limits";
import type { TimeLimit } from "../obligations/obligation";
import type { Clock, Duration, Instant, Minutes } from "../time";
import type { Vulnerability } from "./vulnerability";

/** From when a clock counts. */
export interface ClockStart {
  readonly clock: Clock;
  readonly start: Instant;
  /** The event is not known: it counts from the release, the earliest that it can. */
  readonly assumed: boolean;
  /** The event came before the release: it counts from the release, since nothing could be installed before. */
  readonly event?: Instant;
}

export interface DueStage extends ClockStart {
  readonly act: string;
  readonly within: Duration;
  readonly due: Instant;
}

export interface DueLimit extends ClockStart, Omit<AppliedLimit, "limit"> {
  readonly within: Duration;
  readonly due: Instant;
  /** Minutes after the limit that binds; 0 for the one that does. */
  readonly later: Minutes;
  /** What is due before the fix and the fix itself, for a limit in stages. */
  readonly stages: readonly DueStage[];
}

/** A limit that sets no instant. */
export interface TimelessLimit extends Omit<AppliedLimit, "limit"> {
  readonly kind: "own" | "onUpgrade";
}

type Events = Vulnerability["events"];

/** Those that count for the release, the one that binds first: of equals, the first that the document names. */
export function dueLimits(limits: readonly AppliedLimit[], events: Events): readonly DueLimit[] {
  const counting = limits.filter((limit) => countsFor(limit, events.released));
  const due = distinct(counting).flatMap(({ limit, ...applied }) => {
    const stages = stagesOf(limit, events);
    const fix = stages.at(-1);
    if (fix === undefined) return [];
    const { act: _, ...last } = fix;
    return [{ ...applied, ...last, later: 0, stages: stages.length > 1 ? stages : [] }];
  });
  const sorted = due.sort((a, b) => a.due - b.due);
  return sorted.map((one) => ({ ...one, later: one.due - (sorted[0]?.due ?? one.due) }));
}

export function timelessLimits(limits: readonly AppliedLimit[]): readonly TimelessLimit[] {
  return distinct(limits).flatMap(({ limit, ...applied }): readonly TimelessLimit[] => {
    if ("own" in limit) return [{ ...applied, kind: "own" }];
    return "onUpgrade" in limit ? [{ ...applied, kind: "onUpgrade" }] : [];
  });
}

/** Rows of a standard that are the same limit for this vulnerability stand once. */
function distinct(limits: readonly AppliedLimit[]): readonly AppliedLimit[] {
  const known = new Map<string, AppliedLimit>();
  for (const limit of limits) {
    const key = JSON.stringify([limit.source, limit.control, limit.limit, limit.note, limit.from]);
    if (!known.has(key)) known.set(key, limit);
  }
  return [...known.values()];
}

function stagesOf(limit: TimeLimit, events: Events): readonly DueStage[] {
  if ("stages" in limit) {
    return limit.stages.map(({ act, within, of }) => stage(act, within, of, events));
  }
  return "within" in limit ? [stage("fix", limit.within, limit.of, events)] : [];
}

function stage(act: string, within: Duration, clock: Clock, events: Events): DueStage {
  const begun = startOf(clock, events);
  return { act, within, ...begun, due: addDuration(begun.start, within) };
}

function startOf(clock: Clock, events: Events): ClockStart {
  const { released, [clock]: event } = events;
  if (event === undefined) return { clock, start: released, assumed: true };
  return event < released
    ? { clock, start: released, assumed: false, event }
    : { clock, start: event, assumed: false };
}
