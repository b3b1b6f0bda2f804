/** The units of time that the model counts in. Everything after the parser is integers: whole UTC minutes. */

/** Whole minutes since 1970-01-01T00:00Z. */
export type Instant = number;

/** A half-open span of instants. */
export type Interval = readonly [from: Instant, until: Instant];

/** Elapsed whole minutes. */
export type Minutes = number;

/** A length of time: calendar months (UTC, clamped to the month's last day) and then elapsed minutes. */
export interface Duration {
  readonly months: number;
  readonly minutes: Minutes;
}

/** A calendar day without a zone, `YYYY-MM-DD`. */
export type CivilDate = string;

/** An IANA time zone name, such as `Europe/Berlin`. */
export type ZoneName = string;

export const minutesPerDay = 1440;

/** Years outside of these are slips of the pen, and calendars would be walked through for nothing. */
export const [firstYear, lastYear] = [1990, 2199];

/** The event from which a limit counts. */
export const clocks = ["released", "detected", "evaluated", "kevAdded"] as const;
export type Clock = (typeof clocks)[number];
