/** Half-open spans of instants: what is in both of two lists, and what is in the first only. */
import type { Interval } from "../calendar";
import { union } from "../proof/runs";

/** Both lists disjoint and in order, as `union` makes them. */
export function common(one: readonly Interval[], other: readonly Interval[]): readonly Interval[] {
  const found: Interval[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [a, b] = [one[i], other[j]];
    if (a === undefined || b === undefined) return found;
    const [from, until] = [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
    if (from < until) found.push([from, until]);
    if (a[1] < b[1]) i++;
    else j++;
  }
}

/** What of `one` lies in none of `other`. */
export function without(one: readonly Interval[], other: readonly Interval[]): readonly Interval[] {
  const taken = union(other);
  const edges = [Number.NEGATIVE_INFINITY, ...taken.flat(), Number.POSITIVE_INFINITY];
  const free: Interval[] = [];
  for (let index = 0; index < edges.length; index += 2) {
    free.push([edges[index] ?? 0, edges[index + 1] ?? 0]);
  }
  return common(union(one), free);
}
