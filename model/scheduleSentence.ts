/** A schedule as people say it: with its zone, and how long a run lasts. */
import type { Ordinal, Schedule, Weekday } from "./schedule";
import { formatTime } from "./schedule";
import type { Minutes, ZoneName } from "./time";
import { minutesPerDay } from "./time";

const ordinalWords: Readonly<Record<Ordinal, string>> = {
  1: "first",
  2: "second",
  3: "third",
  4: "fourth",
  last: "last",
};

/** `the day after the second Tuesday of each month at 22:00 (Europe/Berlin), for 3 hours` */
export function scheduleSentence(schedule: Schedule, zone: ZoneName, duration?: Minutes): string {
  const lasting = duration === undefined ? "" : `, for ${durationWords(duration)}`;
  return `${days(schedule)} at ${formatTime(schedule.at)} (${zone})${lasting}`;
}

function days(schedule: Schedule): string {
  switch (schedule.kind) {
    case "daily":
      return "every day";
    case "weekly":
      return schedule.days.length === 7
        ? "every day of the week"
        : `every ${listWords(schedule.days.map(capitalise))}`;
    case "monthlyDay":
      return `on the ${listWords(schedule.days.map(ordinalNumber))} of each month`;
    case "monthlyWeekday": {
      const { ordinal, weekday, offsetDays } = schedule;
      return `${moved(offsetDays)}the ${ordinalWords[ordinal]} ${capitalise(weekday)} of each month`;
    }
  }
}

function moved(offsetDays: number): string {
  if (offsetDays === 0) return "";
  const size = Math.abs(offsetDays);
  return `${size === 1 ? "the day" : `${size} days`} ${offsetDays < 0 ? "before" : "after"} `;
}

function capitalise(weekday: Weekday): string {
  return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}`;
}

/** `1st`; days are 1–28. */
function ordinalNumber(day: number): string {
  const ending = day > 10 && day < 14 ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th");
  return `${day}${ending}`;
}

/** `a`, `a and b`, `a, b and c` */
function listWords(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** `1 hour 30 minutes` */
function durationWords(minutes: Minutes): string {
  const parts = [
    [Math.floor(minutes / minutesPerDay), "day"],
    [Math.floor((minutes % minutesPerDay) / 60), "hour"],
    [minutes % 60, "minute"],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, noun]) => `${count} ${noun}${count === 1 ? "" : "s"}`)
    .join(" ");
}
