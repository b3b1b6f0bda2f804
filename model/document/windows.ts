/** When patches are installed, and when not: windows and freezes. */
import { z } from "zod";
import type { Freeze } from "../plan";
import { weekdays } from "../schedule";
import { listOf, mapping, nameText, oneOf, sentence } from "./parsed";
import {
  civilDate,
  clockTime,
  dayOrYearDay,
  elapsed,
  isDay,
  isYearDay,
  scheduleText,
  zoneName,
} from "./times";

const peak = mapping({
  days: listOf(oneOf(weekdays), "weekdays")
    .min(1, { error: () => "must name at least one weekday" })
    .default(["monday", "tuesday", "wednesday", "thursday", "friday"])
    .describe("Weekdays; monday to friday when left out"),
  from: clockTime().describe("First minute of the peak, in the window's zone, such as 08:00"),
  to: clockTime().describe("End of the peak on the same day, such as 18:00; up to 24:00"),
}).refine((parsed) => parsed.from < parsed.to, {
  path: ["to"],
  error: () => "must be after from; write a peak over midnight as two",
});

export const window = mapping({
  schedule: scheduleText().describe("Local time in the window's zone"),
  timezone: zoneName().optional().describe("The document's zone when left out"),
  duration: elapsed("a duration such as 2h or 3h", 1)
    .prefault("3h")
    .describe("AWS: whole hours; Azure: 1h 30m to 3h 55m; both: 2h or 3h"),
  cutoff: elapsed()
    .optional()
    .describe("No new work starts in the last minutes of the window; 1h when left out"),
  perNode: elapsed("a duration such as 20m", 1)
    .prefault("20m")
    .describe("Longest time that one machine may take"),
  peaks: listOf(peak, "business peaks")
    .default([])
    .describe(
      "Hours in which the business needs its machines: a run that touches one is a finding",
    ),
  agreedBy: sentence("who agreed to the window").optional().describe("Who agreed to the window"),
  agreedAt: civilDate().optional().describe("Day of the agreement"),
}).refine((parsed) => (parsed.cutoff ?? defaultCutoff) < parsed.duration, {
  path: ["cutoff"],
  error: () => "must be shorter than the window's duration",
});

/** Minutes. */
export const defaultCutoff = 60;

type FreezeDays = Freeze["when"];

export const freeze = mapping({
  name: nameText.describe("Unique name"),
  every: z
    .literal("year", { error: () => "must be year, or be left out" })
    .optional()
    .describe("year repeats it every year; a dated freeze leaves it out"),
  from: dayOrYearDay().describe("First local day, inclusive"),
  to: dayOrYearDay().describe("Last local day, inclusive"),
  timezone: zoneName().optional().describe("The document's zone when left out"),
  groups: listOf(nameText, "group names").optional().describe("All groups when left out"),
}).transform(({ every, from, to, ...rest }, context) => {
  const yearly = every === "year";
  const form = yearly
    ? "must be a day of every year such as 12-18; 29 February is not in every year"
    : "must be a day with its year such as 2026-12-18, or add every: year";
  for (const [key, text] of Object.entries({ from, to })) {
    if (!(yearly ? isYearDay(text) : isDay(text))) {
      context.issues.push({ code: "custom", path: [key], message: form, input: text });
    }
  }
  if (!yearly && isDay(from) && isDay(to) && to < from) {
    context.issues.push({
      code: "custom",
      path: ["to"],
      message: `must not be before ${from}`,
      input: to,
    });
  }
  const when: FreezeDays = yearly ? { kind: "yearly", from, to } : { kind: "once", from, to };
  return { ...rest, when };
});
