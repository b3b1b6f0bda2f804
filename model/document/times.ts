/** Times in the document: durations, schedules, days and zones. */
import { durationForms, durationHint, durationPattern, parseDuration } from "../duration";
import { parseSchedule, scheduleForms } from "../schedule";
import { schedulePattern } from "../schedulePattern";
import { firstYear, lastYear, minutesPerDay } from "../time";
import { patternText, shapedText } from "./parsed";
import { suggestion } from "./suggestion";

/** A promise or a limit: more than nothing, and months are allowed. */
export function promisedDuration() {
  return shapedText(durationForms, durationPattern, (text) => {
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
  return shapedText(durationForms, durationPattern, (text) => {
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
  return shapedText(form, durationPattern, (text) => {
    const parsed = parseDuration(text);
    if (!parsed.ok) {
      // What has the form is too long.
      return durationPattern.test(text) ? parsed : refused(form, text);
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
  return shapedText(form, durationPattern, (text) => {
    const parsed = parseDuration(text);
    const minutes = parsed.ok && parsed.duration.months === 0 ? parsed.duration.minutes : -1;
    const days = minutes / minutesPerDay;
    return Number.isInteger(days) && days >= least && days <= most
      ? { ok: true, value: days }
      : refused(form, text);
  });
}

/** Whole hours within bounds, as AWS counts them. */
export function wholeHours(least: number, most: number) {
  const form = `whole hours from ${least}h to ${most}h, such as 8h or 1d`;
  return shapedText(form, durationPattern, (text) => {
    const parsed = parseDuration(text);
    const minutes = parsed.ok && parsed.duration.months === 0 ? parsed.duration.minutes : -1;
    const hours = minutes / 60;
    return Number.isInteger(hours) && hours >= least && hours <= most
      ? { ok: true, value: hours }
      : refused(form, text);
  });
}

function refused(form: string, text: string) {
  return { ok: false, message: `must be ${form}${durationHint(text)}` } as const;
}

export function scheduleText() {
  return shapedText(scheduleForms, schedulePattern, (text) => {
    const parsed = parseSchedule(text);
    return parsed.ok ? { ok: true, value: parsed.schedule } : parsed;
  });
}

const clockPattern = /^([01]\d|2[0-4]):([0-5]\d)$/;

/** A time of day as minutes since midnight; 24:00 is the end of the day. */
export function clockTime() {
  const form = 'a time of day such as "08:00", up to "24:00"';
  return shapedText(form, clockPattern, (text) => {
    const [, hour, minute] = clockPattern.exec(text) ?? [];
    const minutes = Number(hour) * 60 + Number(minute);
    return minutes <= minutesPerDay
      ? { ok: true, value: minutes }
      : { ok: false, message: `must be ${form}` };
  });
}

/** Of a year that has 29 February. */
const yearDay =
  "(?:02-(?:0[1-9]|[12]\\d)|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01]))";
const datePattern = new RegExp(`^\\d{4}-${yearDay}$`);

/** A day of the calendar, `YYYY-MM-DD`. */
export function civilDate() {
  const form = "a day such as 2026-12-31";
  return shapedText(form, datePattern, (text) =>
    isCivilDate(text) ? { ok: true, value: text } : { ok: false, message: `must be ${form}` },
  );
}

/** The day that schedules are counted from. */
export function anchorDate() {
  const form = `a day such as 2026-12-31, from ${firstYear} to ${lastYear}`;
  return shapedText(form, new RegExp(`^(?:199\\d|2[01]\\d\\d)-${yearDay}$`), (text) => {
    const year = Number(text.slice(0, 4));
    return isCivilDate(text) && year >= firstYear && year <= lastYear
      ? { ok: true, value: text }
      : { ok: false, message: `must be ${form}` };
  });
}

function isCivilDate(text: string): boolean {
  if (!datePattern.test(text)) {
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
  patternText(
    new RegExp(`^(?:\\d{4}-)?${yearDay}$`),
    "a day such as 2026-12-18, or 12-18 with every: year",
  );

const zonePattern = /^(?:UTC|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/;

/** An IANA zone that this runtime knows, in its usual spelling. */
export function zoneName() {
  const form = "an IANA time zone such as Europe/Berlin or UTC";
  return shapedText(form, zonePattern, (text) => {
    const known = canonicalZone(text);
    if (known === undefined) {
      return { ok: false, message: `must be ${form}${zoneHint(text)}` };
    }
    return known === text
      ? { ok: true, value: text }
      : { ok: false, message: `must be spelt as its zone is, "${known}"` };
  });
}

/** The names that the runtime lists; abbreviations such as EST are of several zones, and of none with its summer. */
function zoneHint(text: string): string {
  const meant = suggestion(text, Intl.supportedValuesOf("timeZone"));
  return /^[A-Z]{3,4}$/.test(text) || meant === "" ? "" : `;${meant.replace(/[()]/g, "")}`;
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
  // UTC in another case is known, and refused with its spelling.
  if (!zonePattern.test(text) && !/^utc$/i.test(text)) {
    return undefined;
  }
  try {
    const known = new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
    return known.toLowerCase() === text.toLowerCase() ? known : text;
  } catch {
    return undefined;
  }
}
