/** Approval delays that are deployed with another number of days, and soaks that are no longer kept, or kept now. */

import { alike } from "../expand/alike";
import type { Cloud, PlannedRing, RingSystem } from "../plan";
import { byImportance, type Effect } from "./change";
import type { Side } from "./side";
import { unique } from "./unique";

export interface DelayChange {
  readonly effect: Effect;
  readonly what: "approval delay" | "soak";
  /** `web.broad`. */
  readonly rings: readonly string[];
  readonly cloud: Cloud;
  readonly systems: readonly string[];
  readonly before: string;
  readonly after: string;
}

/** Rings and systems that stand in both documents. */
export function delayChanges(before: Side, after: Side): readonly DelayChange[] {
  const now = new Map(ringsOf(after).map((ring) => [ring.patchGroup, ring]));
  const found = ringsOf(before).flatMap((ring) => {
    const systems = now.get(ring.patchGroup)?.systems ?? [];
    return ring.systems.flatMap((system) => {
      const other = systems.find(
        (one) => one.system === system.system && one.cloud === system.cloud,
      );
      return other === undefined ? [] : systemChanges(ring.patchGroup, system, other);
    });
  });
  const joined = alike(found, ({ rings: _r, systems: _s, ...rest }) => JSON.stringify(rest)).map(
    (changes) => ({
      ...changes[0],
      rings: unique(changes.flatMap(({ rings }) => rings)),
      systems: unique(changes.flatMap(({ systems }) => systems)),
    }),
  );
  return byImportance(joined);
}

function ringsOf({ plan }: Side): readonly PlannedRing[] {
  return plan.groups.flatMap(({ rings }) => rings);
}

function systemChanges(
  ring: string,
  before: RingSystem,
  after: RingSystem,
): readonly DelayChange[] {
  const { cloud, system } = before;
  const base = { rings: [ring], cloud, systems: [system] };
  const [was, is] = [delaysText(before), delaysText(after)];
  const soaks = [before.soakKept, after.soakKept] as const;
  const isKept = soaks[1] !== "notKept";
  const turned = soaks[0] !== soaks[1] && !soaks.includes("none");
  return [
    ...(was === is
      ? []
      : [
          {
            ...base,
            effect: "neutral" as const,
            what: "approval delay" as const,
            before: was,
            after: is,
          },
        ]),
    ...(turned
      ? [
          {
            ...base,
            effect: isKept ? ("stronger" as const) : ("weaker" as const),
            what: "soak" as const,
            before: isKept ? "not kept" : "kept",
            after: isKept ? "kept" : "not kept",
          },
        ]
      : []),
  ];
}

/** The days of each approval rule, in its order. */
function delaysText({ approvals }: RingSystem): string {
  return approvals.length === 0
    ? "nothing approved"
    : approvals.map(({ afterDays }) => `${afterDays}d`).join(", ");
}
