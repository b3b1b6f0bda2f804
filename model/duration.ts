/** Lengths of time as the document writes them, and the arithmetic of due dates. */
import type { Duration, Instant, Minutes } from "./time";
import { minutesPerDay } from "./time";

export type ParsedDuration =
  | { readonly ok: true; readonly duration: Duration }
  | { readonly ok: false; readonly message: string };

/** What a duration may look like, for messages. */
export const durationForms = "a duration such as 30m, 72h, 14d, 2w, 1mo or P1DT12H";

const units: Readonly<Record<string, Duration>> = {
  m: { months: 0, minutes: 1 },
  h: { months: 0, minutes: 60 },
  d: { months: 0, minutes: minutesPerDay },
  w: { months: 0, minutes: 7 * minutesPerDay },
  mo: { months: 1, minutes: 0 },
};
const short = /^(\d{1,9})(mo|[mhdw])$/;
const iso =
  /^P(?=.*\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,7})M)?)?$/;

/** Every text that is a duration, and few others: editors mark what it refuses. */
export const durationPattern = new RegExp(`${short.source}|${iso.source}`);

const minutesPerHour = 60;

/** Ten years: longer promises are a slip of the pen. */
const longest: Duration = { months: 120, minutes: 3660 * minutesPerDay };

/** Parses `14d`, `72h`, `30m`, `2w`, `1mo` or ISO 8601 (`P1DT12H`); nothing else. */
export function parseDuration(text: string): ParsedDuration {
  const duration = parseShort(text) ?? parseIso(text);
  if (duration === undefined) {
    return { ok: false, message: `must be ${durationForms}${durationHint(text)}` };
  }
  if (duration.months > longest.months || duration.minutes > longest.minutes) {
    return { ok: false, message: "must be at most ten years" };
  }
  return { ok: true, duration };
}

/** As people write the units, and ours. */
const spokenUnits: readonly (readonly [word: RegExp, unit: string])[] = [
  [/^min(?:ute)?s?$/, "m"],
  [/^(?:h|hrs?|hours?)$/, "h"],
  [/^(?:d|days?)$/, "d"],
  [/^(?:w|wks?|weeks?)$/, "w"],
  [/^(?:mo|mos|mths?|months?)$/, "mo"],
];

/** `; did you mean "14d"?` of `14 days` or `14D`, else nothing. A lone `M` may be a month or a minute. */
export function durationHint(text: string): string {
  const [, count = "", word = ""] = /^(\d{1,6}) ?([a-z]+)$/.exec(text.trim().toLowerCase()) ?? [];
  const unit = spokenUnits.find(([spoken]) => spoken.test(word))?.[1];
  return unit === undefined ? "" : `; did you mean "${Number(count)}${unit}"?`;
}

function parseShort(text: string): Duration | undefined {
  const match = short.exec(text);
  const unit = units[match?.[2] ?? ""];
  if (unit === undefined) {
    return undefined;
  }
  const count = Number(match?.[1]);
  return { months: unit.months * count, minutes: unit.minutes * count };
}

function parseIso(text: string): Duration | undefined {
  const match = iso.exec(text);
  if (match === null) {
    return undefined;
  }
  const part = (index: number): number => Number(match[index] ?? 0);
  return {
    months: part(1) * 12 + part(2),
    minutes: (part(3) * 7 + part(4)) * minutesPerDay + part(6) * 60 + part(7),
  };
}

/** `13d 3h`, `45m`, `0m`. Units that are zero are left out. */
export function formatDuration(minutes: Minutes): string {
  const size = Math.abs(minutes);
  const [days, rest] = [Math.floor(size / minutesPerDay), size % minutesPerDay];
  let text = days > 0 ? `${days}d` : "";
  if (rest >= 60) text += `${text && " "}${Math.floor(rest / 60)}h`;
  if (rest % 60 > 0) text += `${text && " "}${rest % 60}m`;
  return `${minutes < 0 ? "-" : ""}${text || "0m"}`;
}

/** `up` for what counts against the reader when it is longer (a wait, a lateness), `down` for what is left. */
export type Rounding = "up" | "down";

/** At most two units, as tables have room for: `14d 3h` of 14d 2h 59m when rounded up. */
export function roundDuration(minutes: Minutes, rounding: Rounding): string {
  const exact = formatDuration(minutes);
  if (exact.split(" ").length <= 2) return exact;
  const round = rounding === "up" ? Math.ceil : Math.floor;
  return formatDuration(round(minutes / minutesPerHour) * minutesPerHour);
}

/** A duration with its months: `1mo`, `14d`, `1mo 12h`. */
export function describeDuration(duration: Duration): string {
  if (duration.months === 0) {
    return formatDuration(duration.minutes);
  }
  const rest = duration.minutes === 0 ? "" : ` ${formatDuration(duration.minutes)}`;
  return `${duration.months}mo${rest}`;
}

/** Adds calendar months in UTC, clamped to the month's last day, and then the minutes. */
export function addDuration(instant: Instant, duration: Duration): Instant {
  if (duration.months === 0) {
    return instant + duration.minutes;
  }
  const start = new Date(instant * 60_000);
  const month = start.getUTCMonth() + duration.months;
  const lastDay = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const moved = Date.UTC(
    start.getUTCFullYear(),
    month,
    Math.min(start.getUTCDate(), lastDay),
    start.getUTCHours(),
    start.getUTCMinutes(),
  );
  return moved / 60_000 + duration.minutes;
}
