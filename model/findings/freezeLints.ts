/** Freezes that say nothing of the proved years, or of a part of them: dated ones, and imported calendars that end. */
import { freezeIntervals } from "../calendar";
import { dayOfDate } from "../civilDay";
import type { Finding, Freeze } from "../plan";
import type { Policy } from "../policy";
import { type Instant, minutesPerDay } from "../time";
import { formatInstant } from "../zone";
import { finding } from "./finding";
import type { LintContext } from "./runSpans";

export function freezeLints(policy: Policy, context: LintContext): Finding[] {
  return context.plan.freezes.flatMap((freeze) => {
    const index = policy.freezes.findIndex(({ name }) => name === freeze.name);
    const path = ["freezes", index];
    return [
      ...overFindings(freeze, path, context),
      ...datedFindings(freeze, path, context),
      ...endFindings(freeze, path, context),
    ];
  });
}

/** A freeze that was forgotten: silent where the next one of its name stands below, such as `sales-2027` of `sales-2026`. */
function overFindings(
  { name, when }: Freeze,
  path: Finding["path"],
  { plan, from }: LintContext,
): Finding[] {
  if (!isOver(when, from)) return [];
  const isNext = (other: Freeze): boolean =>
    withoutNumbers(other.name) === withoutNumbers(name) && !isOver(other.when, from);
  if (plan.freezes.some(isNext)) return [];
  const message = `freeze ${name} was over after ${when.to}, and no later one has its name; the proof counts on every run`;
  return [finding("freeze/over", { message, entry: name, path })];
}

/** In every zone of the earth: the last days end at most a day after they do in UTC. */
function isOver(when: Freeze["when"], from: Instant): when is DatedDays {
  return when.kind === "once" && (dayOfDate(when.to) + 2) * minutesPerDay <= from;
}

function withoutNumbers(name: string): string {
  return name.replace(/\d+/g, "");
}

/** The proof counts on every run after the last event that a calendar knows. */
function endFindings(
  { name, when }: Freeze,
  path: Finding["path"],
  context: LintContext,
): Finding[] {
  const { plan, from, until } = context;
  if (when.kind !== "spans") return [];
  const end = Math.max(from, when.spans.at(-1)?.[1] ?? from);
  if (end >= Math.min(until, when.knownUntil)) return [];
  const day = (instant: Instant): string => formatInstant(instant, plan.timezone);
  const message = `freeze ${name}: its calendar has no event after ${day(end)}; the proof counts on every run from then until ${day(until)}`;
  return [finding("freeze/calendar-ends", { message, entry: name, path: [...path, "calendar"] })];
}

function datedFindings(
  freeze: Freeze,
  path: Finding["path"],
  { plan, from, until }: LintContext,
): Finding[] {
  const { when } = freeze;
  if (when.kind !== "once" || freezeIntervals(freeze, from, until).length === 0) {
    return [];
  }
  const left = [1, -1]
    .flatMap((years) => inOtherYear(when, years))
    .find((days) => isProved(days, from, until) && !isFrozen(plan.freezes, freeze, days));
  if (left === undefined) {
    return [];
  }
  const message = `freeze ${freeze.name} is from ${when.from} to ${when.to} only; the proof also counts on every run from ${left.from} to ${left.to}`;
  return [finding("freeze/one-year", { message, entry: freeze.name, path })];
}

type DatedDays = Extract<Freeze["when"], { kind: "once" }>;

/** The same days, years later, where dates have such years; 29 February becomes 1 March. */
function inOtherYear({ from, to }: DatedDays, years: number): readonly DatedDays[] {
  const moves = [from, to].map((date) => Number(date.slice(0, 4)) + years);
  if (moves.some((year) => year < 0 || year > 9999)) return [];
  const moved = (date: string): string => {
    const year = String(Number(date.slice(0, 4)) + years).padStart(4, "0");
    const day = dayOfDate(`${year}${date.slice(4)}`);
    return formatInstant(day * minutesPerDay).slice(0, 10);
  };
  return [{ kind: "once", from: moved(from), to: moved(to) }];
}

function isProved({ from, to }: DatedDays, begin: number, end: number): boolean {
  return dayOfDate(from) * minutesPerDay >= begin && (dayOfDate(to) + 1) * minutesPerDay <= end;
}

/** True when another freeze, for the same groups at least, touches the days. */
function isFrozen(freezes: readonly Freeze[], freeze: Freeze, days: DatedDays): boolean {
  const span = freezeIntervals(
    { ...freeze, when: days },
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  )[0];
  return (
    span !== undefined &&
    freezes.some(
      (other) =>
        other !== freeze &&
        (other.groups === undefined ||
          (freeze.groups?.every((group) => other.groups?.includes(group)) ?? false)) &&
        freezeIntervals(other, ...span).length > 0,
    )
  );
}
