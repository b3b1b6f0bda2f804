/** Every limit in time that applies to a vulnerability in a group: the tier's own, and those of its obligations. */
import type { DeadlineSet, PromiseBySeverity } from "../document/deadlines";
import { type Facts, limitsFor } from "../obligations/applies";
import { describeApplicability } from "../obligations/describe";
import type { TimeLimit } from "../obligations/obligation";
import type { Severity } from "../plan";
import type { Policy } from "../policy";
import type { CivilDate } from "../time";
import { factsOf, obligationsOf } from "./obligations";

type DocumentGroup = Policy["groups"][string];

export interface AppliedLimit {
  /** `tier gold`, or the id of an obligation. */
  readonly source: string;
  /** The control of an obligation that demands it. */
  readonly control?: string;
  /** What it is for, in words: `critical`, `exploited high`, `internet, automatable`. */
  readonly scope: string;
  readonly limit: TimeLimit;
  readonly note?: string;
  /** Days of the releases that it counts for, as a deadline has them. */
  readonly from?: CivilDate;
  readonly until?: CivilDate;
}

export const severities: readonly Severity[] = ["critical", "high", "medium", "low"];

/** `known` is what is known of the vulnerability; a fact that is not known fits every limit. */
export function limitsOf(policy: Policy, group: DocumentGroup, known: Facts): AppliedLimit[] {
  const facts = { ...factsOf(group), ...known };
  const sets = policy.tiers[group.tier]?.deadlines ?? [];
  return [
    ...sets.flatMap((set, index) =>
      ownLimits(set, facts).map((limit) => ({
        source: `tier ${group.tier}`,
        ...limit,
        ...daysOf(set, sets[index + 1]),
      })),
    ),
    ...obligationsOf(policy, group).flatMap((obligation) =>
      limitsFor(obligation, facts).map(({ control, when, limit, note }) => ({
        source: obligation.id,
        control,
        scope: describeApplicability(when),
        limit,
        ...(note === undefined ? {} : { note }),
      })),
    ),
  ];
}

/** Severity by severity: what is promised for it, and what more where it is or may be exploited. */
function ownLimits(
  set: DeadlineSet,
  { severity, exploited, exposure = "internet" }: Facts,
): readonly Pick<AppliedLimit, "scope" | "limit">[] {
  const wanted = severity === undefined ? severities : [severity];
  const own = (promises: PromiseBySeverity, before: string) =>
    wanted.flatMap((one) => {
      const within = promises[one]?.[exposure];
      return within === undefined
        ? []
        : [{ scope: `${before}${one}`, limit: { within, of: "released" } as const }];
    });
  return [
    ...own(set.severities, ""),
    ...(exploited === false ? [] : own(set.exploited, "exploited ")),
  ];
}

function daysOf(
  set: DeadlineSet,
  next: DeadlineSet | undefined,
): Pick<AppliedLimit, "from" | "until"> {
  return {
    ...(set.from === undefined ? {} : { from: set.from }),
    ...(next?.from === undefined ? {} : { until: next.from }),
  };
}
