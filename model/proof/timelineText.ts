/** A worst case drawn in the terminal: every wait with its cause and a bar in proportion, at most 100 columns wide. */
import type { Instant } from "../time";
import { formatInstant } from "../zone";
import type { TimelineFigure } from "./timelineFigure";

const barColumns = 28;
const textColumns = 40;
const instantWidth = "2026-12-15 18:00".length;
const lengthWidth = 11;
/** Before the words of a line: two columns of margin, then instant, length and bar with two between them. */
const indent = 2 + instantWidth + 2 + lengthWidth + 2 + barColumns + 2;

interface Line {
  readonly at: Instant;
  readonly length: string;
  readonly bar: string;
  readonly words: string;
}

/** Rows and marks in the order in which they begin; times are UTC. */
export function timelineText(figure: TimelineFigure): string {
  const rows = figure.rows.map(
    ({ from, until, length, cause }): Line => ({
      at: from,
      length,
      bar: bar(figure, from, until),
      words: cause,
    }),
  );
  const marks = figure.marks.map(
    ({ at, text }): Line => ({ at, length: "", bar: bar(figure, at, at), words: text }),
  );
  const [released, ...others] = marks;
  const lines = [
    ...(released === undefined ? [] : [released]),
    ...[...rows, ...others].sort((a, b) => a.at - b.at),
  ];
  return [
    `${figure.subject}: ${figure.verdict}`,
    ...lines.flatMap(lineText),
    ...(figure.marks.some(({ word }) => word === "installed") ? [] : ["  never installed"]),
    ...figure.notes.map((note) => `  ${note}`),
  ].join("\n");
}

function lineText({ at, length, bar: drawn, words }: Line): readonly string[] {
  const instant = formatInstant(at).slice(0, instantWidth);
  const [first = "", ...others] = wrapped(words);
  return [
    `  ${instant}  ${length.padStart(lengthWidth)}  ${drawn}  ${first}`.trimEnd(),
    ...others.map((more) => " ".repeat(indent) + more),
  ];
}

/** Full before the due date, shaded after it; the due date itself is a line through all rows. */
function bar(figure: TimelineFigure, from: Instant, until: Instant): string {
  const due = columnOf(figure, figure.marks.find(({ word }) => word === "due")?.at ?? until);
  const first = columnOf(figure, from);
  const end = until > from ? Math.max(first + 1, columnOf(figure, until)) : first;
  return Array.from({ length: barColumns }, (_, column) => {
    if (column >= first && column < end) return column < due ? "█" : "▓";
    return column === due ? "┆" : " ";
  }).join("");
}

function columnOf({ from, until }: TimelineFigure, at: Instant): number {
  const share = (at - from) / (until - from);
  return Math.min(barColumns - 1, Math.max(0, Math.floor(share * barColumns)));
}

/** Words in lines of at most 40 characters; a longer word stays whole. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= textColumns) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
