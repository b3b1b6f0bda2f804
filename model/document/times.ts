/** Times in the document: durations, schedules, days and zones. */
import { durationForms, parseDuration } from "../duration";
import { parseSchedule, scheduleForms } from "../schedule";
import { minutesPerDay } from "../time";
import { parsedText, patternText } from "./parsed";

/** A promise or a limit: more than nothing, and months are allowed. */
export function promisedDuration() {
  return parsedText(durationForms, (text) => {
    const parsed = parseDuration(text);
    if (!parsed.ok) {
      return parsed;
    }
    return parsed.duration.months + parsed.duration.minutes === 0
      ? { ok: false, message: "must be longer than nothing" }
      : { ok: true, value: parsed.duration };
  });
}

/** How often something comes again: at least once in a year, so that two proved years show it. */
export function cadence() {
  return parsedText(durationForms, (text) => {
    const parsed = parseDuration(text);
    if (!parsed.ok) {
      return parsed;
    }
    const { months, minutes } = parsed.duration;
    if (months + minutes === 0) {
      return { ok: false, message: "must be longer than nothing" };
    }
    return months > 12 || minutes > 366 * minutesPerDay || (months === 12 && minutes > 0)
      ? { ok: false, message: "must be at most 12mo or 366d" }
      : { ok: true, value: parsed.duration };
  });
}

/** Elapsed minutes: a month is no fixed length of time. */
export function elapsed(form = "a duration such as 30m, 3h or 2d", least = 0) {
  return parsedText(form, (text) => {
    const parsed = parseDuration(text);
    if (!parsed.ok) {
      return { ok: false, message: `must be ${form}` };
    }
    if (parsed.duration.months > 0) {
      return { ok: false, message: `must be ${form}; a month has no fixed length` };
    }
    return parsed.duration.minutes < least
      ? { ok: false, message: "must be longer than nothing" }
      : { ok: true, value: parsed.duration.minutes };
  });
}

/** Whole days within bounds, such as an approval delay. */
export function wholeDays(least: number, most: number) {
  const form = `whole days from ${least}d to ${most}d, such as 2d or 1w`;
  return parsedText(form, (text) => {
    const parsed = parseDuration(text);
    const minutes = parsed.ok && parsed.duration.months === 0 ? parsed.duration.minutes : -1;
    const days = minutes / minutesPerDay;
    return Number.isInteger(days) && days >= least && days <= most
      ? { ok: true, value: days }
      : { ok: false, message: `must be ${form}` };
  });
}

export function scheduleText() {
  return parsedText(scheduleForms, (text) => {
    const parsed = parseSchedule(text);
    return parsed.ok ? { ok: true, value: parsed.schedule } : parsed;
  });
}

/** A time of day as minutes since midnight; 24:00 is the end of the day. */
export function clockTime() {
  const form = 'a time of day such as "08:00", up to "24:00"';
  return parsedText(form, (text) => {
    const [, hour, minute] = /^(\d{2}):([0-5]\d)$/.exec(text) ?? [];
    const minutes = Number(hour) * 60 + Number(minute);
    return minutes <= minutesPerDay
      ? { ok: true, value: minutes }
      : { ok: false, message: `must be ${form}` };
  });
}

/** A day of the calendar, `YYYY-MM-DD`. */
export function civilDate() {
  const form = "a day such as 2026-12-31";
  return parsedText(form, (text) =>
    isCivilDate(text) ? { ok: true, value: text } : { ok: false, message: `must be ${form}` },
  );
}

function isCivilDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return false;
  }
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** A day of every year, `MM-DD`. 29 February is refused: most years lack it. */
export function isYearDay(text: string): boolean {
  return /^\d{2}-\d{2}$/.test(text) && isCivilDate(`2027-${text}`);
}

export function isDay(text: string): boolean {
  return isCivilDate(text);
}

/** A day with or without its year. */
export const dayOrYearDay = () =>
  patternText(/^(?:\d{4}-)?\d{2}-\d{2}$/, "a day such as 2026-12-18, or 12-18 with every: year");

/** An IANA zone that this runtime knows, in its usual spelling. */
export function zoneName() {
  const form = "an IANA time zone such as Europe/Berlin or UTC";
  return parsedText(form, (text) => {
    const known = canonicalZone(text);
    if (known === undefined) {
      return { ok: false, message: `must be ${form}` };
    }
    return known === text
      ? { ok: true, value: text }
      : { ok: false, message: `must be spelt as its zone is, "${known}"` };
  });
}

/** Asking the runtime takes as long as reading a whole group; a document has few zones, and many mentions of them. */
const zones = new Map<string, string | undefined>();
const mostZones = 1000;

/** The usual spelling of an IANA zone that this runtime knows. */
export function canonicalZone(text: string): string | undefined {
  if (!zones.has(text)) {
    if (zones.size >= mostZones) zones.clear();
    zones.set(text, askForZone(text));
  }
  return zones.get(text);
}

function askForZone(text: string): string | undefined {
  if (!/^(?:UTC|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/i.test(text)) {
    return undefined;
  }
  try {
    const known = new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
    return known.toLowerCase() === text.toLowerCase() ? known : text;
  } catch {
    return undefined;
  }
}
