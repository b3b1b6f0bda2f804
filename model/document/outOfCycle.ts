/** The paths for what routine windows cannot serve in time. */
import { z } from "zod";
import { listOf, mapping, oneOf, sentence, truth } from "./parsed";
import { elapsed } from "./times";

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
