/**
 * What somebody meant who wrote a schedule as it is said: `every 28th at 12:00` is `day 28 at 12:00`. A text is brought
 * nearer to the four forms, one habit of speech after the other.
 */
import { closest, distance } from "fastest-levenshtein";
import { scheduleOfCron } from "./cronSchedule";

type Rewriting = readonly [habit: RegExp, form: string | ((...found: string[]) => string)];

const everyWorkday = "every monday, tuesday, wednesday, thursday, friday";

/** `4am`, `4:00`, `04.00`, `0400`, and the time without `at`. */
const times: readonly Rewriting[] = [
  [/(?:^| )(?:at )?(\d{1,2})(?:[:.](\d\d))? ?([ap])\.?m\.?$/, halfDay],
  [/ (?:at )?(\d{1,2})[:.](\d\d)(?: ?(?:h|o'?clock|uhr))?$/, clock],
  [/ at (\d{1,2})(?: ?(?:h|o'?clock|uhr))?$/, fullHour],
  [/ (?:at )?(\d\d)(\d\d)$/, clock],
];

const rules: readonly Rewriting[] = [
  [/^each /, "every "],
  [/^(?:everyday|daily|every days|every night|nightly)$/, "every day"],
  [/^(?:every |on )?(?:weekdays?|workdays?|working days?)$/, everyWorkday],
  [/^(?:every |on )?weekends?$/, "every saturday, sunday"],
  [/^(?:weekly|every week)$/, "every sunday"],
  [/^(?:monthly|every month)$/, "day 1"],
  [/^(?:weekly|every week) on /, "every "],
  [/^every (?:\d|two|three|four|other|second) weeks?$/, "every sunday"],
  [/ of (?:the|a|every|each) month$/, ""],
  // What not every month has.
  [/^(?:the )?last day$/, "day 28"],
  [/^(?:every )?(?:the )?(?:fifth|5th) /, "last "],
  [/^(?:monthly|every month) (?:on )?(?:the )?/, ""],
  [/^on (?:the )?|^the /, ""],
  [/ (?:and|&) |\//g, ", "],
  [/patch tuesday/, "second tuesday"],
  [/ plus /, " +"],
  [/ minus /, " -"],
  [/ ([+-]) ?(\d+)$/, " $1$2 days"],
  // Days of a month: `every 28th`, `1, 15`, `every day 15`, `day 1st`.
  [/^(?:every )?(?:days? )?(\d{1,2}(?:st|nd|rd|th)?(?:, ?\d{1,2}(?:st|nd|rd|th)?)*)$/, monthDays],
  [/^(?:every )?(1st|2nd|3rd|4th) /, ordinal],
];

function halfDay(_: string, hour = "", minute = "00", half = ""): string {
  return atTime((Number(hour) % 12) + (half === "p" ? 12 : 0), minute);
}

function clock(_: string, hour = "", minute = ""): string {
  return atTime(Number(hour), minute);
}

function fullHour(_: string, hour = ""): string {
  return atTime(Number(hour), "00");
}

function atTime(hour: number, minute: string): string {
  return ` at ${String(hour).padStart(2, "0")}:${minute}`;
}

function monthDays(_: string, days = ""): string {
  return `day ${days.replace(/st|nd|rd|th/g, "")}`;
}

function ordinal(_: string, written = ""): string {
  return `${["first", "second", "third", "fourth"][Number(written[0]) - 1]} `;
}

/** The schedule that was meant, if what comes of the text is one. */
export function meantSchedule(
  text: string,
  weekdays: readonly string[],
  isSchedule: (text: string) => boolean,
): string | undefined {
  const timed = rewritten(text, times);
  const [, rule = timed, at = usualTime] = /^(.+)( at \S+)$/.exec(timed) ?? [];
  const said = rewritten(rule, rules)
    .split(/(?<=[ ,])/)
    .map((word) => fullWord(word, weekdays))
    .join("");
  const candidates = [said, `every ${said}`, said.replace(/^every /, "")];
  const cron = scheduleOfCron(text, weekdays);
  return [...(cron === undefined ? [] : [cron]), ...candidates.map((one) => one + at)].find(
    isSchedule,
  );
}

/** Where no time is written: as an example. */
const usualTime = " at 04:00";

function rewritten(text: string, rewritings: readonly Rewriting[]): string {
  return rewritings.reduce(
    (said, [habit, form]) =>
      typeof form === "string" ? said.replace(habit, form) : said.replace(habit, form),
    text,
  );
}

const otherWords = ["every", "day", "days", "first", "second", "third", "fourth", "last"];

/** A shortened, plural or misspelled word in full; others as they are. The space or comma after it stays. */
function fullWord(word: string, weekdays: readonly string[]): string {
  const [, letters = "", rest = ""] = /^([a-z]*)(.*)$/.exec(word) ?? [];
  const meant = weekdayOf(letters, weekdays) ?? nearest(letters, otherWords);
  return (meant ?? letters) + rest;
}

/** The weekday that a word stands for: `mon`, `mondays`, `wensday`. */
export function weekdayOf(written: string, weekdays: readonly string[]): string | undefined {
  const short = written.length >= 2 ? weekdays.filter((day) => day.startsWith(written)) : [];
  return short.length === 1 ? short[0] : nearest(written, weekdays);
}

/** Two slips of a pen are a misspelling of a long word, not of a short one. */
function nearest(written: string, words: readonly string[]): string | undefined {
  if (written.length < 4) return undefined;
  const word = closest(written, words);
  return distance(written, word) <= (written.length > 5 ? 2 : 1) ? word : undefined;
}
