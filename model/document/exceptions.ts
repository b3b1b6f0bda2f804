/** Accepted risk: always a reason, an owner, an approver and an end. */
import * as z from "zod";
import { listOf, mapping, nameText, patternText, sentence, truth } from "./parsed";
import { civilDate } from "./times";

/** What only rules of the policy pack know: the resource that they judge. */
const resourceScope = {
  urn: patternText(
    /^(?=.{1,400}$)[^\s*]*(?:\*[^\s*]+){0,7}\*?$/,
    "a URN in which * stands for any text, at most eight times",
  )
    .optional()
    .meta({
      description:
        "URNs of resources, for rules of the policy pack; * stands for any text; all when left out",
      examples: ["urn:pulumi:prod::shop::*::cart"],
    }),
  tags: z
    .record(sentence("the key of a tag"), sentence("the value of the tag"))
    .optional()
    .meta({
      description:
        "Tags that the resource must carry, for rules of the policy pack; any when left out",
      examples: [{ service: "cart" }],
    }),
  pointed: truth()
    .default(false)
    .meta({
      description:
        "Counts only for resources whose tag PatchException names it, for rules of the policy pack",
      examples: [true],
    }),
};

export const exception = mapping({
  id: patternText(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, "an id such as RISK-17").meta({
    description: "Unique id, such as the risk register's",
    examples: ["RISK-17"],
  }),
  scope: mapping({
    group: nameText
      .optional()
      .meta({ description: "Group of `groups`; all when left out", examples: ["erp"] }),
    ring: nameText
      .optional()
      .meta({ description: "Ring of the group's `rings`; all when left out", examples: ["broad"] }),
    ...resourceScope,
  })
    .prefault({})
    .meta({
      description: "What it is for; everything when left out",
      examples: [{ group: "erp" }],
    }),
  rule: patternText(
    /^[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*$/,
    "deadlines, or the id of a rule such as soak/not-kept",
  ).meta({ description: "Rule id that it answers, or deadlines", examples: ["deadlines"] }),
  reason: sentence("the reason in a sentence").meta({
    description: "Why the risk is accepted",
    examples: ["The vendor certifies no newer release before spring."],
  }),
  ticket: patternText(/^[^\s]{1,200}$/, "an id or address without blanks")
    .optional()
    .meta({
      description: "Ticket of the acceptance; none when left out",
      examples: ["CHG-4711"],
    }),
  owner: sentence("who answers for it").meta({
    description: "Team of `teams`, or one of `people`, that answers for it",
    examples: ["payments"],
  }),
  compensating: listOf(sentence("a control in a few words"), "compensating controls")
    .default([])
    .meta({
      description: "Controls that lower the risk meanwhile; none when left out",
      examples: [["WAF rule 17"]],
    }),
  approvedBy: sentence("who approved it").meta({
    description: "Team of `teams`, or one of `people`, that approved it",
    examples: ["ciso"],
  }),
  approvedAt: civilDate()
    .optional()
    .meta({
      description: "Day of the approval, UTC; unknown when left out",
      examples: ["2026-11-01"],
    }),
  renewals: z
    .int({ error: () => "must be a whole number from 0 to 99" })
    .min(0)
    .max(99)
    .default(0)
    .meta({ description: "How often it has been renewed", examples: [1] }),
  expires: civilDate().meta({
    description: "Last day on which it counts, inclusive, UTC",
    examples: ["2027-03-31"],
  }),
}).refine(({ approvedAt, expires }) => approvedAt === undefined || approvedAt <= expires, {
  path: ["expires"],
  error: () => "must not be before approvedAt",
});
