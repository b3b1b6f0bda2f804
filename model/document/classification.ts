/** How critical a group is, fact by fact, and the facts from which a tier follows. */
import * as z from "zod";
import {
  businessImpacts,
  dataClasses,
  missionImpacts,
  safetyImpacts,
} from "../classification/facts";
import { listOf, mapping, nameText, oneOf } from "./parsed";

export const classification = mapping({
  businessImpact: oneOf(businessImpacts)
    .optional()
    .meta({
      description:
        "Harm to the business when the group fails; unknown when left out, which fits all and counts as the strictest",
      examples: ["severe"],
    }),
  dataClass: oneOf(dataClasses)
    .optional()
    .meta({
      description:
        "Class of the data that it holds; unknown when left out, which fits all and counts as the strictest",
      examples: ["confidential"],
    }),
  missionImpact: oneOf(missionImpacts)
    .optional()
    .meta({
      description:
        "SSVC's mission impact (a MEF is a mission essential function); unknown when left out, which fits all and counts as the strictest",
      examples: ["mefFailure"],
    }),
  safetyImpact: oneOf(safetyImpacts)
    .optional()
    .meta({
      description:
        "SSVC's safety impact; unknown when left out, which fits all and counts as the strictest",
      examples: ["marginal"],
    }),
}).refine((facts) => Object.keys(facts).length > 0, {
  error: () => "must give at least one fact, such as businessImpact: high",
});

/** One value or a list of them; always a list afterwards. */
function anyOf<Value extends z.ZodType<string>>(value: Value, allowed: string) {
  const list = z
    .array(value, { error: () => `must be ${allowed}, or a list of them` })
    .min(1, { error: () => "must name at least one value, or be left out" });
  return z
    .union([list, value])
    .transform((written): readonly z.output<Value>[] =>
      Array.isArray(written) ? written : [written],
    );
}

function oneOfFact<const Values extends readonly [string, ...string[]]>(values: Values) {
  return anyOf(oneOf(values), `one of ${values.join(", ")}`);
}

const alternative = mapping({
  businessImpact: oneOfFact(businessImpacts)
    .optional()
    .meta({
      description: "The group's business impact; any when left out",
      examples: [["severe"], "high"],
    }),
  dataClass: oneOfFact(dataClasses)
    .optional()
    .meta({
      description: "The group's class of data; any when left out",
      examples: [["restricted", "confidential"]],
    }),
  missionImpact: oneOfFact(missionImpacts)
    .optional()
    .meta({
      description: "The group's mission impact; any when left out",
      examples: [["mefFailure", "missionFailure"]],
    }),
  safetyImpact: oneOfFact(safetyImpacts)
    .optional()
    .meta({
      description: "The group's safety impact; any when left out",
      examples: [["critical", "catastrophic"]],
    }),
  exposure: oneOfFact(["internet", "internal"])
    .optional()
    .meta({ description: "The group's exposure; any when left out", examples: ["internet"] }),
  environment: anyOf(nameText, "the name of an environment")
    .optional()
    .meta({
      description: "The group's environment, one of `environments`; any when left out",
      examples: ["production"],
    }),
}).refine((conditions) => Object.keys(conditions).length > 0, {
  error: () => "must ask for at least one fact, such as businessImpact: [severe]",
});

/** Tiers stand from the most to the least critical; the first that fits is the one. */
export const tierFrom = listOf(
  alternative,
  "alternatives such as { businessImpact: [severe] }",
).min(1, { error: () => "must have at least one alternative" });
