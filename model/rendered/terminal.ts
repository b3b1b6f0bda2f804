/** Writes sections for a terminal: titles, and tables of plain text. What a document says cannot steer the terminal. */
import { renderTable } from "../textTable";
import { timelineTable } from "./timelineTable";
import { type Block, plain, type Section, type Table } from "./tree";
import { visible } from "./visibleText";

export function toTerminal(sections: readonly Section[]): readonly string[] {
  return sections.flatMap(({ title, blocks, parts }, index) => [
    ...(index === 0 ? [] : [""]),
    visible(title),
    ...blocks.flatMap(blockLines),
    ...toTerminal(parts ?? []),
  ]);
}

function blockLines(block: Block): readonly string[] {
  switch (block.kind) {
    case "paragraph":
    case "notice":
      return [`  ${visible(plain(block.text))}`];
    case "list":
      return block.items.map((item) => `  - ${visible(plain(item))}`);
    case "table":
      return tableLines(block);
    case "timeline":
      return tableLines(timelineTable(block));
    case "signatures":
      return block.rows.map(({ role, who }) => `  ${visible(`${role} ${who}`.trim())}: ________`);
  }
}

function tableLines({ columns, rows }: Table): readonly string[] {
  const cells = rows.map((row) => row.map((cell) => visible(plain(cell))));
  return renderTable(columns, cells).map((line) => `  ${line}`.trimEnd());
}
