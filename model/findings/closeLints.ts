/**
 * Runs that begin while the ring before may still be closing: until its close is through, its verdict is a bad one, and the
 * gate of the later ring stays shut. The proof counts such a run as one that happens.
 */
import { remembered } from "../memo";
import type { Finding, PlannedGroup, PlannedRing } from "../plan";
import { closeMinutes } from "../promotionLists";
import { finishAfter } from "../proof/runs";
import type { Instant, Minutes } from "../time";
import { formatInstant } from "../zone";
import { finding } from "./finding";
import { freezeNames, type LintContext, type RunSpan } from "./runSpans";

/** A schedule starts once a day, which a change of the clock makes an hour or two shorter. */
const shortestDay: Minutes = 22 * 60;

export function closeLints(context: LintContext): Finding[] {
  const { plan } = context;
  const groups = new Map(plan.groups.map((group) => [group.name, group]));
  const known = new Map<string, { readonly at: Instant | undefined }>();
  return plan.groups.flatMap((group) =>
    group.rings.filter(isOnAws).flatMap((later): Finding[] => {
      const before = askedRing(group, later);
      const of = before && groups.get(before.group);
      if (before === undefined || of === undefined) return [];
      const { window } = before.ring;
      const margin = finishAfter(window, "aws") - window.duration + closeMinutes;
      if (window.name === later.window.name && window.duration + margin < shortestDay) return [];
      const freezes = [context.freezesOf(of), context.freezesOf(group)] as const;
      const names = freezes.map(freezeNames).join("/");
      const key = `${window.name}/${later.window.name}/${names}`;
      const { at } = remembered(known, key, () => ({
        at: firstUnclosed(
          context.openRuns(window, freezes[0]),
          margin,
          context.openRuns(later.window, freezes[1]),
        ),
      }));
      return at === undefined
        ? []
        : [unclosed(group, later, before.ring.patchGroup, formatInstant(at, plan.timezone))];
    }),
  );
}

/** The ring whose verdict the gate asks: the nearest before it on AWS, or the one promoted from. */
function askedRing(group: PlannedGroup, ring: PlannedRing) {
  const before = group.rings.slice(0, group.rings.indexOf(ring)).findLast(isOnAws);
  if (before !== undefined) return { group: group.name, ring: before };
  const { promotedFrom } = group;
  return promotedFrom !== undefined && isOnAws(promotedFrom.ring) ? promotedFrom : undefined;
}

function isOnAws({ systems }: PlannedRing): boolean {
  return systems.some(({ cloud }) => cloud === "aws");
}

/** The first start within `margin` after the end of a run; both lists are in order. */
function firstUnclosed(
  earlier: readonly RunSpan[],
  margin: Minutes,
  later: readonly RunSpan[],
): Instant | undefined {
  let next = 0;
  for (const { end } of earlier) {
    while ((later[next]?.start ?? Number.POSITIVE_INFINITY) < end) next += 1;
    const start = later[next]?.start;
    if (start === undefined) return undefined;
    if (start < end + margin) return start;
  }
  return undefined;
}

function unclosed(group: PlannedGroup, ring: PlannedRing, before: string, first: string): Finding {
  const message = `group ${group.name}: ring ${ring.name} starts in window ${ring.window.name} while ${before} may still be closing, first on ${first}; its gate then stays shut until the next run`;
  return finding("verdict/not-closed", {
    message,
    group: group.name,
    ring: ring.name,
    path: ["groups", group.name, "rings", group.rings.indexOf(ring), "window"],
  });
}
