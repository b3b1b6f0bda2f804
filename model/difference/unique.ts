/** Each thing once, in order of its first. */
export function unique<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Set(items)];
}
