/**
 * Runs that begin while the ring before may still be closing: until its close is through, no verdict of it counts, and the
 * gate of the later ring stays shut. Where its own window runs again by then, the close says nothing at all. The proof counts
 * such runs as ones that happen.
 */
import { remembered } from "../memo";
import type { Finding, Plan, PlannedGroup, PlannedRing } from "../plan";
import { closeMinutes } from "../promotionLists";
import { finishAfter } from "../proof/runs";
import type { Instant, Minutes } from "../time";
import { formatInstant } from "../zone";
import { finding } from "./finding";
import { freezeNames, type LintContext, type RunSpan } from "./runSpans";

/** When the first run begins that follows too soon: of the ring before, frozen or not, and of the later one. */
interface Unclosed {
  readonly followed: Instant | undefined;
  readonly begun: Instant | undefined;
}

/** A schedule starts once a day, which a change of the clock makes an hour or two shorter. */
const shortestDay: Minutes = 22 * 60;

export function closeLints(context: LintContext): Finding[] {
  const { plan } = context;
  const groups = new Map(plan.groups.map((group) => [group.name, group]));
  const known = new Map<string, Unclosed>();
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
      const earlier = context.openRuns(window, freezes[0]);
      const found = remembered(known, `${window.name}/${later.window.name}/${names}`, () => ({
        followed:
          window.duration + margin < shortestDay
            ? undefined
            : firstUnclosed(earlier, margin, context.openRuns(window, [])),
        begun: firstUnclosed(earlier, margin, context.openRuns(later.window, freezes[1])),
      }));
      return closeFindings(plan, group, later, before.ring.patchGroup, found);
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

/** The worse of the two is told: a close that says nothing keeps the later ring shut whenever it starts. */
function closeFindings(
  { timezone }: Plan,
  group: PlannedGroup,
  ring: PlannedRing,
  before: string,
  { followed, begun }: Unclosed,
): Finding[] {
  const at = followed ?? begun;
  if (at === undefined) return [];
  const first = formatInstant(at, timezone);
  const why =
    followed === undefined
      ? `ring ${ring.name} starts in window ${ring.window.name} while ${before} may still be closing, first on ${first}; its gate then stays shut until the next run`
      : `ring ${ring.name} waits for ${before}, whose window runs again while its run before may still be closing, first on ${first}; a close that comes later says nothing, and ring ${ring.name} loses its run`;
  return [
    finding("verdict/not-closed", {
      message: `group ${group.name}: ${why}`,
      group: group.name,
      ring: ring.name,
      path: ["groups", group.name, "rings", group.rings.indexOf(ring), "window"],
    }),
  ];
}
