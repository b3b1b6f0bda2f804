/** Vendors of the systems that are patched: what they promise, and until when they support them. */
import { systemIds } from "../systems";
import { listOf, mapping, oneOf, sentence } from "./parsed";
import { civilDate, promisedDuration } from "./times";

const delivery = (what: string, example: string) =>
  promisedDuration()
    .optional()
    .meta({
      description: `Longest time from the disclosure to the vendor's patch, ${what}; nothing promised when left out`,
      examples: [example],
    });

const delivers = mapping({
  critical: delivery("critical ones", "7d"),
  high: delivery("high ones", "14d"),
  medium: delivery("medium ones", "30d"),
  low: delivery("low ones", "90d"),
  exploited: delivery("known to be exploited, whatever its severity", "48h"),
});

export const vendor = mapping({
  title: sentence("the vendor's name")
    .optional()
    .meta({
      description: "The vendor's full name; its key when left out",
      examples: ["Canonical"],
    }),
  systems: listOf(oneOf(systemIds), "operating systems")
    .min(1, { error: () => "must name at least one system" })
    .meta({
      description: "Systems that it patches; systems of other support ends are another entry",
      examples: [["ubuntu-24.04"]],
    }),
  delivers: delivers.prefault({}).meta({
    description: "How fast it promises its patches",
    examples: [{ critical: "7d", high: "14d" }],
  }),
  supportEnds: civilDate()
    .optional()
    .meta({
      description: "Last day of support, inclusive, UTC; unknown when left out",
      examples: ["2029-05-31"],
    }),
  extendedSupportEnds: civilDate()
    .optional()
    .meta({
      description: "Last day of the extended support that was bought; none when left out",
      examples: ["2034-04-30"],
    }),
  contact: sentence("where the vendor is reached")
    .optional()
    .meta({
      description: "Where it is reached; unknown when left out",
      examples: ["support@canonical.com"],
    }),
}).refine(
  ({ supportEnds, extendedSupportEnds }) =>
    supportEnds === undefined ||
    extendedSupportEnds === undefined ||
    supportEnds <= extendedSupportEnds,
  { path: ["extendedSupportEnds"], error: () => "must not be before supportEnds" },
);
