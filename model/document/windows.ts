/** When patches are installed, and when they are tested. */
import { weekdays } from "../schedule";
import { listOf, mapping, nameText, oneOf, sentence } from "./parsed";
import { civilDate, clockTime, elapsed, scheduleText, zoneName } from "./times";

const peak = mapping({
  days: listOf(oneOf(weekdays), "weekdays")
    .min(1, { error: () => "must name at least one weekday" })
    .default(["monday", "tuesday", "wednesday", "thursday", "friday"])
    .meta({
      description: "Weekdays; monday to friday when left out",
      examples: [["friday", "saturday"]],
    }),
  from: clockTime().meta({
    description: "First minute of the peak, in the window's zone",
    examples: ["08:00"],
  }),
  to: clockTime().meta({
    description: "End of the peak on the same day; up to 24:00",
    examples: ["18:00"],
  }),
}).refine((parsed) => parsed.from < parsed.to, {
  path: ["to"],
  error: () => "must be after from; write a peak over midnight as two",
});

const schedule = () =>
  scheduleText().meta({
    description: "When it starts: local time in the window's zone",
    examples: [
      "every wednesday, sunday at 04:00",
      "second tuesday +1 day at 22:00",
      "day 1, 15 at 03:00",
    ],
  });

const timezone = () =>
  zoneName()
    .optional()
    .meta({
      description: "Zone of its times; the document's when left out",
      examples: ["America/New_York"],
    });

/** Left out and written stay apart: only one that is written is told where a cloud does not keep it. */
const cutoffLeftOut = "1h";
/** Minutes. */
export const defaultCutoff = elapsed().parse(cutoffLeftOut);

export const window = mapping({
  schedule: schedule(),
  timezone: timezone(),
  duration: elapsed("a duration such as 2h or 3h", 1)
    .prefault("3h")
    .meta({
      description: "AWS: whole hours; Azure: 1h 30m to 3h 55m; both: 2h or 3h",
      examples: ["2h"],
    }),
  cutoff: elapsed()
    .optional()
    .meta({
      description: "No new work starts in the last minutes of the window",
      default: cutoffLeftOut,
      examples: ["30m"],
    }),
  perNode: elapsed("a duration such as 20m", 1)
    .prefault("20m")
    .meta({ description: "Longest time that one machine may take", examples: ["45m"] }),
  peaks: listOf(peak, "business peaks")
    .default([])
    .meta({
      description:
        "Hours in which the business needs its machines: a run that touches one is a finding",
      examples: [[{ days: ["sunday"], from: "08:00", to: "20:00" }]],
    }),
  owner: sentence("the team that answers for the window")
    .optional()
    .meta({
      description: "Team of `teams` that answers for the window; nobody when left out",
      examples: ["platform"],
    }),
  agreedBy: sentence("who agreed to the window")
    .optional()
    .meta({
      description:
        "Team of `teams`, or one of `people`, that agreed to the window; not agreed when left out",
      examples: ["payments"],
    }),
  agreedAt: civilDate()
    .optional()
    .meta({
      description: "Day of the agreement; not agreed when left out",
      examples: ["2026-11-02"],
    }),
}).superRefine(({ cutoff, duration }, context) => {
  if ((cutoff ?? defaultCutoff) < duration) return;
  context.addIssue(
    cutoff === undefined
      ? {
          code: "custom",
          path: ["duration"],
          message: `must be longer than the cutoff, which is ${cutoffLeftOut} when left out; write a shorter cutoff or a longer duration`,
        }
      : { code: "custom", path: ["cutoff"], message: "must be shorter than the window's duration" },
  );
});

export const testWindow = mapping({
  schedule: schedule(),
  timezone: timezone(),
  duration: elapsed("a duration such as 4h", 1)
    .prefault("4h")
    .meta({ description: "How long the tests take", examples: ["8h"] }),
  owner: sentence("the team that tests")
    .optional()
    .meta({
      description: "Team of `teams` that tests; nobody when left out, which is a finding",
      examples: ["payments"],
    }),
  groups: listOf(nameText, "group names")
    .min(1, { error: () => "must name at least one group" })
    .meta({
      description: "Groups of `groups` whose machines are tested",
      examples: [["payments-staging"]],
    }),
  for: listOf(nameText, "group names")
    .optional()
    .meta({
      description: "Groups of `groups` that the result is for; those that are tested when left out",
      examples: [["payments"]],
    }),
});
