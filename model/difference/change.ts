/** What a change of the document can be: its kinds and its effects, each with its mirror. */

/** What it does to the promises of a policy. `mixed`: tighter for some releases and looser for others. */
export type Effect = "weaker" | "mixed" | "stronger" | "neutral";

export type ChangeKind = "added" | "removed" | "changed" | "renamed";

/** One thing that two documents say differently. */
export interface Change {
  /** Names of keys and entries: `["groups", "web", "rings", "canary", "soak"]`. */
  readonly path: readonly string[];
  readonly kind: ChangeKind;
  readonly effect: Effect;
  /** As a document writes it; absent where there is nothing, or too much to show. */
  readonly before?: string;
  readonly after?: string;
}

const order: readonly Effect[] = ["weaker", "mixed", "stronger", "neutral"];

/** Weakened promises first. The order within an effect stays. */
export function byImportance<Item extends { readonly effect: Effect }>(
  items: readonly Item[],
): readonly Item[] {
  return order.flatMap((effect) => items.filter((item) => item.effect === effect));
}

/** The two texts of a change, where they are known. */
export function beforeAndAfter(
  before: string | undefined,
  after: string | undefined,
): Pick<Change, "before" | "after"> {
  return {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}
