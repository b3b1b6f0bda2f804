/** The groups of the most critical tier. */
import type { Policy } from "../policy";

/** In a document with one tier there is no top: nobody said that it is more critical than another. */
export function topTier(policy: Policy): string | undefined {
  const [first, second] = Object.keys(policy.tiers);
  return second === undefined ? undefined : first;
}

export function topTierGroups(policy: Policy): readonly string[] {
  const top = topTier(policy);
  return Object.entries(policy.groups).flatMap(([name, { tier }]) => (tier === top ? [name] : []));
}
