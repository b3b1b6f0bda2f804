/** Promotions whose rest nothing keeps: one finding for each reason, with the systems that it is about. */

import { formatDuration } from "../duration";
import { finding } from "../findings/finding";
import { freezesOf } from "../freezesOf";
import type { Finding, Plan, PlannedGroup, PlannedRing, RingSystem } from "../plan";
import type { Policy } from "../policy";
import { restBefore } from "../restBefore";
import { alike } from "./alike";
import { promotedDelays } from "./promotions";

interface Unkept {
  readonly ring: PlannedRing;
  readonly system: RingSystem;
  readonly why: string;
}

export function promotionFindings(policy: Policy, plan: Plan): Finding[] {
  return plan.groups.flatMap((group) =>
    alike(unkeptIn(policy, plan, group), ({ ring, why }) => `${ring.name} ${why}`).flatMap(
      (bunch) => promotionFinding(group, bunch),
    ),
  );
}

function unkeptIn(policy: Policy, plan: Plan, group: PlannedGroup): readonly Unkept[] {
  // Without a promotion every rest is in a ring of the group itself.
  if (group.promotedFrom === undefined) return [];
  return group.rings.flatMap((ring, index) =>
    ring.systems.flatMap((system) => {
      if (system.soakKept !== "notKept") return [];
      const before = restBefore(group, group.rings.slice(0, index), ring.soak, system);
      if (before === undefined || before.group === group.name) return [];
      const delays = promotedDelays(policy, system, before, {
        window: ring.window,
        soak: before.soak,
        freezes: freezesOf(plan.freezes, group.name),
        ofSource: freezesOf(plan.freezes, before.group),
        effectiveFrom: plan.effectiveFrom,
      });
      return delays.kept ? [] : [{ ring, system, why: delays.why }];
    }),
  );
}

function promotionFinding(group: PlannedGroup, bunch: readonly Unkept[]): Finding[] {
  const [first] = bunch;
  const { promotedFrom } = group;
  if (first === undefined || promotedFrom === undefined) {
    return [];
  }
  const systems = bunch.map(({ system }) => `${system.system} on ${system.cloud}`).join(", ");
  const rest = `the rest of ${formatDuration(promotedFrom.soak)} in ${promotedFrom.ring.patchGroup}`;
  const message = `group ${group.name} ring ${first.ring.name}: ${rest} is not kept for ${systems}: ${first.why}`;
  const path = ["groups", group.name, "promotedFrom"];
  return [
    finding("promotion/not-kept", { message, group: group.name, ring: first.ring.name, path }),
  ];
}
