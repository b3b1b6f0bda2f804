/** What the policy pack enforces, and how strictly. */
import { rulesets } from "../rulesets";
import { mapping, oneOf } from "./parsed";

export const enforcement = mapping({
  ruleset: oneOf(rulesets)
    .optional()
    .meta({
      description:
        "Set of the pack's rules that was agreed to: newer rules only advise; all rules count when left out",
      examples: ["2026.11"],
    }),
});
