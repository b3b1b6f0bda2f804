/** What has a day: exceptions that end or never do, and the review of the document. */
import { dayOfDate } from "../civilDay";
import { suggestion } from "../document/suggestion";
import { addDuration } from "../duration";
import { endOf } from "../exceptions";
import type { Finding, PolicyException } from "../plan";
import type { Policy } from "../policy";
import { type Instant, minutesPerDay } from "../time";
import { findingFacts, findingIds, isFindingId } from "./catalogue";
import { finding } from "./finding";
import { packRuleIds } from "./packRules";

const warnedDays = 30;
const longestMonths = 12;

export function dutyLints(
  policy: Policy,
  exceptions: readonly PolicyException[],
  asOf: Instant,
): Finding[] {
  return [
    ...exceptions.flatMap((exception, index) => [
      ...ruleFindings(exception, index),
      ...endFindings(exception, index, asOf),
    ]),
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

function endFindings(exception: PolicyException, index: number, asOf: Instant): Finding[] {
  const { id, expires, owner } = exception;
  const about = { entry: id, path: ["exceptions", index, "expires"] };
  const daysLeft = dayOfDate(expires) - Math.floor(asOf / minutesPerDay);
  if (asOf >= endOf(exception)) {
    const message = `exception ${id} of ${owner} expired on ${expires}`;
    return [finding("exception/expired", { ...about, message })];
  }
  if (daysLeft <= warnedDays) {
    const when = daysLeft === 0 ? "today" : `in ${daysLeft}d`;
    const message = `exception ${id} of ${owner} expires ${when}, on ${expires}`;
    return [finding("exception/expiring", { ...about, message })];
  }
  const latest = addDuration(asOf, { months: longestMonths, minutes: 0 });
  if (dayOfDate(expires) * minutesPerDay > latest) {
    const message = `exception ${id} of ${owner} lasts until ${expires}, more than a year from now`;
    return [finding("exception/too-long", { ...about, message })];
  }
  return [];
}

/** The day itself is still in time. */
function reviewFindings({ reviewBy }: Policy, asOf: Instant): Finding[] {
  if (reviewBy === undefined || asOf < (dayOfDate(reviewBy) + 1) * minutesPerDay) {
    return [];
  }
  const message = `the document was to be reviewed by ${reviewBy}`;
  return [finding("review/overdue", { message, path: ["reviewBy"] })];
}
