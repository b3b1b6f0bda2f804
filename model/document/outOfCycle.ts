/** The paths for what routine windows cannot serve in time. */
import * as z from "zod";
import { listOf, mapping, oneOf, sentence, truth } from "./parsed";
import { elapsed } from "./times";

const decision = mapping({
  within: elapsed()
    .prefault("4h")
    .meta({ description: "Longest wait for the decision", examples: ["4h"] }),
  by: sentence("who decides, such as on-call")
    .default("on-call")
    .meta({ description: "Who decides", examples: ["on-call"] }),
  quorum: z
    .int({ error: () => "must be a whole number of people from 1 to 10" })
    .min(1)
    .max(10)
    .default(1)
    .meta({ description: "How many must agree", examples: [2] }),
});

/** Keys in one predicate must all fit. */
const triggerPredicate = mapping({
  severity: listOf(oneOf(["critical", "high", "medium", "low"]), "severities")
    .min(1, { error: () => "must name at least one, or be left out for all" })
    .optional()
    .meta({ description: "Only these severities; all when left out", examples: [["critical"]] }),
  exploited: truth()
    .optional()
    .meta({
      description: "What is known to be exploited, or what is not; both when left out",
      examples: [true],
    }),
  exposure: oneOf(["internet", "internal"])
    .optional()
    .meta({
      description: "Groups of this exposure only; all when left out",
      examples: ["internet"],
    }),
  automatable: truth()
    .optional()
    .meta({
      description: "Whether an attack can be automated; unknown fits, both fit when left out",
      examples: [true],
    }),
  technicalImpact: oneOf(["partial", "total"])
    .optional()
    .meta({
      description: "Technical impact; unknown fits, both fit when left out",
      examples: ["total"],
    }),
  likelyExploitable: truth()
    .optional()
    .meta({
      description: "Likely to be exploited; unknown fits, both fit when left out",
      examples: [true],
    }),
}).superRefine((written, context) => {
  const isEmpty = Object.values(written).every((value) => value === undefined);
  if (!isEmpty || context.issues.length > 0) return;
  const message =
    "must hold at least one key, such as severity: [critical]; it would fit everything";
  context.addIssue({ code: "custom", message });
});

const trigger = z.union([
  oneOf(["exploited", "critical", "high", "medium", "low"]),
  triggerPredicate,
]);

export const outOfCyclePath = mapping({
  when: listOf(trigger, "classes such as exploited, or of predicates")
    .min(1, { error: () => "must name at least one class" })
    .default(["exploited"])
    .meta({
      description:
        "What takes this path: classes by a word, or predicates; any of them triggers it",
      examples: [
        ["exploited", { severity: ["critical"], exposure: "internet", automatable: true }],
      ],
    }),
  notice: elapsed()
    .prefault("4h")
    .meta({
      description: "Between the trigger and the call to decide",
      examples: ["4h"],
    }),
  decide: decision.prefault({}).meta({
    description: "Who decides, and how fast",
    examples: [{ within: "4h", by: "on-call", quorum: 2 }],
  }),
  perRing: elapsed()
    .prefault("6h")
    .meta({
      description: "Time to patch one ring",
      examples: ["6h"],
    }),
  soak: elapsed()
    .prefault("2h")
    .meta({
      description: "Rest between two rings",
      examples: ["2h"],
    }),
  inFreeze: truth()
    .default(false)
    .meta({
      description: "Open during freezes",
      examples: [true],
    }),
});
