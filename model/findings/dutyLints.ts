/** What has a day: exceptions that end or never do, and the review of the document. */
import { judgeExceptions } from "../acceptance/judge";
import { dayOfDate } from "../civilDay";
import { suggestion } from "../document/suggestion";
import type { Finding, PolicyException } from "../plan";
import type { Policy } from "../policy";
import { type Instant, minutesPerDay } from "../time";
import { findingFacts, findingIds, isFindingId } from "./catalogue";
import { finding } from "./finding";
import { packRuleIds } from "./packRules";

export function dutyLints(
  policy: Policy,
  exceptions: readonly PolicyException[],
  asOf: Instant,
): Finding[] {
  return [
    ...exceptions.flatMap(ruleFindings),
    ...judgedFindings(policy, asOf),
    ...reviewFindings(policy, asOf),
  ];
}

/** Rules that an exception can name and have accepted. */
export function takesExceptions(rule: string): boolean {
  return (
    rule === "deadlines" ||
    packRuleIds.includes(rule) ||
    (isFindingId(rule) && findingFacts(rule).exception !== "none")
  );
}

function ruleFindings({ id, rule }: PolicyException, index: number): Finding[] {
  if (takesExceptions(rule)) {
    return [];
  }
  const known = ["deadlines", ...findingIds, ...packRuleIds].filter(takesExceptions);
  const what = isFindingId(rule)
    ? `${rule} takes no exceptions`
    : `there is no rule ${rule}${suggestion(rule, known)}`;
  return [
    finding("exception/unknown-rule", {
      message: `exception ${id}: ${what}`,
      entry: id,
      path: ["exceptions", index, "rule"],
    }),
  ];
}

function judgedFindings(policy: Policy, asOf: Instant): Finding[] {
  return judgeExceptions(policy, asOf).flatMap(({ exception, objections }, index) =>
    objections.map(({ rule, message, key }) =>
      finding(rule, { message, entry: exception.id, path: ["exceptions", index, key] }),
    ),
  );
}

/** The day itself is still in time. */
function reviewFindings({ reviewBy }: Policy, asOf: Instant): Finding[] {
  if (reviewBy === undefined || asOf < (dayOfDate(reviewBy) + 1) * minutesPerDay) {
    return [];
  }
  const message = `the document was to be reviewed by ${reviewBy}`;
  return [finding("review/overdue", { message, path: ["reviewBy"] })];
}
