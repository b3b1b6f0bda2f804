/** The blocks of a rendered policy as HTML elements. */
import { timelineSvg } from "../../proof/timelineSvg";
import type { Block, Signatures, Table, Text, WorstCaseFigure } from "../tree";
import { plain } from "../tree";
import { breakableHtml, escapeHtml } from "./escape";

/** `id` is unique in the page and starts the ids inside the block. */
export function blockHtml(block: Block, id: string): string {
  switch (block.kind) {
    case "paragraph":
      return `<p>${inlineHtml(block.text)}</p>`;
    case "notice":
      return `<p class="notice ${block.tone}">${inlineHtml(block.text)}</p>`;
    case "list": {
      const tag = block.ordered ? "ol" : "ul";
      const items = block.items.map((item) => `<li>${inlineHtml(item)}</li>`);
      return [`<${tag}>`, ...items, `</${tag}>`].join("\n");
    }
    case "table":
      return tableHtml(block);
    case "timeline":
      return figureHtml(block, id);
    case "signatures":
      return signaturesHtml(block);
  }
}

export function inlineHtml(text: Text, written = escapeHtml): string {
  if (typeof text === "string") return written(text);
  return text
    .map((part) => {
      if (typeof part === "string") return written(part);
      return "name" in part
        ? `<code>${written(part.name)}</code>`
        : `<strong>${written(part.strong)}</strong>`;
    })
    .join("");
}

/** Tables of at most so many rows stay on one page. */
const keptRows = 10;

/** Wide tables scroll by themselves, also from the keyboard. */
function tableHtml({ caption, columns, rows }: Table): string {
  const label = escapeHtml(caption === undefined ? columns.join(", ") : plain(caption));
  return [
    `<div class="${rows.length <= keptRows ? "scroll keep" : "scroll"}" role="region" aria-label="Table: ${label}" tabindex="0">`,
    "<table>",
    ...(caption === undefined ? [] : [`<caption>${inlineHtml(caption)}</caption>`]),
    headHtml(columns),
    "<tbody>",
    ...rows.map(rowHtml),
    "</tbody>",
    "</table>",
    "</div>",
  ].join("\n");
}

function headHtml(columns: readonly string[]): string {
  const cells = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`);
  return `<thead><tr>${cells.join("")}</tr></thead>`;
}

function rowHtml([first = "", ...others]: readonly Text[]): string {
  const cells = others.map((cell) => `<td>${inlineHtml(cell, breakableHtml)}</td>`);
  return `<tr><th scope="row">${inlineHtml(first, breakableHtml)}</th>${cells.join("")}</tr>`;
}

function figureHtml(figure: WorstCaseFigure, id: string): string {
  return [
    "<figure>",
    timelineSvg(figure.cell, { id }),
    `<figcaption>${escapeHtml(figure.caption)}</figcaption>`,
    "</figure>",
  ].join("\n");
}

function signaturesHtml({ rows }: Signatures): string {
  return [
    `<table class="signatures keep">`,
    headHtml(["Role", "Name", "Date", "Signature"]),
    "<tbody>",
    ...rows.map(({ role, who }) => rowHtml([role, who, "", ""])),
    "</tbody>",
    "</table>",
  ].join("\n");
}
