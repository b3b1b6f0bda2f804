/** The systems of a group, whatever the ring. */
import type { PlannedGroup, RingSystem } from "../plan";

/** One for each system and cloud: rings differ in windows and delays only. */
export function uniqueCells(group: PlannedGroup): readonly RingSystem[] {
  const cells = group.rings.flatMap(({ systems }) => systems);
  const byKey = new Map(cells.map((cell) => [`${cell.system} ${cell.cloud}`, cell]));
  return [...byKey.values()];
}
