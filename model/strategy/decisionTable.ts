/**
 * The decision table of strategies, as data: for each need of availability, state, way back and number of rings exactly
 * one row. A change of a row is a new version.
 */
import { type RollbackKind, rollbackKinds, type StrategyKind } from "./kinds";

export const decisionTableVersion = "1";

export const availabilityNeeds = ["low", "medium", "high"] as const;
/** How much of a group has to stay up while it is patched. */
export type AvailabilityNeed = (typeof availabilityNeeds)[number];

export interface StrategyFacts {
  readonly need: AvailabilityNeed;
  readonly stateful: boolean;
  readonly rollback: RollbackKind;
  readonly rings: "one" | "several";
}

interface DecisionRow {
  readonly need: readonly AvailabilityNeed[];
  readonly stateful: readonly boolean[];
  readonly rollback: readonly RollbackKind[];
  readonly rings: readonly StrategyFacts["rings"][];
  readonly kind: StrategyKind;
  readonly because: string;
}

const any = {
  need: availabilityNeeds,
  stateful: [true, false],
  rollback: rollbackKinds,
  rings: ["one", "several"],
} as const;

export const decisionTable: readonly DecisionRow[] = [
  {
    ...any,
    need: ["low"],
    rollback: ["simple", "snapshot"],
    kind: "inPlace",
    because: "the group may be down while it is patched, and the way back is short",
  },
  {
    ...any,
    need: ["low"],
    rollback: ["complex"],
    rings: ["several"],
    kind: "canary",
    because: "the way back is long, so a few machines show first whether the patch is good",
  },
  {
    ...any,
    need: ["low", "medium"],
    stateful: [false],
    rollback: ["complex"],
    rings: ["one"],
    kind: "replace",
    because:
      "the way back is long, and no data ties the machines: the image before is the way back",
  },
  {
    ...any,
    stateful: [true],
    rollback: ["complex"],
    rings: ["one"],
    kind: "rolling",
    because:
      "the way back is long and data ties the machines: a few at a time harm the fewest; a small ring before would be safer",
  },
  {
    ...any,
    need: ["medium", "high"],
    rollback: ["simple", "snapshot"],
    rings: ["several"],
    kind: "canary",
    because: "most of the group has to stay up, and the first ring shows whether the patch is good",
  },
  {
    ...any,
    need: ["medium", "high"],
    rollback: ["simple"],
    rings: ["one"],
    kind: "rolling",
    because: "most of the group has to stay up, and the way back is short",
  },
  {
    ...any,
    need: ["medium"],
    rollback: ["snapshot"],
    rings: ["one"],
    kind: "rolling",
    because: "some of the group has to stay up while machines are patched or restored",
  },
  {
    ...any,
    need: ["high"],
    stateful: [true],
    rollback: ["snapshot"],
    rings: ["one"],
    kind: "rolling",
    because: "most of the group has to stay up, and data ties the machines",
  },
  {
    ...any,
    need: ["high"],
    stateful: [false],
    rollback: ["snapshot"],
    rings: ["one"],
    kind: "blueGreen",
    because:
      "nearly all has to stay up and a restore takes time: the set before takes over at once",
  },
  {
    ...any,
    need: ["medium"],
    stateful: [false],
    rollback: ["complex"],
    rings: ["several"],
    kind: "replace",
    because:
      "the way back is long, and no data ties the machines: the image before is the way back",
  },
  {
    ...any,
    need: ["high"],
    stateful: [false],
    rollback: ["complex"],
    kind: "blueGreen",
    because:
      "nearly all has to stay up and the way back is long: the set before takes over at once",
  },
  {
    ...any,
    need: ["medium", "high"],
    stateful: [true],
    rollback: ["complex"],
    rings: ["several"],
    kind: "canary",
    because: "the way back is long and data ties the machines, so a few of them go first",
  },
];

/** Rows that the facts fit; the tests hold that it is always one. */
export function rowsFor({
  need,
  stateful,
  rollback,
  rings,
}: StrategyFacts): readonly DecisionRow[] {
  return decisionTable.filter(
    (row) =>
      row.need.includes(need) &&
      row.stateful.includes(stateful) &&
      row.rollback.includes(rollback) &&
      row.rings.includes(rings),
  );
}
