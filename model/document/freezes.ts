/** When nothing is installed or tested: local days, or an imported calendar. */
import * as z from "zod";
import type { CivilDate } from "../time";
import { listOf, mapping, nameText, oneOf, patternText } from "./parsed";
import { dayOrYearDay, isDay, isYearDay, zoneName } from "./times";

/** `imported` is a file that the loader reads: the plan has its spans. */
type FreezeTimes =
  | { readonly kind: "yearly"; readonly from: string; readonly to: string }
  | { readonly kind: "once"; readonly from: CivilDate; readonly to: CivilDate }
  | { readonly kind: "imported"; readonly file: string };

const calendarForm =
  "the path of an .ics file in the document's folder or below it, such as calendars/holidays.ics";

/** Relative, and never upwards: the reader checks again what links make of it. */
const calendarPath = patternText(
  /^(?!\/)(?!.*(?:^|[\\/])\.\.(?:[\\/]|$))[^\\:\p{Cc}]{1,200}\.[iI][cC][sS]$/u,
  calendarForm,
);

interface WrittenTimes {
  readonly every?: "year" | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly calendar?: string | undefined;
}

interface Complaint {
  readonly key: "from" | "to" | "calendar";
  readonly message: string;
}

export const freeze = mapping({
  name: nameText.meta({ description: "Unique name", examples: ["year-end"] }),
  every: z
    .literal("year", { error: () => "must be year, or be left out" })
    .optional()
    .meta({
      description: "year repeats it every year; once when left out",
      examples: ["year"],
    }),
  from: dayOrYearDay()
    .optional()
    .meta({
      description: "First local day, inclusive; the calendar's events when left out",
      examples: ["2026-12-18", "12-18"],
    }),
  to: dayOrYearDay()
    .optional()
    .meta({
      description: "Last local day, inclusive; the calendar's events when left out",
      examples: ["2027-01-04", "01-04"],
    }),
  calendar: calendarPath.optional().meta({
    description:
      "iCalendar file beside the document whose events are the freeze; from and to when left out",
    examples: ["calendars/holidays.ics"],
  }),
  timezone: zoneName()
    .optional()
    .meta({
      description:
        "Zone of the days, and of a calendar's events that name none; the document's when left out",
      examples: ["Europe/Berlin"],
    }),
  bars: oneOf(["installs", "tests", "both"])
    .default("installs")
    .meta({ description: "What it bars", examples: ["both"] }),
  groups: listOf(nameText, "group names")
    .optional()
    .meta({ description: "Groups of `groups`; all when left out", examples: [["payments"]] }),
}).transform(({ every, from, to, calendar, ...rest }, context) => {
  const written = { every, from, to, calendar };
  for (const { key, message } of complaints(written)) {
    context.issues.push({ code: "custom", path: [key], message, input: written[key] });
  }
  return { ...rest, when: timesOf(written) };
});

function timesOf({ every, from = "", to = "", calendar }: WrittenTimes): FreezeTimes {
  if (calendar !== undefined) return { kind: "imported", file: calendar };
  return every === "year" ? { kind: "yearly", from, to } : { kind: "once", from, to };
}

function complaints(written: WrittenTimes): Complaint[] {
  const { every, from, to, calendar } = written;
  if (calendar !== undefined) {
    return (every ?? from ?? to) === undefined
      ? []
      : [{ key: "calendar", message: "must stand without every, from and to" }];
  }
  const yearly = every === "year";
  const form = yearly
    ? "must be a day of every year such as 12-18; 29 February is not in every year"
    : "must be a day with its year such as 2026-12-18, or add every: year";
  const isRight = yearly ? isYearDay : isDay;
  const wrong = (["from", "to"] as const)
    .filter((key) => !isRight(written[key] ?? ""))
    .map((key) => ({ key, message: form }));
  const backwards = !yearly && wrong.length === 0 && (to ?? "") < (from ?? "");
  return backwards ? [{ key: "to", message: `must not be before ${from}` }] : wrong;
}
