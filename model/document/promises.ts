/** What is promised: tiers with their deadlines, and the paths for what routine windows cannot serve. */
import { z } from "zod";
import { listOf, mapping, nameText, oneOf, sentence, truth } from "./parsed";
import { elapsed, promisedDuration, wholeDays } from "./times";

const deadline = z
  .union([
    promisedDuration(),
    mapping({
      internet: promisedDuration().describe("For groups that the internet reaches"),
      internal: promisedDuration().describe("For the others"),
    }),
  ])
  .describe("How long after the vendor's release, for all machines or by exposure");

const deadlines = mapping({
  critical: deadline.optional(),
  high: deadline.optional(),
  medium: deadline.optional(),
  low: deadline.optional(),
  exploited: deadline
    .optional()
    .describe("For what is known to be exploited, whatever its severity; the tighter one counts"),
}).refine((promises) => Object.keys(promises).length > 0, {
  error: () => "must promise at least one class, such as critical: 14d",
});

const recoveryPoint = mapping({
  required: truth().default(true).describe("Nothing is installed without a recovery point"),
  keep: wholeDays(1, 3650).prefault("7d").describe("How long recovery points are kept"),
});

export const tier = mapping({
  deadlines: deadlines.describe("What is promised, from the vendor's release"),
  outOfCycle: nameText.optional().describe("Path for what routine windows cannot serve in time"),
  recoveryPoint: recoveryPoint.prefault({}).describe("What an install can go back to"),
});

const decision = mapping({
  within: elapsed().prefault("4h").describe("Longest wait for the decision"),
  by: sentence("who decides, such as on-call").default("on-call").describe("Who decides"),
  quorum: z
    .int({ error: () => "must be a whole number of people from 1 to 10" })
    .min(1)
    .max(10)
    .default(1)
    .describe("How many must agree"),
});

export const outOfCyclePath = mapping({
  when: listOf(
    oneOf(["exploited", "critical", "high", "medium", "low"]),
    "classes such as exploited",
  )
    .min(1, { error: () => "must name at least one class" })
    .default(["exploited"])
    .describe("Classes that take this path"),
  notice: elapsed().prefault("4h").describe("Between the trigger and the call to decide"),
  decide: decision.prefault({}).describe("Who decides, and how fast"),
  perRing: elapsed().prefault("6h").describe("Time to patch one ring"),
  soak: elapsed().prefault("2h").describe("Rest between two rings"),
  inFreeze: truth().default(false).describe("Open during freezes"),
});
