/** Whether an accepted risk still counts, and whether its tier allows it: who approved it, how long, how often. */
import { dayOfDate } from "../civilDay";
import { addDuration, describeDuration } from "../duration";
import type { FindingId } from "../findings/catalogue";
import type { Policy } from "../policy";
import { type Instant, minutesPerDay } from "../time";

type Exception = Policy["exceptions"][number];
type Acceptance = NonNullable<Policy["tiers"][string]["acceptance"]>;

/** Days before its end from which on an exception is said to expire. */
export const warnedDays = 30;
/** Where no tier says how long: a year. */
const longestMonths = 12;

/** What is wrong with an exception: a finding without its place. */
export interface Objection {
  readonly rule: Extract<FindingId, `exception/${string}`>;
  readonly message: string;
  /** Key of the exception that it is about. */
  readonly key: keyof Exception;
}

export interface JudgedException {
  readonly exception: Exception;
  /** Negative once it has expired; 0 on its last day. */
  readonly daysLeft: number;
  readonly state: "valid" | "expiring" | "expired";
  /** The tier whose rules it falls under; absent where no tier has any. */
  readonly tier?: string;
  readonly objections: readonly Objection[];
}

export function judgeExceptions(policy: Policy, asOf: Instant): readonly JudgedException[] {
  return policy.exceptions.map((exception) => judge(policy, exception, asOf));
}

function judge(policy: Policy, exception: Exception, asOf: Instant): JudgedException {
  const daysLeft = dayOfDate(exception.expires) - Math.floor(asOf / minutesPerDay);
  const state = daysLeft < 0 ? "expired" : daysLeft <= warnedDays ? "expiring" : "valid";
  const strict = strictestTier(policy, exception);
  const rules = strict?.acceptance;
  return {
    exception,
    daysLeft,
    state,
    ...(strict === undefined ? {} : { tier: strict.tier }),
    objections: [
      ...endObjections(exception, state, daysLeft),
      ...lengthObjections(exception, state, strict, asOf),
      ...(rules === undefined ? [] : tierObjections(exception, strict?.tier ?? "", rules)),
    ],
  };
}

interface StrictTier {
  readonly tier: string;
  readonly acceptance: Acceptance;
}

/** The first tier of the document, the most critical first, that the scope reaches and that says who may accept. */
function strictestTier(policy: Policy, exception: Exception): StrictTier | undefined {
  const reached = reachedTiers(policy, exception);
  return Object.entries(policy.tiers).flatMap(([tier, { acceptance }]) =>
    acceptance !== undefined && (reached === undefined || reached.has(tier))
      ? [{ tier, acceptance }]
      : [],
  )[0];
}

/** Tiers of the groups in the scope; all where it is for everything. */
function reachedTiers(policy: Policy, { scope }: Exception): ReadonlySet<string> | undefined {
  const { group, ring } = scope;
  if (group !== undefined) return new Set([policy.groups[group]?.tier ?? ""]);
  if (ring === undefined) return undefined;
  const groups = Object.values(policy.groups).filter(({ rings }) =>
    rings.some(({ name }) => name === ring),
  );
  return new Set(groups.map(({ tier }) => tier));
}

function endObjections(
  { id, owner, expires }: Exception,
  state: JudgedException["state"],
  daysLeft: number,
): readonly Objection[] {
  if (state === "valid") return [];
  if (state === "expired") {
    const message = `exception ${id} of ${owner} expired on ${expires}`;
    return [{ rule: "exception/expired", message, key: "expires" }];
  }
  const when = daysLeft === 0 ? "today" : `in ${daysLeft}d`;
  const message = `exception ${id} of ${owner} expires ${when}, on ${expires}`;
  return [{ rule: "exception/expiring", message, key: "expires" }];
}

/** From the approval where it is dated, else from today: the longest that it can be said to last. */
function lengthObjections(
  exception: Exception,
  state: JudgedException["state"],
  strict: StrictTier | undefined,
  asOf: Instant,
): readonly Objection[] {
  const { id, owner, expires, approvedAt } = exception;
  const longest = strict?.acceptance.longest;
  if (longest === undefined) {
    const latest = addDuration(asOf, { months: longestMonths, minutes: 0 });
    if (state !== "valid" || dayOfDate(expires) * minutesPerDay <= latest) return [];
    const message = `exception ${id} of ${owner} lasts until ${expires}, more than a year from now`;
    return [{ rule: "exception/too-long", message, key: "expires" }];
  }
  const from = approvedAt === undefined ? asOf : dayOfDate(approvedAt) * minutesPerDay;
  const since = approvedAt === undefined ? "from today" : `from its approval on ${approvedAt}`;
  const allowed = `tier ${strict?.tier} allows ${describeDuration(longest)}`;
  if (dayOfDate(expires) * minutesPerDay > addDuration(from, longest)) {
    const message = `exception ${id} of ${owner} lasts until ${expires}; ${allowed} ${since}`;
    return [{ rule: "exception/over-long", message, key: "expires" }];
  }
  if (approvedAt !== undefined) return [];
  const message = `exception ${id} of ${owner} does not say when it was approved; ${allowed} from then`;
  return [{ rule: "exception/undated", message, key: "approvedAt" }];
}

function tierObjections(
  { id, approvedBy, renewals, compensating }: Exception,
  tier: string,
  rules: Acceptance,
): readonly Objection[] {
  const objections: Objection[] = [];
  if (rules.by !== undefined && !rules.by.includes(approvedBy)) {
    const message = `exception ${id} was approved by ${approvedBy}; for tier ${tier} may ${rules.by.join(", ")}`;
    objections.push({ rule: "exception/not-allowed", message, key: "approvedBy" });
  }
  if (rules.renewals !== undefined && renewals > rules.renewals) {
    const message = `exception ${id} was renewed ${renewals} times; tier ${tier} allows ${rules.renewals}`;
    objections.push({ rule: "exception/renewed-too-often", message, key: "renewals" });
  }
  if (rules.compensating && compensating.length === 0) {
    const message = `exception ${id} names no compensating control; tier ${tier} asks for one`;
    objections.push({ rule: "exception/uncompensated", message, key: "compensating" });
  }
  return objections;
}
