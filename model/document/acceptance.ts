/** Who may accept the risks of a tier, for how long and how often. */
import * as z from "zod";
import { listOf, mapping, sentence, truth } from "./parsed";
import { promisedDuration } from "./times";

export const acceptance = mapping({
  by: listOf(sentence("a team or person that may approve"), "teams or people")
    .min(1, { error: () => "must name at least one, or be left out for anybody" })
    .optional()
    .meta({
      description:
        "Teams of `teams`, or some of `people`, that may approve exceptions; anybody when left out",
      examples: [["ciso"]],
    }),
  longest: promisedDuration()
    .optional()
    .meta({
      description:
        "Longest time from the approval to the end; a warning after a year when left out",
      examples: ["90d"],
    }),
  renewals: z
    .int({ error: () => "must be a whole number from 0 to 99" })
    .min(0)
    .max(99)
    .optional()
    .meta({
      description: "How often an exception may be renewed; any number when left out",
      examples: [1],
    }),
  compensating: truth()
    .default(false)
    .meta({ description: "Every exception must name a compensating control", examples: [true] }),
});
