/** Faults of the way that images take: the build, the rings that hand them on, and what is said of it. */
import type { PlantedFault } from "./plantedFault";

export const imageFaults: readonly PlantedFault[] = [
  {
    what: "an image rests in no ring",
    file: "model/proof/images.ts",
    find: "rest: one.ring.soak",
    replace: "rest: 0",
    caughtBy: ["proof/images"],
  },
  {
    what: "an image rests before the first ring",
    file: "model/proof/images.ts",
    find: "{ ...first, rest: 0 }",
    replace: "{ ...first, rest: 60 * 24 }",
    caughtBy: ["proof/images"],
  },
  {
    what: "an image goes to its last ring at once",
    file: "model/proof/images.ts",
    find: "[...before, { ring, system }] as const",
    replace: "[{ ring, system }] as const",
    caughtBy: ["proof/images"],
  },
  {
    what: "a ring takes an image that is still built",
    file: "model/proof/sweep.ts",
    find: "lowerBound(starts, finish + rest) + losses",
    replace: "lowerBound(starts, finish + rest - 60 * 24) + losses",
    caughtBy: ["proof/images"],
  },
  {
    what: "rings lose no run of an image",
    file: "model/proof/sweep.ts",
    find: "lowerBound(starts, finish + rest) + losses",
    replace: "lowerBound(starts, finish + rest)",
    caughtBy: ["proof/images"],
  },
  {
    what: "an image's timeline forgets the rest",
    file: "model/proof/landing.ts",
    find: "finish + leg.rest",
    replace: "finish",
    caughtBy: ["proof/images"],
  },
  {
    what: "the delay that keeps a soak in place delays the build",
    file: "model/proof/ways.ts",
    find: "images?.stops[0].system ?? system",
    replace: "system",
    caughtBy: ["proof/images"],
  },
  {
    what: "what nothing deploys is kept",
    file: "model/proof/cell.ts",
    find: "return undeployed === undefined\n",
    replace: "return undeployed !== null\n",
    caughtBy: ["proof/images"],
  },
  {
    what: "an exception accepts what nothing deploys",
    file: "model/proof/cell.ts",
    find: "undeployed !== undefined || lateUntil === undefined",
    replace: "lateUntil === undefined",
    caughtBy: ["proof/images"],
  },
  {
    what: "a path patches machines that images replace",
    file: "model/proof/outcome.ts",
    find: "if (undeployedReason(cell.group) !== undefined) return routine;",
    replace: "",
    caughtBy: ["proof/images"],
  },
  {
    what: "the youngest patch of an image is one that was built just before",
    file: "model/proof/imageRests.ts",
    find: "lastApprovedBy(start, delayDays, reading)",
    replace: "lastApprovedBy(start - 1, delayDays, reading)",
    caughtBy: ["proof/images"],
  },
];
