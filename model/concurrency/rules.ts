/** How many machines may be patched at once, and in which order: what the batches of a fleet keep. */
import type { Plan, Rate } from "../plan";
import type { Policy } from "../policy";

export interface RingRules {
  readonly name: string;
  readonly concurrency: Rate;
}

export interface GroupRules {
  readonly name: string;
  /** Groups that are patched before. */
  readonly dependsOn: readonly string[];
  readonly perCluster?: Rate | undefined;
  readonly perZone?: Rate | undefined;
  readonly perAccount?: Rate | undefined;
  /** Each ring waits for the ones before it. */
  readonly rings: readonly RingRules[];
}

export interface ConcurrencyRules {
  /** Over all groups. */
  readonly perAccount?: Rate | undefined;
  readonly perMirror?: Rate | undefined;
  readonly groups: readonly GroupRules[];
}

export function concurrencyRules(policy: Policy, plan: Plan): ConcurrencyRules {
  const { perAccount, perMirror } = policy.limits;
  return {
    perAccount,
    perMirror,
    groups: plan.groups.map(({ name, rings }) => {
      const group = policy.groups[name];
      return {
        name,
        dependsOn: group?.dependsOn ?? [],
        perCluster: group?.limits?.perCluster,
        perZone: group?.limits?.perZone,
        perAccount: group?.limits?.perAccount,
        rings: rings.map((ring) => ({ name: ring.name, concurrency: ring.concurrency })),
      };
    }),
  };
}
