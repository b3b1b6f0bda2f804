/** The policy as a document for people, before it is HTML or Markdown: sections of paragraphs, lists, tables and figures. */
import type { CellProof } from "../proof/verdict";

/** A piece of running text: plain, a name as the document writes it, or words that stand out. */
export type Inline = string | { readonly name: string } | { readonly strong: string };
export type Text = string | readonly Inline[];

/** Rows of cells under columns; the first cell of a row names it. */
export interface Table {
  readonly kind: "table";
  readonly caption?: Text;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Text[])[];
}

/** The worst case of a promise as a drawing; where nothing can be drawn, as a table of its steps. */
export interface WorstCaseFigure {
  readonly kind: "timeline";
  readonly caption: string;
  readonly cell: CellProof;
}

/** Lines on which people sign. */
export interface Signatures {
  readonly kind: "signatures";
  readonly rows: readonly { readonly role: string; readonly who: string }[];
}

export type Block =
  | { readonly kind: "paragraph"; readonly text: Text }
  /** A sentence that nobody may overlook. */
  | { readonly kind: "notice"; readonly tone: "good" | "bad"; readonly text: Text }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly Text[] }
  | Table
  | WorstCaseFigure
  | Signatures;

export interface Section {
  /** Unique in the document: what links point to. Made of lower-case letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly parts?: readonly Section[];
}

export interface NumberedSection extends Section {
  /** `3`, `3.1`. */
  readonly number: string;
  readonly parts?: readonly NumberedSection[];
}

export interface RenderedPolicy {
  readonly title: string;
  readonly organisation: string;
  /** Who wrote, approved and owns it, from when it counts: pairs of a label and what it says. */
  readonly facts: readonly (readonly [label: string, value: Text])[];
  /** What stands above everything else, such as that nobody approved it. */
  readonly notices: readonly Block[];
  readonly sections: readonly NumberedSection[];
}

export function paragraph(text: Text): Block {
  return { kind: "paragraph", text };
}

export function list(items: readonly Text[], ordered = false): readonly Block[] {
  return items.length === 0 ? [] : [{ kind: "list", ordered, items }];
}

/** A table without rows is none. */
export function table(
  columns: readonly string[],
  rows: readonly (readonly Text[])[],
  caption?: Text,
): readonly Block[] {
  return rows.length === 0
    ? []
    : [{ kind: "table", columns, rows, ...(caption === undefined ? {} : { caption }) }];
}

/** Running text with names in it: text`Ring ${name("canary")} comes first.` */
export function text(words: TemplateStringsArray, ...parts: readonly (Text | number)[]): Text {
  return words.flatMap((word, index): readonly Inline[] => {
    const part = parts[index];
    const before: readonly Inline[] = word === "" ? [] : [word];
    if (part === undefined || part === "") return before;
    return [...before, ...(typeof part === "object" ? part : [String(part)])];
  });
}

/** A name as the document writes it, inside running text. */
export function name(word: string): readonly Inline[] {
  return [{ name: word }];
}

export function strong(words: string): readonly Inline[] {
  return [{ strong: words }];
}

/** `a`, `b` and `c`. */
export function names(words: readonly string[]): readonly Inline[] {
  return words.flatMap((word, index): readonly Inline[] => {
    if (index === 0) return [{ name: word }];
    return [index === words.length - 1 ? " and " : ", ", { name: word }];
  });
}

/** The same without what is meant to stand out: for text that only a program reads. */
export function plain(text: Text): string {
  return typeof text === "string"
    ? text
    : text
        .map((part) => (typeof part === "string" ? part : "name" in part ? part.name : part.strong))
        .join("");
}

export function numbered(sections: readonly Section[]): readonly NumberedSection[] {
  return sections.map((section, index) => numberedAs(section, String(index + 1)));
}

function numberedAs({ parts, ...section }: Section, number: string): NumberedSection {
  return {
    ...section,
    number,
    ...(parts === undefined
      ? {}
      : { parts: parts.map((part, index) => numberedAs(part, `${number}.${index + 1}`)) }),
  };
}
