/**
 * When something recurs: the four forms that both SSM maintenance windows and Azure maintenance
 * configurations can run natively. A schedule is local time; its zone stands beside it.
 */

export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
export type Weekday = (typeof weekdays)[number];

/** Wall-clock time of day. */
export interface TimeOfDay {
  /** 0–23 */
  readonly hour: number;
  /** 0–59 */
  readonly minute: number;
}

export type Ordinal = 1 | 2 | 3 | 4 | "last";

export type Schedule =
  | { readonly kind: "daily"; readonly at: TimeOfDay }
  | { readonly kind: "weekly"; readonly days: readonly Weekday[]; readonly at: TimeOfDay }
  /** Days 1–28, so that every month has them. */
  | { readonly kind: "monthlyDay"; readonly days: readonly number[]; readonly at: TimeOfDay }
  /** The nth (or last) weekday of a month, moved by whole days: −7…+20 for nth, 0…+6 for last. */
  | {
      readonly kind: "monthlyWeekday";
      readonly ordinal: Ordinal;
      readonly weekday: Weekday;
      readonly offsetDays: number;
      readonly at: TimeOfDay;
    };
