/** Which cells of a proof somebody asks for, by the names of the document. */
import { suggestion } from "../document/suggestion";
import type { Cloud, Severity } from "../plan";
import { isBroken } from "./broken";
import type { CellProof, Proof, SoakProof } from "./verdict";

/** What is left out means all. Names are as they were typed, and may be wrong. */
export interface CellQuery {
  readonly group?: string | undefined;
  readonly ring?: string | undefined;
  readonly severity?: string | undefined;
  readonly exploited?: boolean | undefined;
  readonly cloud?: string | undefined;
  readonly system?: string | undefined;
}

export type CellSelection =
  | { readonly ok: true; readonly cells: readonly CellProof[] }
  | { readonly ok: false; readonly message: string };

/** What a cell is asked about: the proof's and anything that stands for one cell each. */
type Named = Pick<CellProof, "group" | "ring" | "system" | "cloud" | "class">;

const filters = [
  ["group", ({ group }: Named) => group],
  ["ring", ({ ring }: Named) => ring],
  ["cloud", ({ cloud }: Named): Cloud => cloud],
  ["system", ({ system }: Named) => system],
  ["severity", ({ class: { severity } }: Named): Severity => severity],
] as const;

/** Narrows by one name after the other, so that a message lists what there is at that point. */
export function selectCells(proof: Pick<Proof, "cells">, query: CellQuery): CellSelection {
  let cells = proof.cells;
  for (const [key, nameOf] of filters) {
    const wanted = query[key];
    if (wanted === undefined) continue;
    const known = [...new Set(cells.map(nameOf))];
    cells = cells.filter((cell) => nameOf(cell) === wanted);
    if (cells.length > 0) continue;
    const message = `unknown ${key} "${wanted}"${suggestion(wanted, known)}; there are: ${known.join(", ") || "none"}`;
    return { ok: false, message };
  }
  const asked = cells.filter((cell) => query.exploited !== true || cell.class.exploited);
  return asked.length > 0
    ? { ok: true, cells: asked }
    : { ok: false, message: "nothing is promised about exploited patches there" };
}

/** The cell that is worst off: never served, then latest, then with the least to spare. */
export function worstOf(cells: readonly CellProof[]): CellProof | undefined {
  const [first, ...others] = cells;
  return first === undefined
    ? undefined
    : others.reduce((worst, cell) => (distress(cell) > distress(worst) ? cell : worst), first);
}

/** Minutes late; what an exception accepts comes after what is broken. */
function distress(cell: CellProof): number {
  const { landing, due } = cell.worstLateness;
  if (cell.verdict.kind === "accepted") return 0;
  return isBroken(cell) && landing === "never" ? Number.POSITIVE_INFINITY : Number(landing) - due;
}

/** The soak of the ring, system and cloud of a cell. */
export function soakOf(
  { soaks }: Pick<Proof, "soaks">,
  { group, ring, system, cloud }: Named,
): SoakProof | undefined {
  return soaks.find(
    (soak) =>
      soak.group === group && soak.ring === ring && soak.system === system && soak.cloud === cloud,
  );
}
