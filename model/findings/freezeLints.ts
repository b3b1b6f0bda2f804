/** Dated freezes that leave one of the two proved years out. */
import { freezeIntervals } from "../calendar";
import { dayOfDate } from "../civilDay";
import type { Finding, Freeze } from "../plan";
import { minutesPerDay } from "../time";
import { formatInstant } from "../zone";
import { finding } from "./finding";
import type { LintContext } from "./runSpans";

export function freezeLints({ plan, from, until }: LintContext): Finding[] {
  return plan.freezes.flatMap((freeze, index) => {
    const { when } = freeze;
    if (when.kind !== "once" || freezeIntervals(freeze, from, until).length === 0) {
      return [];
    }
    const left = [1, -1]
      .map((years) => inOtherYear(when, years))
      .find((days) => isProved(days, from, until) && !isFrozen(plan.freezes, freeze, days));
    if (left === undefined) {
      return [];
    }
    const message = `freeze ${freeze.name} is from ${when.from} to ${when.to} only; the proof also counts on every run from ${left.from} to ${left.to}`;
    return [finding("freeze/one-year", { message, entry: freeze.name, path: ["freezes", index] })];
  });
}

type DatedDays = Extract<Freeze["when"], { kind: "once" }>;

/** The same days, years later; 29 February becomes 1 March. */
function inOtherYear({ from, to }: DatedDays, years: number): DatedDays {
  const moved = (date: string): string => {
    const day = dayOfDate(`${Number(date.slice(0, 4)) + years}${date.slice(4)}`);
    return formatInstant(day * minutesPerDay).slice(0, 10);
  };
  return { kind: "once", from: moved(from), to: moved(to) };
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
