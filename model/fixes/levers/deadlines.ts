/** The levers of last resort: the organisation's own promises. What an obligation asks is never changed. */
import { entries, field, items } from "../../document/raw";
import type { CellProof } from "../../proof/verdict";
import type { Lever, LeversOf } from "../lever";
import { longer } from "../steps";

type Path = readonly (string | number)[];

/** Longer limits of the tier for the cell's class, one lever for each that stands in the document. */
export const deadlineLevers: LeversOf = (cell, { raw }) => {
  const group = field(field(raw, "groups"), cell.group);
  const tier = String(field(group, "tier"));
  const written = field(field(field(raw, "tiers"), tier), "deadlines");
  const exposure = String(field(group, "exposure") ?? "internet");
  const path = ["tiers", tier, "deadlines"];
  const sets = Array.isArray(written)
    ? items(written).map((set, index) => ({ set, at: [...path, index] as Path }))
    : [{ set: written, at: path as Path }];
  return sets
    .flatMap(({ set, at }) => limitsOf(set, at, cell.class, exposure))
    .flatMap(({ at, text }) => limitLever(cell, tier, at, text));
};

interface Limit {
  readonly at: Path;
  readonly text: string;
}

/** Limits may stand by severity, under `exploited`, by severity there, and by exposure below any of these. */
function limitsOf(
  set: unknown,
  at: Path,
  patchClass: CellProof["class"],
  exposure: string,
): readonly Limit[] {
  const { severity, exploited } = patchClass;
  return entries(set).flatMap(([key, value]) => {
    const below = [...at, key];
    const fits = key === severity || key === exposure || (exploited && key === "exploited");
    if (!fits) return [];
    return typeof value === "string"
      ? [{ at: below, text: value }]
      : limitsOf(value, below, patchClass, exposure);
  });
}

function limitLever(cell: CellProof, tier: string, path: Path, written: string): readonly Lever[] {
  const { release, landing } = cell.worstWait;
  // What is never installed is late under every promise.
  const values = landing === "never" ? undefined : longer(written, landing - release);
  if (values === undefined) return [];
  const what = path
    .slice(3)
    .filter((step) => typeof step === "string")
    .join(" ");
  return [
    {
      kind: "own deadline",
      id: path.join("/"),
      cells: [cell],
      steps: values.count,
      monotone: true,
      change: (step) => {
        const { text, size } = values.at(step);
        return {
          kind: "own deadline",
          path,
          edits: [{ kind: "set", path, value: text }],
          size,
          sentence: `tier ${tier} promises ${what} patches within ${text} instead of ${written}`,
        };
      },
    },
  ];
}
