/** The systems of a group, whatever the ring. */
import { once } from "../memo";
import type { PlannedGroup, RingSystem } from "../plan";

/** One for each system and cloud: rings differ in windows and delays only. */
export const uniqueCells = once((group: PlannedGroup): readonly RingSystem[] => {
  const byKey = new Map<string, RingSystem>();
  for (const systems of new Set(group.rings.map((ring) => ring.systems))) {
    for (const cell of systems) byKey.set(`${cell.system} ${cell.cloud}`, cell);
  }
  return [...byKey.values()];
});
