/**
 * Writes a rendered policy as one HTML file that needs nothing else: no script, no request, and a policy of the
 * page's own that forbids both, so that a hostile word in a document stays a word.
 */
import { createHash } from "node:crypto";
import type { NumberedSection, RenderedPolicy } from "../tree";
import { blockHtml, inlineHtml } from "./blocks";
import { escapeHtml } from "./escape";
import { styleSheet } from "./style";

export function toHtml(document: RenderedPolicy): string {
  const { title, organisation, facts, notices, sections } = document;
  const style = styleSheet(`${title} of ${organisation}`);
  const whole = `${title} of ${organisation}`;
  return [
    "<!doctype html>",
    `<html lang="en">`,
    "<head>",
    `<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(style)}">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<meta name="referrer" content="no-referrer">`,
    `<title>${escapeHtml(whole)}</title>`,
    `<style>${style}</style>`,
    "</head>",
    "<body>",
    "<main>",
    "<header>",
    `<p class="label">${escapeHtml(organisation)}</p>`,
    `<h1>${escapeHtml(title)}</h1>`,
    ...notices.map((notice, index) => blockHtml(notice, `notice-${index + 1}`)),
    `<dl class="facts">`,
    ...facts.map(
      ([label, value]) => `<div><dt>${escapeHtml(label)}</dt><dd>${inlineHtml(value)}</dd></div>`,
    ),
    "</dl>",
    "</header>",
    ...contents(sections),
    ...sections.flatMap((section) => sectionHtml(section, 2)),
    "</main>",
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** Only the one style sheet of the page is allowed, by its digest. */
function contentPolicy(style: string): string {
  const digest = createHash("sha256").update(style).digest("base64");
  return `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
}

function contents(sections: readonly NumberedSection[]): readonly string[] {
  return [
    `<nav aria-labelledby="contents">`,
    `<h2 id="contents">Contents</h2>`,
    "<ol>",
    ...sections.map(
      ({ id, number, title }) =>
        `<li><a href="#${id}"><span class="number">${number}</span>${escapeHtml(title)}</a></li>`,
    ),
    "</ol>",
    "</nav>",
  ];
}

function sectionHtml(section: NumberedSection, level: number): readonly string[] {
  const { id, number, title, blocks, parts } = section;
  return [
    `<section aria-labelledby="${id}"${isShort(section) ? ' class="keep"' : ""}>`,
    `<h${level} id="${id}"><span class="number">${number}</span>${escapeHtml(title)}</h${level}>`,
    ...blocks.map((block, index) => blockHtml(block, `${id}-${index + 1}`)),
    ...(parts ?? []).flatMap((part) => sectionHtml(part, level + 1)),
    "</section>",
  ];
}

/** A short section is not torn over two pages. */
function isShort({ blocks, parts }: NumberedSection): boolean {
  const lines = blocks.map((block) => {
    switch (block.kind) {
      case "list":
        return 2 * block.items.length;
      case "table":
        return block.rows.length + 1;
      case "signatures":
        return 2 * block.rows.length;
      case "timeline":
        return 12;
      default:
        return 2;
    }
  });
  return parts === undefined && lines.reduce((sum, count) => sum + count, 0) <= 8;
}
