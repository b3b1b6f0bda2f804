/** A difference as sections that people read, in a terminal or under a pull request: weakened promises first. */
import { type Section, table } from "../rendered/tree";
import { counted } from "../textTable";
import type { Effect } from "./change";
import type { Difference } from "./difference";
import {
  changeRow,
  delayRow,
  deployedRow,
  figureColumns,
  figuresRow,
  isDelay,
  promiseRows,
  runsRow,
  tagParagraphs,
} from "./reportRows";

/** Sections that have nothing to say are left out; without any the documents say the same. */
export function reportDifference(difference: Difference): readonly Section[] {
  const { changes, delays, figures, runs, deployed } = difference;
  const section = (id: string, title: string, blocks: Section["blocks"]): readonly Section[] =>
    blocks.length === 0 ? [] : [{ id, title, blocks }];
  return [
    ...section(
      "promises",
      "Promises",
      table(["", "what", "before → after"], promiseRows(difference)),
    ),
    ...section(
      "document",
      "The document",
      table(["", "what", "before → after"], changes.map(changeRow)),
    ),
    ...section("worst-cases", "Worst cases", table(figureColumns, figures.map(figuresRow))),
    ...section(
      "delays",
      "Approval delays as deployed",
      table(["rings", "systems", "before → after"], delays.filter(isDelay).map(delayRow)),
    ),
    ...section(
      "runs",
      "Runs",
      table(["rings", "next starts, UTC", "runs in a year"], runs.map(runsRow)),
    ),
    ...section("deployed", "Deployed", [
      ...table(
        ["place", "what", "created", "deleted", "changed", "kept"],
        deployed.map(deployedRow),
      ),
      ...tagParagraphs(difference),
    ]),
  ];
}

/** `2 promises weaker, 1 stronger; 3 changes of the document`. */
export function summariseDifference({ changes, promises, verdicts, delays }: Difference): string {
  if (changes.length === 0) return "the documents say the same";
  const about = [...promises, ...verdicts, ...delays];
  const count = (...effects: readonly Effect[]): number =>
    about.filter(({ effect }) => effects.includes(effect)).length;
  const weaker = count("weaker", "mixed");
  const weakerChanges = changes.filter(({ effect }) => effect === "weaker" || effect === "mixed");
  const parts = [
    `${counted(weaker, "promise")} weaker`,
    `${counted(count("stronger"), "promise")} stronger`,
    `${counted(changes.length, "change of the document", "changes of the document")}${
      weakerChanges.length === 0 ? "" : `, ${weakerChanges.length} of them weaker`
    }`,
  ];
  return parts.join(", ");
}
