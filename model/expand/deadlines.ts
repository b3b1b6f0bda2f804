/** Which deadline binds for each class of patch: the tightest that applies, and who says so. */
import { addDuration } from "../duration";
import { fixWithin, limitsFor, mentionsExploited } from "../obligations/applies";
import type { Deadline, PatchClass, Severity } from "../plan";
import type { Policy } from "../policy";
import type { Duration, Minutes } from "../time";
import { minutesPerDay } from "../time";
import { factsOf, obligationsOf } from "./obligations";

type DocumentGroup = Policy["groups"][string];
type DocumentTier = Policy["tiers"][string];

const severities: readonly Severity[] = ["critical", "high", "medium", "low"];

export function bindingDeadlines(policy: Policy, group: DocumentGroup): Deadline[] {
  const tier = policy.tiers[group.tier];
  if (tier === undefined) {
    return [];
  }
  return classesOf(policy, group, tier).flatMap((patchClass) =>
    tightest(candidates(policy, group, tier, patchClass)),
  );
}

/** Exploited classes exist only where something is promised about exploitation. */
function classesOf(policy: Policy, group: DocumentGroup, tier: DocumentTier): PatchClass[] {
  const speaksOfExploited =
    tier.deadlines.exploited !== undefined ||
    obligationsOf(policy, group).some((one) => mentionsExploited(one, factsOf(group)));
  const kinds = speaksOfExploited ? [false, true] : [false];
  return severities.flatMap((severity) => kinds.map((exploited) => ({ severity, exploited })));
}

function candidates(
  policy: Policy,
  group: DocumentGroup,
  tier: DocumentTier,
  patchClass: PatchClass,
): Deadline[] {
  const { severity, exploited } = patchClass;
  const own = [tier.deadlines[severity], exploited ? tier.deadlines.exploited : undefined];
  return [
    ...own.flatMap((promise) =>
      promise === undefined
        ? []
        : [
            {
              class: patchClass,
              within: "months" in promise ? promise : promise[group.exposure],
              source: `tier ${group.tier}`,
            },
          ],
    ),
    ...obligationsOf(policy, group).flatMap((obligation) =>
      limitsFor(obligation, { ...factsOf(group), ...patchClass }).flatMap(({ limit }) => {
        const fix = fixWithin(limit);
        if (fix === undefined) {
          return [];
        }
        const { within, of } = fix;
        const deadline = { class: patchClass, within, source: obligation.id };
        return of === "released" ? deadline : { ...deadline, of };
      }),
    ),
  ];
}

/** Drops each deadline that another one is never later than; the first of equals stays. */
function tightest(all: readonly Deadline[]): Deadline[] {
  return all.filter((deadline, index) => {
    const beaten = all.some(
      (other, position) =>
        position !== index &&
        neverLater(other.within, deadline.within) &&
        (position < index || !neverLater(deadline.within, other.within)),
    );
    return !beaten;
  });
}

function neverLater(a: Duration, b: Duration): boolean {
  if (a.months === b.months) {
    return a.minutes <= b.minutes;
  }
  return spread(a).longest <= spread(b).shortest;
}

interface Spread {
  readonly shortest: Minutes;
  readonly longest: Minutes;
}
const spreads = new Map<number, Spread>();

/** Shortest and longest that a duration is in elapsed minutes, over the 400 years of the calendar. */
function spread(duration: Duration): Spread {
  const months = spreads.get(duration.months) ?? monthSpread(duration.months);
  spreads.set(duration.months, months);
  return {
    shortest: months.shortest + duration.minutes,
    longest: months.longest + duration.minutes,
  };
}

function monthSpread(months: number): Spread {
  if (months === 0) {
    return { shortest: 0, longest: 0 };
  }
  let shortest = Number.POSITIVE_INFINITY;
  let longest = 0;
  for (let day = 0; day < 146_097; day++) {
    const start = day * minutesPerDay;
    const length = addDuration(start, { months, minutes: 0 }) - start;
    shortest = Math.min(shortest, length);
    longest = Math.max(longest, length);
  }
  return { shortest, longest };
}
