/** The worst case of a promise as a table of its steps, for writers that cannot draw. */
import { timelineFigure } from "../proof/timelineFigure";
import { formatInstant } from "../zone";
import type { Table, Text, WorstCaseFigure } from "./tree";

export function timelineTable({ caption, cell }: WorstCaseFigure): Table {
  const { rows, marks } = timelineFigure(cell);
  const [released, ...others] = marks.map(({ at, text }) => ({
    at,
    row: [formatInstant(at), "", [{ strong: text }]] as readonly Text[],
  }));
  const steps = rows.map(({ from, length, cause }) => ({
    at: from,
    row: [formatInstant(from), length, cause] as readonly Text[],
  }));
  const later = [...steps, ...others].sort((a, b) => a.at - b.at).map(({ row }) => row);
  const never = marks.some(({ word }) => word === "installed")
    ? []
    : [["never", "", [{ strong: "installed" }]] as readonly Text[]];
  return {
    kind: "table",
    caption,
    columns: ["When", "Takes", "What"],
    rows: [...(released === undefined ? [] : [released.row]), ...later, ...never],
  };
}
