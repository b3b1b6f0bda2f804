/** What the roster leaves open in the next 30 days: paths with too few people, and authorities that have lapsed. */
import { dayOfDate } from "../civilDay";
import { finding } from "../findings/finding";
import type { Finding } from "../plan";
import type { Policy } from "../policy";
import { counted, shortList } from "../textTable";
import { type Instant, minutesPerDay } from "../time";
import { formatInstant, startOfDay } from "../zone";
import { coverage, decidedPaths, type Gap, type Lapse, type PathCoverage } from "./coverage";
import { rosterOf } from "./roster";

/** Days that `check` looks ahead, and `oncall` where it is not told. */
export const coveredDays = 30;

/** The days to look at: nothing is promised before the effective day. */
export function coveredSpan(
  policy: Policy,
  asOf: Instant,
  days: number,
): { readonly from: Instant; readonly until: Instant } {
  const zone = rosterOf(policy)?.zone ?? policy.timezone;
  const from = Math.max(asOf, startOfDay(zone, dayOfDate(policy.effectiveFrom)));
  return { from, until: from + days * minutesPerDay };
}

export function onCallFindings(policy: Policy, asOf: Instant): readonly Finding[] {
  const roster = rosterOf(policy);
  if (roster === undefined) return missingFindings(policy);
  const { from, until } = coveredSpan(policy, asOf, coveredDays);
  return coverage(policy, from, until).flatMap((path) => [
    ...(path.gaps.length === 0 ? [] : [gapFinding(path, roster.zone)]),
    ...path.lapses.map((lapse) => lapseFinding(lapse, roster.zone)),
  ]);
}

function missingFindings(policy: Policy): readonly Finding[] {
  return decidedPaths(policy).map(({ path, groups }) =>
    finding("oncall/missing", {
      message: `path ${path}, used by ${shortList(groups)}, asks the people on call, and the document has no onCall`,
      entry: path,
      path: ["outOfCycle", path],
    }),
  );
}

function gapFinding({ path, gaps, quorum, groups }: PathCoverage, zone: string): Finding {
  const spans = shortList(gaps.map((gap) => describeGap(gap, quorum, zone)));
  const message = `path ${path} of ${shortList(groups)}: ${counted(gaps.length, "gap")} in the next ${coveredDays} days: ${spans}`;
  return finding("oncall/gap", { message, entry: path, path: ["onCall"] });
}

/** `2026-12-05 08:00 to 2026-12-06 08:00 Europe/Berlin with 1 of 2`. */
export function describeGap({ from, until, fewest }: Gap, quorum: number, zone: string): string {
  return `${describeSpan(from, until, zone)} with ${fewest} of ${quorum}`;
}

export function describeSpan(from: Instant, until: Instant, zone: string): string {
  return `${formatInstant(from, zone).slice(0, "2026-12-05 08:00".length)} to ${formatInstant(until, zone)}`;
}

function lapseFinding({ person, path, ended, spans }: Lapse, zone: string): Finding {
  const on = shortList(spans.map(([from, until]) => describeSpan(from, until, zone)));
  return finding("oncall/authority", {
    message: `${person} is on call from ${on} and may decide on ${path} until ${ended} only`,
    entry: `${person} ${path}`,
    path: ["people", person, "authority"],
  });
}
