/** People who decide out of the routine: until when each of them may, and who is on call when. */
import { listOf, mapping, nameText, sentence } from "./parsed";
import { civilDate, clockTime, wholeDays, zoneName } from "./times";

const authority = mapping({
  paths: listOf(nameText, "out-of-cycle paths")
    .min(1, { error: () => "must name at least one out-of-cycle path" })
    .meta({
      description: "Paths of `outOfCycle` that the person may decide on",
      examples: [["urgent"]],
    }),
  from: civilDate()
    .optional()
    .meta({
      description: "First day, inclusive, in the roster's zone; since ever when left out",
      examples: ["2026-01-01"],
    }),
  until: civilDate().meta({
    description: "Last day, inclusive, in the roster's zone: an authority always ends",
    examples: ["2027-06-30"],
  }),
}).refine(({ from, until }) => from === undefined || from <= until, {
  path: ["until"],
  error: () => "must not be before from",
});

export const person = mapping({
  name: sentence("the person's name").meta({
    description: "The person's name",
    examples: ["Ada Lovelace"],
  }),
  team: sentence("the person's team")
    .optional()
    .meta({
      description: "Team of `teams` that the person belongs to; none when left out",
      examples: ["platform"],
    }),
  contact: sentence("where the person is reached")
    .optional()
    .meta({
      description: "Where the person is reached on call; unknown when left out",
      examples: ["+49 30 1234567"],
    }),
  authority: listOf(authority, "authorities")
    .default([])
    .meta({
      description: "What the person may decide, and until when; nothing when left out",
      examples: [[{ paths: ["urgent"], from: "2026-01-01", until: "2027-06-30" }]],
    }),
});

const shift = mapping({
  people: listOf(nameText, "people")
    .min(1, { error: () => "must name at least one of the people" })
    .meta({
      description: "Who of `people` is on call, in turn where the shift rotates",
      examples: [["ada", "bob"]],
    }),
  from: civilDate().meta({
    description: "First local day; the shift begins at its hand-over",
    examples: ["2026-12-01"],
  }),
  to: civilDate().meta({
    description: "Last local day, inclusive; the shift ends at the next day's hand-over",
    examples: ["2027-03-01"],
  }),
  rotate: wholeDays(1, 366)
    .optional()
    .meta({
      description: "How long each of the people has the shift in turn; all at once when left out",
      examples: ["1w"],
    }),
}).refine(({ from, to }) => from <= to, { path: ["to"], error: () => "must not be before from" });

export const onCall = mapping({
  handover: clockTime()
    .prefault("00:00")
    .meta({
      description: "Local time at which days change hands; midnight when left out",
      examples: ["08:00"],
    }),
  timezone: zoneName()
    .optional()
    .meta({
      description: "Zone of the roster's days; the document's when left out",
      examples: ["Europe/Berlin"],
    }),
  shifts: listOf(shift, "shifts").meta({
    description: "Who is on call when; shifts that overlap add up",
    examples: [[{ people: ["ada", "bob"], from: "2026-12-01", to: "2027-03-01", rotate: "1w" }]],
  }),
});
