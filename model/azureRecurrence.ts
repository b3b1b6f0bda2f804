/** Renders a schedule for an Azure maintenance configuration: `recurEvery`, a first start, a Windows zone. */
import { toWindowsZone } from "./azureZone";
import { occurrences } from "./calendar";
import { dateOfDay, dayOfDate } from "./civilDay";
import type { Ordinal, Schedule, Weekday } from "./schedule";
import { formatTime, shiftOrdinal } from "./schedule";
import type { CivilDate, ZoneName } from "./time";
import { minutesPerDay } from "./time";

export interface AzureRecurrence {
  readonly recurEvery: string;
  /** `YYYY-MM-DD hh:mm`, local to the zone: the first occurrence on or after the effective date. */
  readonly startDateTime: string;
  /** Windows name, such as `W. Europe Standard Time`. */
  readonly timeZone: string;
}

const ordinals: Readonly<Record<Ordinal, string>> = {
  1: "First",
  2: "Second",
  3: "Third",
  4: "Fourth",
  last: "Last",
};

/**
 * Anchored on `effectiveFrom`, never on today, so that the rendering of a document does not change
 * with the clock.
 * @throws Error when Azure has no such zone; a validated document has none of those.
 */
export function toAzureRecurrence(
  schedule: Schedule,
  timezone: ZoneName,
  effectiveFrom: CivilDate,
): AzureRecurrence {
  const zone = toWindowsZone(timezone, effectiveFrom);
  if (!zone.ok) {
    throw new Error(`Azure cannot run this schedule: ${zone.reason}`);
  }
  return {
    recurEvery: toRecurEvery(schedule),
    startDateTime: `${firstDay(schedule, effectiveFrom)} ${formatTime(schedule.at)}`,
    timeZone: zone.name,
  };
}

function toRecurEvery(schedule: Schedule): string {
  switch (schedule.kind) {
    case "daily":
      return "Day";
    case "weekly":
      return `Week ${schedule.days.map(capitalise).join(",")}`;
    case "monthlyDay":
      return `Month ${schedule.days.map((day) => `day${day}`).join(",")}`;
    case "monthlyWeekday": {
      const { ordinal, offsetDays } = shiftOrdinal(schedule.ordinal, schedule.offsetDays);
      const offset = offsetDays === 0 ? "" : ` Offset${offsetDays}`;
      return `Month ${ordinals[ordinal]} ${capitalise(schedule.weekday)}${offset}`;
    }
  }
}

/** The local day of the first occurrence: counted in UTC, where every local time exists once. */
function firstDay(schedule: Schedule, effectiveFrom: CivilDate): CivilDate {
  const from = dayOfDate(effectiveFrom) * minutesPerDay;
  const [first] = occurrences(schedule, "UTC", from, from + 62 * minutesPerDay);
  if (first === undefined) {
    throw new Error("a schedule recurs at least once in two months");
  }
  return dateOfDay(Math.floor(first.start / minutesPerDay));
}

function capitalise(weekday: Weekday): string {
  return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}`;
}
