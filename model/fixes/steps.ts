/** Lengths of time as a document writes them, in steps that a person would take. */
import { parseDuration } from "../duration";
import { type Duration, type Minutes, minutesPerDay } from "../time";

const hour = 60;
const quarter = 15;

/** Whole hours where the value has them, else quarters of an hour, else minutes. */
function stepOf(minutes: Minutes): Minutes {
  if (minutes % hour === 0 && minutes > hour) return hour;
  return minutes % quarter === 0 && minutes > quarter ? quarter : 1;
}

export interface Steps {
  readonly count: number;
  at(step: number): Minutes;
}

/** Shorter and shorter, down to `least`. */
export function shorter(current: Minutes, least: Minutes): Steps {
  const size = stepOf(current);
  return {
    count: Math.max(0, Math.floor((current - least) / size)),
    at: (step) => current - (step + 1) * size,
  };
}

/** `2d`, `20h`, `45m`: one number and one unit, as the language takes it. */
export function lengthText(minutes: Minutes): string {
  if (minutes > 0 && minutes % minutesPerDay === 0) return `${minutes / minutesPerDay}d`;
  if (minutes > 0 && minutes % hour === 0) return `${minutes / hour}h`;
  return `${minutes}m`;
}

/** Minutes of a written length; `undefined` for what is none, or has months. */
export function minutesOf(written: unknown): Minutes | undefined {
  const parsed = typeof written === "string" ? parseDuration(written) : undefined;
  return parsed?.ok && parsed.duration.months === 0 ? parsed.duration.minutes : undefined;
}

export interface LongerSteps {
  readonly count: number;
  at(step: number): { readonly text: string; readonly size: number };
}

/** Longer and longer, in the unit that is written (months, days or hours), until it is at least `enough`. */
export function longer(written: string, enough: Minutes): LongerSteps | undefined {
  const parsed = parseDuration(written);
  if (!parsed.ok) return undefined;
  const { months, minutes } = parsed.duration;
  if (months > 0) return longerMonths(parsed.duration, enough);
  const unit = minutes % minutesPerDay === 0 && !/h$/i.test(written) ? minutesPerDay : hour;
  const first = (Math.floor(minutes / unit) + 1) * unit;
  return {
    count: Math.max(0, Math.ceil((enough - first) / unit) + 1),
    at: (step) => {
      const length = first + step * unit;
      return {
        text: unit === hour ? `${length / hour}h` : `${length / minutesPerDay}d`,
        size: length - minutes,
      };
    },
  };
}

const shortestMonth = 28 * minutesPerDay;

/** Days beside the months go: a promise of a month and two days becomes one of two months. */
function longerMonths({ months, minutes }: Duration, enough: Minutes): LongerSteps {
  const needed = Math.ceil(enough / shortestMonth);
  return {
    count: Math.max(0, needed - months),
    at: (step) => ({
      text: `${months + step + 1}mo`,
      size: (step + 1) * 31 * minutesPerDay - minutes,
    }),
  };
}
