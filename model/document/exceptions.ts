/** Accepted risk: always a reason, an owner, an approver and an end. */
import { mapping, nameText, patternText, sentence } from "./parsed";
import { civilDate } from "./times";

export const exception = mapping({
  id: patternText(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, "an id such as RISK-17").describe(
    "Unique id, such as the risk register's",
  ),
  scope: mapping({
    group: nameText.optional().describe("All groups when left out"),
    ring: nameText.optional().describe("All rings when left out"),
  })
    .prefault({})
    .describe("What it is for; everything when left out"),
  rule: patternText(
    /^[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*$/,
    "deadlines, or the id of a rule such as soak/not-kept",
  ).describe("Rule id that it answers, or deadlines"),
  reason: sentence("the reason in a sentence").describe("Why the risk is accepted"),
  owner: sentence("who answers for it").describe("Who answers for it"),
  approvedBy: sentence("who approved it").describe("Who approved it"),
  expires: civilDate().describe("Last day on which it counts, inclusive, UTC"),
});
