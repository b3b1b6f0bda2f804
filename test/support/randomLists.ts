/** Random groups whose rings install from promotion lists, under windows, freezes and promises of a random policy. */
import fc from "fast-check";
import type { PlannedWindow } from "../../model/plan";
import { group, plan, ring, system } from "./plans";
import {
  dayMinutes,
  effectiveFrom,
  type RandomPolicy,
  randomImages,
  simulatedRing,
} from "./randomPolicies";
import type { SimulatedRing } from "./simulate";

/** What the middle one of three rings does with the system: it has a list, or has none, or is without the system. */
type Middle = "list" | "notKept" | "without";

export interface RandomLists {
  readonly policy: RandomPolicy;
  readonly windows: readonly [PlannedWindow, PlannedWindow, PlannedWindow];
  /** Minutes, of the second and the third ring. */
  readonly soaks: readonly [number, number];
  readonly middle: Middle;
}

const soak = fc.oneof(
  fc.integer({ min: 0, max: 180 }),
  fc.integer({ min: 1, max: 20 }).map((count) => count * dayMinutes),
  fc.integer({ min: 1, max: 20 * dayMinutes }),
);

export const randomLists: fc.Arbitrary<RandomLists> = fc
  .record({
    images: randomImages,
    soaks: fc.tuple(soak, soak),
    middle: fc.constantFrom<Middle>("list", "list", "notKept", "without"),
  })
  .map(({ images: { policy, image }, soaks, middle }) => ({
    // SSM knows no approval delay for the systems that have lists.
    policy: { ...policy, cloud: "aws", windowsServer: false, delays: [0, 0], source: undefined },
    windows: [...policy.windows, image],
    soaks,
    middle,
  }));

export const listedSystem = "ubuntu-24.04";

export function listPlanOf({ policy, windows, soaks, middle }: RandomLists) {
  const kept = ["none", middle === "notKept" ? "notKept" : "list", "list"] as const;
  const rings = windows.map((window, index) => {
    const one = system(0, { system: listedSystem, soakKept: kept[index] ?? "list" });
    const systems = index === 1 && middle === "without" ? [system(0)] : [one];
    return ring(`ring-${index}`, window, systems, { soak: soaks[index - 1] ?? 0 });
  });
  return plan([group(rings, policy.deadlines)], { freezes: policy.freezes, effectiveFrom });
}

export function simulatedListRing(lists: RandomLists, index: 0 | 1 | 2): SimulatedRing {
  return { ...simulatedRing(lists.policy, 0), window: lists.windows[index] };
}
