/**
 * Patches that rest in another group first. Its baselines may be others than the group's own, so that each rule's delay
 * follows from every kind of patch that the rule selects, and from when the other group installs it, if ever.
 */
import type { Freeze, RingSystem } from "../plan";
import type { Policy } from "../policy";
import { type DelayRequest, derivedDelayDays } from "../proof/deriveDelay";
import { earlierDelays } from "../proof/kinds";
import type { RestBefore } from "../restBefore";
import { knowsDelay } from "./approvals";

/** What is derived from, but for the source's own delay. */
interface PromotionRequest extends Omit<DelayRequest, "earlier" | "ownDays"> {
  /** Freezes of the group promoted from. */
  readonly ofSource: readonly Freeze[];
}

export type PromotedDelays =
  /** One for each rule. */
  | { readonly kept: true; readonly days: readonly number[] }
  /** Half a sentence. */
  | { readonly kept: false; readonly why: string };

export function promotedDelays(
  policy: Policy,
  system: Omit<RingSystem, "soakKept">,
  { group, ring, system: source }: RestBefore,
  { ofSource, ...request }: PromotionRequest,
): PromotedDelays {
  const from = `ring ${ring.name} of ${group}`;
  if (source === undefined) return lost(`${from} does not patch it there`);
  if (!knowsDelay(system.system, system.cloud)) {
    return lost("there is no approval delay there that could keep it");
  }
  const rejected = onlyRejectedIn(policy, source.baseline, system.baseline);
  if (rejected.length > 0) return lost(`${from} rejects ${rejected.join(", ")}`);
  const days: number[] = [];
  for (const rule of system.approvals) {
    const delays = earlierDelays(source, system, rule, policy.severities);
    if (delays.includes(undefined)) {
      return lost(`${from} does not approve all ${rule.classifications.join(" and ")} patches`);
    }
    const needed = delays.map((delayDays) =>
      derivedDelayDays({
        ...request,
        earlier: { window: ring.window, delayDays: delayDays ?? 0, freezes: ofSource },
        ownDays: rule.ownDays,
      }),
    );
    if (needed.includes(undefined)) return lost("no approval delay up to 360d keeps it");
    days.push(Math.max(rule.ownDays, ...needed.map((one) => one ?? 0)));
  }
  return { kept: true, days };
}

function lost(why: string): PromotedDelays {
  return { kept: false, why };
}

/** What is rejected there and not here never rests there. */
function onlyRejectedIn(policy: Policy, source: string, own: string): readonly string[] {
  const here = policy.baselines[own]?.reject ?? [];
  return (policy.baselines[source]?.reject ?? []).filter((entry) => !here.includes(entry));
}
