/** Writes a rendered policy as GitHub-flavoured Markdown. What the document says can format nothing. */
import { codeSpan, escapeMarkdown } from "./escapeMarkdown";
import { timelineTable } from "./timelineTable";
import type { Block, NumberedSection, RenderedPolicy, Section, Table, Text } from "./tree";

export function toMarkdown(document: RenderedPolicy): string {
  const { title, organisation, facts, notices, sections } = document;
  const blocks = [
    `# ${escapeMarkdown(`${title} of ${organisation}`)}`,
    ...notices.map(blockText),
    tableText({ kind: "table", columns: ["", ""], rows: facts }),
    ...sections.flatMap((section) => sectionTexts(section, 2)),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** A section as paragraphs of Markdown, its title at a level; numbered where the section is. */
export function sectionTexts(section: Section | NumberedSection, level: number): readonly string[] {
  const { title, blocks, parts } = section;
  const number = "number" in section ? `${section.number}. ` : "";
  return [
    `${"#".repeat(level)} ${number}${escapeMarkdown(title)}`,
    ...blocks.map(blockText),
    ...(parts ?? []).flatMap((part) => sectionTexts(part, level + 1)),
  ];
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return inline(block.text);
    case "notice":
      return `> **${inline(block.text)}**`;
    case "list":
      return block.items
        .map((item, index) => `${block.ordered ? `${index + 1}.` : "-"} ${inline(item)}`)
        .join("\n");
    case "table":
      return tableText(block);
    case "timeline":
      return tableText(timelineTable(block));
    case "signatures":
      return tableText({
        kind: "table",
        columns: ["Role", "Name", "Date", "Signature"],
        rows: block.rows.map(({ role, who }) => [role, who, "", ""]),
      });
  }
}

function tableText({ caption, columns, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const lines = [
    line(columns.map(escapeMarkdown)),
    line(columns.map(() => "---")),
    ...rows.map((row) => line(row.map((cell) => inline(cell)))),
  ];
  return [...(caption === undefined ? [] : [`${inline(caption)}:`, ""]), ...lines].join("\n");
}

function inline(text: Text): string {
  if (typeof text === "string") return escapeMarkdown(text);
  return text
    .map((part) => {
      if (typeof part === "string") return escapeMarkdown(part);
      return "name" in part ? codeSpan(part.name) : `**${escapeMarkdown(part.strong)}**`;
    })
    .join("");
}
