/** What is promised by when: deadlines by severity, exploitation and exposure. */
import { z } from "zod";
import { mapping } from "./parsed";
import { promisedDuration } from "./times";

const deadline = z
  .union([
    promisedDuration(),
    mapping({
      internet: promisedDuration().describe("For groups that the internet reaches"),
      internal: promisedDuration().describe("For the others"),
    }),
  ])
  .describe("How long after the vendor's release, for all machines or by exposure");

export const deadlines = mapping({
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
