/** The forms of a schedule as one regular expression, for the JSON Schema: editors mark what no parser would take. */
import { ordinalWords, timePattern, weekdays } from "./schedule";

/** JSON Schema knows no flag for it, and the parser takes capitals: `[mM][oO][nN]`. */
function anyCase(word: string): string {
  return [...word].map((letter) => `[${letter}${letter.toUpperCase()}]`).join("");
}

function oneOf(words: readonly string[]): string {
  return `(?:${words.join("|")})`;
}

function listOf(item: string): string {
  return `${item}(?:\\s*,\\s*${item})*`;
}

const ending = "day";
const weekday = `${oneOf(weekdays.map((day) => anyCase(day.slice(0, -ending.length))))}${anyCase(ending)}`;
const days = `${anyCase("day")}${anyCase("s")}?`;
const monthDay = "(?:0?[1-9]|1\\d|2[0-8])";
/** The farthest is `first … +27 days`. */
const offset = `(?:\\s+[+−-]\\s*(?:0?\\d|1\\d|2[0-7])\\s+${days})?`;

const rules = [
  `${anyCase("every")}\\s+${oneOf([anyCase("day"), listOf(weekday)])}`,
  `${days}\\s+${listOf(monthDay)}`,
  `${oneOf(Object.keys(ordinalWords).map(anyCase))}\\s+${weekday}${offset}`,
];

/** Takes every text that the parser takes; which days a list may name, and how far one may move, the parser says. */
export const schedulePattern = new RegExp(
  `^\\s*${oneOf(rules)}\\s+${anyCase("at")}\\s+${timePattern}\\s*$`,
);
