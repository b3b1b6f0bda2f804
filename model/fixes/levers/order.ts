/** The lever of the order in which a patch travels: a late ring changes places with one before it. */
import { field, items } from "../../document/raw";
import type { Edit } from "../edit";
import type { Lever, LeversOf } from "../lever";

/** Soaks stay where they are in the order: the ring that is now first waits for nobody. */
export const orderLevers: LeversOf = (cell, { raw }) => {
  const path = ["groups", cell.group, "rings"];
  const rings = items(field(field(field(raw, "groups"), cell.group), "rings"));
  const late = rings.findIndex((ring) => field(ring, "name") === cell.ring);
  if (late < 1) return [];
  const lever: Lever = {
    kind: "ring order",
    id: `${path.join("/")}/${late}`,
    cells: [cell],
    steps: late,
    monotone: false,
    change: (step) => {
      const first = late - 1 - step;
      const other = String(field(rings[first], "name"));
      return {
        kind: "ring order",
        path: [...path, first],
        edits: [
          { kind: "swap", path, first, second: late },
          ...soakEdits(path, rings, first, late),
          ...soakEdits(path, rings, late, first),
        ],
        size: step + 1,
        sentence: `rings ${cell.group}.${cell.ring} and ${cell.group}.${other} change places; the soaks stay where they are in the order`,
      };
    },
  };
  return [lever];
};

/** After the swap the ring at `to` has the soak of the ring that came from `from`: it gets back the one of its place. */
function soakEdits(
  path: readonly (string | number)[],
  rings: readonly unknown[],
  to: number,
  from: number,
): readonly Edit[] {
  const [wanted, carried] = [field(rings[to], "soak"), field(rings[from], "soak")];
  const key = [...path, to, "soak"];
  if (wanted === carried) return [];
  return typeof wanted === "string"
    ? [{ kind: "set", path: key, value: wanted }]
    : [{ kind: "remove", path: key }];
}
