/** Faults of the way that promotion lists take: the ring it begins in, the rests, and the time that closes take. */
import type { PlantedFault } from "./plantedFault";

export const listFaults: readonly PlantedFault[] = [
  {
    what: "a close tells at once what its run has installed",
    file: "model/proof/lists.ts",
    find: "stop.rest + closeMinutes",
    replace: "stop.rest",
    caughtBy: ["proof/lists"],
  },
  {
    what: "a patch of a list rests in no ring",
    file: "model/proof/lists.ts",
    find: "rest: ring.soak",
    replace: "rest: 0",
    caughtBy: ["proof/lists"],
  },
  {
    what: "a list goes to its last ring at once",
    file: "model/proof/lists.ts",
    find: "[...(way?.stops ?? []), { ring, system, rest: ring.soak }]",
    replace: "[{ ring, system, rest: ring.soak }]",
    caughtBy: ["proof/lists"],
  },
  {
    what: "a list travels through its rings in the wrong order",
    file: "model/proof/lists.ts",
    find: "[...(way?.stops ?? []), { ring, system, rest: ring.soak }]",
    replace: "[{ ring, system, rest: ring.soak }, ...(way?.stops ?? [])]",
    caughtBy: ["proof/listsSimulation"],
  },
  {
    what: "a ring loses no run that would hand a list on",
    file: "model/proof/sweep.ts",
    find: "lowerBound(starts, finish + rest) + losses",
    replace: "lowerBound(starts, finish + rest)",
    caughtBy: ["proof/listsSimulation"],
  },
  {
    what: "the youngest patch of a list waits for closes that come late",
    file: "model/proof/soaks.ts",
    find: "handedOn(patched, group, stops, context)",
    replace:
      "handedOn(patched, group, stops.map((one) => ({ ...one, rest: one.rest + 60 })), context)",
    caughtBy: ["proof/listsSimulation"],
  },
  {
    what: "the way of a list begins in the ring just before",
    file: "model/proof/lists.ts",
    find: "way?.first ?? before.ring",
    replace: "before.ring",
    caughtBy: ["proof/lists"],
  },
  {
    what: "a ring with lists installs what its baseline approves",
    file: "model/proof/lists.ts",
    find: 'system.soakKept !== "list"',
    replace: 'system.soakKept !== "none"',
    caughtBy: ["proof/lists"],
  },
  {
    what: "a list is installed by the ring's own first run",
    file: "model/proof/ways.ts",
    find: "images?.image ?? lists?.first.window ?? ring.window",
    replace: "images?.image ?? ring.window",
    caughtBy: ["proof/lists"],
  },
  {
    what: "the shortest rest of a list counts from the start of the run before",
    file: "model/proof/lists.ts",
    find: "(start) => start + finishAfter",
    replace: "(start) => start",
    caughtBy: ["proof/lists"],
  },
  {
    what: "the shortest rest of a list takes a run that starts before the soak is over",
    file: "model/proof/lists.ts",
    find: "lowerBound(starts, finish + soak)",
    replace: "lowerBound(starts, finish)",
    caughtBy: ["proof/lists"],
  },
  {
    what: "only the first run of the ring before can bring a list its patch",
    file: "model/proof/lists.ts",
    find: "lowerBound(starts, until) + 1)",
    replace: "lowerBound(starts, from) + 1)",
    caughtBy: ["proof/lists"],
  },
  {
    what: "a list travels from a region in which the ring before is not",
    file: "model/expand/rings.ts",
    find: "regions.every((region)",
    replace: "regions.some((region)",
    caughtBy: ["proof/lists"],
  },
  {
    what: "the rest in a list's ring is told without its close",
    file: "model/proof/timeline.ts",
    find: 'by === "list" ? ',
    replace: 'by === "baseline" ? ',
    caughtBy: ["proof/lists"],
  },
];
