/** How the document looks on screen and on paper. No font, image or file from elsewhere. */
import { cssString } from "./escape";

/** `footer` stands at the bottom of every printed page. */
export function styleSheet(footer: string): string {
  return `${screen}${print}${pageFooter(footer)}`;
}

const screen = `
:root { --ink: #1b2230; --soft: #566072; --line: #cdd3dc; --tint: #f4f6f9; --accent: #1f3d63;
  --good: #1c6240; --bad: #9c1c1c; }
* { box-sizing: border-box; }
html { font-size: 16px; -webkit-text-size-adjust: 100%; }
body { margin: 0; color: var(--ink); background: #fff; line-height: 1.55;
  font-family: Charter, "Bitstream Charter", "Iowan Old Style", Cambria, "Liberation Serif", Georgia, serif; }
main { max-width: 54rem; margin: 0 auto; padding: 3.5rem 2rem 5rem; }
h1, h2, h3, table, nav, figure, .facts, .label, .notice {
  font-family: "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; }
p, li, dd, h1, h2, h3, figcaption { overflow-wrap: anywhere; }
td, th { overflow-wrap: break-word; }
.label { margin: 0; font-size: 0.8rem; font-weight: 600; letter-spacing: 0.12em;
  text-transform: uppercase; color: var(--accent); }
h1 { margin: 0.2rem 0 1.6rem; font-size: 2.4rem; line-height: 1.15; font-weight: 700; letter-spacing: -0.015em; }
h2 { margin: 3.2rem 0 0.9rem; padding-top: 0.9rem; border-top: 2px solid var(--accent);
  font-size: 1.4rem; line-height: 1.25; color: var(--accent); }
h3 { margin: 2rem 0 0.6rem; font-size: 1.06rem; line-height: 1.3; }
h2 .number, h3 .number { display: inline-block; min-width: 2em; margin-right: 0.5em; color: var(--soft); font-weight: 400; }
p { margin: 0 0 0.9rem; max-width: 46rem; }
ul, ol { margin: 0 0 1rem; padding-left: 1.5rem; max-width: 46rem; }
li { margin-bottom: 0.35rem; }
code { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.84em;
  background: var(--tint); border-radius: 3px; padding: 0.08em 0.3em; }
.facts { display: grid; grid-template-columns: 13rem 1fr; margin: 0 0 1.5rem; font-size: 0.9rem;
  border-top: 2px solid var(--ink); border-bottom: 1px solid var(--ink); }
.facts > div { display: contents; }
.facts dt, .facts dd { margin: 0; padding: 0.45rem 0.2rem; border-top: 1px solid var(--line); }
.facts > div:first-child dt, .facts > div:first-child dd { border-top: 0; }
.facts dt { color: var(--soft); }
.facts code { background: none; padding: 0; }
.notice { margin: 0 0 1.1rem; padding: 0.7rem 1rem; max-width: none; font-size: 0.95rem; font-weight: 600;
  border-left: 5px solid; background: var(--tint); }
.notice.good { border-color: var(--good); color: var(--good); }
.notice.bad { border-color: var(--bad); color: var(--bad); background: #fdf3f2; }
nav { margin: 2rem 0 0; font-size: 0.92rem; }
nav h2 { margin: 0 0 0.5rem; padding: 0; border: 0; font-size: 1rem; color: var(--ink); }
nav ol { list-style: none; padding: 0; margin: 0; max-width: none; columns: 2; column-gap: 2.5rem; }
nav li { margin: 0; padding: 0.22rem 0; break-inside: avoid; }
nav .number { display: inline-block; width: 2em; color: var(--soft); }
a { color: inherit; text-decoration-color: var(--line); text-underline-offset: 0.2em; }
a:hover { text-decoration-color: currentColor; }
a:focus-visible, .scroll:focus-visible { outline: 3px solid #2f6fb7; outline-offset: 2px; }
.scroll { overflow-x: auto; margin: 0.3rem 0 1.4rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.86rem; line-height: 1.42; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: 0 0 0.45rem; font-weight: 600; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 0.9rem 0.45rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 600; border-bottom: 1.5px solid var(--ink); vertical-align: bottom; }
tbody th { font-weight: 600; }
td code, th code { font: inherit; background: none; padding: 0; }
figure { margin: 1.4rem 0 1.8rem; }
figure svg { display: block; font-family: inherit; width: 100%; height: auto; border: 1px solid var(--line); border-radius: 4px; }
figcaption { margin-top: 0.5rem; font-size: 0.86rem; color: var(--soft); }
tbody th { min-width: 5.5rem; }
.signatures td { height: 3.2rem; vertical-align: bottom; }
.signatures th { vertical-align: bottom; }
@media (max-width: 40rem) {
  main { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.9rem; }
  .facts { grid-template-columns: 1fr; }
  .facts dd { border-top: 0; padding-top: 0; }
  nav ol { columns: 1; }
}
`;

const print = `
@page { margin: 20mm 18mm 22mm; }
@media print {
  html { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 26pt; }
  h2 { margin-top: 2rem; }
  h2, h3, caption { break-after: avoid; }
  p, li { orphans: 3; widows: 3; }
  p, ul, ol { max-width: none; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  p:has(+ .scroll), p:has(+ ul), p:has(+ ol) { break-after: avoid; }
  tr, figure, .notice, li { break-inside: avoid; }
  nav { break-after: page; }
  a { text-decoration: none; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  .keep { break-inside: avoid; }
  thead { break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
}
`;

function pageFooter(words: string): string {
  const font = `font: 8pt "Helvetica Neue", Arial, "Liberation Sans", sans-serif; color: #566072;`;
  return `@page {
  @bottom-left { content: ${cssString(words)}; ${font} }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); ${font} }
}
`;
}
