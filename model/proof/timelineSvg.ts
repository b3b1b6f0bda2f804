/**
 * A worst case as an SVG picture, for pages and prints. The same cell gives the same text, byte for byte; what is
 * late is darker as well as red, so that a print without colours tells it too.
 */
import type { Instant } from "../time";
import { formatInstant } from "../zone";
import { type TimelineFigure, timelineFigure } from "./timelineFigure";
import type { CellProof, SoakProof } from "./verdict";

export interface SvgOptions {
  /** Of the element; must be unique on a page. Made from the cell's names when left out. */
  readonly id?: string;
  /** The ring's soak, told below the bars where it is given. */
  readonly soak?: SoakProof;
}

const width = 760;
const margin = 16;
const barWidth = width - 2 * margin;
const lineHeight = 17;
const rowHeight = 36;
const barHeight = 9;
/** Words stay readable where a mark's line crosses them. */
const halo = 'stroke="#fff" stroke-width="4" paint-order="stroke"';
/** Characters that a line of 12 pixels holds for sure. */
const lineLength = 104;
/** The same of a bold line, also in the widest of the fonts that stand in for the system's. */
const boldLength = 88;

/** A self-contained `<svg>` element with an accessible title and description. */
export function timelineSvg(cell: CellProof, options: SvgOptions = {}): string {
  const figure = timelineFigure(cell, options.soak);
  const id = options.id ?? idOf(figure.subject);
  const title = `${figure.subject}: ${figure.verdict}`;
  const titleLines = wrapped(title, boldLength);
  const marksTop = 30 + lineHeight * (titleLines.length - 1);
  const rowsTop = marksTop + lineHeight * figure.marks.length + 24;
  const notesTop = rowsTop + rowHeight * figure.rows.length + 14;
  const height = notesTop + lineHeight * figure.notes.length + 6;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" id="${id}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-desc" font-family="system-ui, sans-serif" font-size="12">`,
    `<title id="${id}-title">${escaped(title)}</title>`,
    `<desc id="${id}-desc">${escaped(described(figure))}</desc>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...titleLines.map((text, index) => line(24 + lineHeight * index, text, 'font-weight="bold"')),
    ...figure.marks.map(({ at, text }, index) =>
      line(marksTop + lineHeight * (index + 1), `${formatInstant(at)}: ${text}`),
    ),
    ...markLines(figure, rowsTop, notesTop - 14),
    ...figure.rows.flatMap((_, index) => rowParts(figure, index, rowsTop + rowHeight * index)),
    ...figure.notes.map((note, index) =>
      line(notesTop + lineHeight * (index + 1) - 6, note, 'fill="#444"'),
    ),
    "</svg>",
  ].join("\n");
}

/** The words of a row, and under them its bar: the part after the due date stands out. */
function rowParts(figure: TimelineFigure, index: number, top: number): readonly string[] {
  const row = figure.rows[index];
  if (row === undefined) return [];
  const due = figure.marks.find(({ word }) => word === "due")?.at ?? row.until;
  const turn = Math.min(Math.max(due, row.from), row.until);
  const bar = (from: Instant, until: Instant, fill: string): readonly string[] =>
    until > from
      ? [
          `<rect x="${xOf(figure, from)}" y="${top + 18}" width="${Math.max(1, round(xOf(figure, until) - xOf(figure, from)))}" height="${barHeight}" fill="${fill}"/>`,
        ]
      : [];
  return [
    line(top + 13, `${row.length}: ${row.cause}`, halo),
    `<rect x="${margin}" y="${top + 22}" width="${barWidth}" height="1" fill="#ccc"/>`,
    ...bar(row.from, turn, "#8fb0cf"),
    ...bar(turn, row.until, "#a3160e"),
  ];
}

function markLines(figure: TimelineFigure, top: number, bottom: number): readonly string[] {
  return figure.marks.map(({ at, word }) => {
    const x = xOf(figure, at);
    const dashes = word === "due" ? ' stroke-dasharray="4 3"' : "";
    const anchor = x > width / 2 ? "end" : "start";
    const label = `<text x="${x}" y="${top - 2}" text-anchor="${anchor}" font-size="10">${word}</text>`;
    return `<path d="M${x} ${top}V${bottom}" stroke="#000" stroke-width="1"${dashes}/>${label}`;
  });
}

function xOf({ from, until }: TimelineFigure, at: Instant): number {
  return round(margin + (barWidth * (at - from)) / (until - from));
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

function line(y: number, text: string, attributes = ""): string {
  const more = attributes === "" ? "" : ` ${attributes}`;
  return `<text x="${margin + 4}" y="${y}"${more}>${escaped(shortened(text))}</text>`;
}

/** The picture in words, for those who do not see it. Nothing is shortened here. */
function described({ marks, rows, notes }: TimelineFigure): string {
  return [
    ...marks.map(({ at, text }) => `${formatInstant(at)}: ${text}.`),
    ...rows.map(({ length, cause }) => `${length}: ${cause}.`),
    ...notes.map((note) => `${note}.`),
  ].join(" ");
}

/** In lines between words; a title says at its end what the picture is about. */
function wrapped(text: string, length: number): readonly string[] {
  const lines: string[] = [];
  let left = text;
  while (left.length > length) {
    const space = left.lastIndexOf(" ", length);
    const end = space > 0 ? space : length;
    lines.push(left.slice(0, end));
    left = left.slice(end).trimStart();
  }
  return [...lines, left];
}

function shortened(text: string): string {
  return text.length > lineLength ? `${text.slice(0, lineLength - 1)}…` : text;
}

function idOf(subject: string): string {
  return `timeline-${subject.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
}

/** Text of an XML element or attribute, without the characters that XML forbids. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\u{fffd}")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
