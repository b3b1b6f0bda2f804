/** Levers of a run's capacity: how many machines at a time, and when a run stops starting new ones. */
import type { CellProof } from "../../proof/verdict";
import type { Lever, LeversOf, Situation } from "../lever";
import { lengthText } from "../steps";

function ringOf(cell: CellProof, { plan }: Situation) {
  const rings = plan.groups.find(({ name }) => name === cell.group)?.rings ?? [];
  const index = rings.findIndex(({ name }) => name === cell.ring);
  return { index, ring: rings[index] };
}

function lacksCapacity({ verdict }: CellProof): boolean {
  return verdict.kind === "notServed" && verdict.reason.startsWith("capacity");
}

/** More machines at a time, where the run is too short for all of them. */
export const concurrencyLevers: LeversOf = (cell, situation) => {
  const { index, ring } = ringOf(cell, situation);
  if (ring === undefined || !lacksCapacity(cell)) return [];
  const { kind: unit, value: current } = ring.concurrency;
  const path = ["groups", cell.group, "rings", index, "concurrency"];
  const text = (value: number): string => (unit === "percent" ? `${value}%` : String(value));
  return [
    {
      kind: "concurrency",
      id: path.join("/"),
      cells: [cell],
      steps: (unit === "percent" ? 100 : 999) - current,
      monotone: true,
      change: (step) => {
        const value = current + step + 1;
        return {
          kind: "concurrency",
          path,
          edits: [{ kind: "set", path, value: unit === "percent" ? text(value) : value }],
          size: step + 1,
          sentence: `ring ${cell.group}.${cell.ring} patches ${text(value)} of its machines at a time instead of ${text(current)}`,
        };
      },
    },
  ];
};

/** A later cutoff where machines do not fit into the run; an earlier one where the last machine ends after it. */
export const cutoffLevers: LeversOf = (cell, situation) => {
  const { ring } = ringOf(cell, situation);
  if (ring === undefined || cell.cloud !== "aws") return [];
  const { name, cutoff, perNode, duration } = ring.window;
  // SSM counts cutoffs in whole hours.
  const lower = Math.max(0, Math.floor((cutoff - perNode) / 60));
  const higher = Math.max(0, Math.ceil((duration - cutoff) / 60) - 1);
  if (lacksCapacity(cell)) return [cutoffLever(cell, name, cutoff, -60, lower)];
  return perNode > cutoff ? [cutoffLever(cell, name, cutoff, 60, higher)] : [];
};

function cutoffLever(
  cell: CellProof,
  window: string,
  current: number,
  by: number,
  steps: number,
): Lever {
  const path = ["windows", window, "cutoff"];
  return {
    kind: "cutoff",
    id: `${path.join("/")}/${by}`,
    cells: [cell],
    steps,
    monotone: true,
    change: (step) => {
      const value = lengthText(current + by * (step + 1));
      return {
        kind: "cutoff",
        path,
        edits: [{ kind: "set", path, value }],
        size: step + 1,
        sentence: `window ${window} starts no new machine in its last ${value} instead of ${lengthText(current)}`,
      };
    },
  };
}
