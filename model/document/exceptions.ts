/** Accepted risk: always a reason, an owner, an approver and an end. */
import { mapping, nameText, patternText, sentence } from "./parsed";
import { civilDate } from "./times";

export const exception = mapping({
  id: patternText(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, "an id such as RISK-17"),
  scope: mapping({
    group: nameText.optional().describe("All groups when left out"),
    ring: nameText.optional().describe("All rings when left out"),
  }).prefault({}),
  rule: patternText(
    /^[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*$/,
    "deadlines, or the id of a rule such as soak/not-kept",
  ),
  reason: sentence("the reason in a sentence"),
  owner: sentence("who answers for it"),
  approvedBy: sentence("who approved it"),
  expires: civilDate().describe("Last day on which it counts, inclusive, UTC"),
});
