/** The ways to bring a patch to the machines of a group, and which of them this release deploys. */

export const strategyKinds = ["inPlace", "rolling", "canary", "blueGreen", "replace"] as const;
export type StrategyKind = (typeof strategyKinds)[number];

export const rollbackKinds = ["simple", "snapshot", "complex"] as const;
export type RollbackKind = (typeof rollbackKinds)[number];

/** The strictest facts: what counts where a strategy leaves them out. */
export const strictest = { stateful: true, rollback: "complex" } as const satisfies {
  readonly stateful: boolean;
  readonly rollback: RollbackKind;
};

/** Those that patch machines where they stand: the others need images and machines that nothing here makes. */
export function isDeployed(kind: StrategyKind): boolean {
  return kind === "inPlace" || kind === "rolling" || kind === "canary";
}
