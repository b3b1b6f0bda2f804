/**
 * Batches of a ring on Azure, where all machines of a schedule start together: its window is divided into equal parts, and each
 * batch has one of them, one after the other. A machine is put into a batch by the one tag that it has anyway:
 * `<group>.<ring>` is the first, `<group>.<ring>.2` the second. A machine that nobody put into a batch is in the first.
 */

import { dayOfDate } from "./civilDay";
import { formatSchedule, formatTime, parseSchedule, type Schedule, weekdays } from "./schedule";
import { forEachDay } from "./scheduleDays";
import type { CivilDate, Minutes, ZoneName } from "./time";
import { minutesPerDay } from "./time";
import { instantOf, instantsOf } from "./zone";

export const mostBatches = 10;

/** What a schedule of Azure may last, in minutes. @see https://learn.microsoft.com/azure/virtual-machines/maintenance-configurations */
export const azureDuration = { least: 90, most: 235 } as const;

/** The values of the `PatchGroup` tag of a ring's machines on Azure, by batch. */
export function batchTags(patchGroup: string, batches = 1): readonly string[] {
  return Array.from({ length: batches }, (_, index) =>
    index === 0 ? patchGroup : `${patchGroup}.${index + 1}`,
  );
}

interface Divided {
  readonly schedule: Schedule;
  readonly duration: Minutes;
}

export interface BatchTimes extends Divided {
  /** Days after the window's that it starts, 0 unless the window goes past midnight. */
  readonly days: number;
}

/** Whole minutes of each batch; a remainder is left at the end. */
export function batchMinutes(duration: Minutes, batches: number): Minutes {
  return Math.floor(duration / batches);
}

/** When each batch runs, or the first start that no schedule means, in words. */
export function batchTimes(
  window: Divided,
  batches: number,
): readonly BatchTimes[] | { readonly complaint: string } {
  const duration = batchMinutes(window.duration, batches);
  const times: BatchTimes[] = [];
  for (let batch = 0; batch < batches; batch++) {
    const later = startLater(window.schedule, batch * duration);
    if ("complaint" in later) return later;
    times.push({ ...later, duration });
  }
  return times;
}

function startLater(
  schedule: Schedule,
  minutes: Minutes,
): Omit<BatchTimes, "duration"> | { readonly complaint: string } {
  const start = schedule.at.hour * 60 + schedule.at.minute + minutes;
  const days = Math.floor(start / minutesPerDay);
  const minuteOfDay = start % minutesPerDay;
  const at = { hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 };
  const moved = { ...onLaterDays(schedule, days), at } as Schedule;
  const text = formatSchedule(moved);
  if (!parseSchedule(text).ok) {
    return { complaint: `a batch would start ${text}, which no month is sure to have` };
  }
  return minuteOfDay >= 23 * 60 + 45
    ? {
        complaint: `a batch would start at ${formatTime(at)}, and Azure starts nothing from 23:45 on`,
      }
    : { schedule: moved, days };
}

function onLaterDays(schedule: Schedule, days: number): Schedule {
  switch (schedule.kind) {
    case "daily":
      return schedule;
    case "weekly":
      return {
        ...schedule,
        days: schedule.days.map((day) => weekdays[(weekdays.indexOf(day) + days) % 7] ?? day),
      };
    case "monthlyDay":
      return { ...schedule, days: schedule.days.map((day) => day + days) };
    case "monthlyWeekday":
      return { ...schedule, offsetDays: schedule.offsetDays + days };
  }
}

/** Days in which the rules of all zones repeat: of weekdays and leap years. */
const horizonDays = 28 * 366;

/**
 * Minutes from a run's start, its later one where clocks show it twice, to the end of its last batch, at the most: clocks that
 * are put back between the two make a night an hour longer.
 */
export function lastBatchEnd(
  { schedule, timezone, duration }: Divided & { readonly timezone: ZoneName },
  batches: number,
  effectiveFrom: CivilDate,
): Minutes {
  const part = batchMinutes(duration, batches);
  const from = dayOfDate(effectiveFrom);
  const minuteOfDay = schedule.at.hour * 60 + schedule.at.minute;
  let longest = duration;
  forEachDay(schedule, from, from + horizonDays, (day) => {
    const local = day * minutesPerDay + minuteOfDay;
    const [start, last] = [local, local + (batches - 1) * part].map(
      (one) => instantsOf(timezone, one).at(-1) ?? instantOf(timezone, one),
    );
    longest = Math.max(longest, (last ?? 0) + part - (start ?? 0));
  });
  return longest;
}
