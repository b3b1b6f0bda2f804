/**
 * Writes edits into the text of a YAML document. Only the tokens that change are replaced: comments, quotes, order
 * and line ends stay as they were. What cannot be written so is refused, with `undefined`.
 */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { PathStep } from "../fault";
import type { Edit, Path, Plain } from "./edit";
import { append, swap } from "./editList";
import { insertKey, type Replacement, removePair } from "./editMapping";
import { flowText, type Quotes, scalarText } from "./yamlText";

export function editText(text: string, edits: readonly Edit[]): string | undefined {
  return edits.reduce<string | undefined>(
    (current, edit) => (current === undefined ? undefined : editOnce(current, edit)),
    text,
  );
}

function editOnce(text: string, edit: Edit): string | undefined {
  const document = parseDocument(text, { logLevel: "error" });
  if (document.errors.length > 0) return undefined;
  const replacements = replacementsOf(text, document, edit);
  if (replacements === undefined) return undefined;
  return [...replacements]
    .sort((a, b) => b.from - a.from)
    .reduce(
      (current, { from, until, text: written }) =>
        current.slice(0, from) + written + current.slice(until),
      text,
    );
}

function replacementsOf(
  text: string,
  document: Document,
  edit: Edit,
): readonly Replacement[] | undefined {
  switch (edit.kind) {
    case "set":
      return set(text, document, edit.path, edit.value);
    case "remove": {
      const holder = nodeAt(document, edit.path.slice(0, -1));
      const removed = isMap(holder) ? removePair(text, holder, edit.path.at(-1) ?? "") : undefined;
      return removed && [removed];
    }
    case "append": {
      const list = nodeAt(document, edit.path);
      const appended = isSeq(list) ? append(text, list, edit.value) : undefined;
      return appended && [appended];
    }
    case "swap": {
      const list = nodeAt(document, edit.path);
      return isSeq(list) ? swap(text, list, edit.first, edit.second) : undefined;
    }
  }
}

function set(
  text: string,
  document: Document,
  path: Path,
  value: Plain,
): readonly Replacement[] | undefined {
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const holder = nodeAt(document, path.slice(0, depth));
    if (holder === undefined) continue;
    const step = path[depth] ?? "";
    const existing = isMap(holder) || isSeq(holder) ? holder.get(step, true) : undefined;
    const inner = path
      .slice(depth + 1)
      .reduceRight<Plain>((one, key) => ({ [String(key)]: one }), value);
    const written =
      existing === undefined
        ? isMap(holder) && insertKey(text, holder, String(step), flowText(inner, false))
        : replaceScalar(text, existing as Node, inner, holder);
    return written ? [written] : undefined;
  }
  return undefined;
}

/** An alias is replaced where it stands: what it points to belongs to others, too. */
function replaceScalar(
  text: string,
  node: Node,
  value: Plain,
  holder: Node,
): Replacement | undefined {
  if (typeof value === "object" || node.range == null) return undefined;
  const [from, until] = node.range;
  const inFlow = Boolean((holder as YAMLMap | YAMLSeq).flow);
  if (isAlias(node)) return { from, until, text: scalarText(value, "plain", inFlow) };
  const quotes = isScalar(node) ? quotesOf[node.type ?? "PLAIN"] : undefined;
  if (quotes === undefined || from === until) return undefined;
  return { from, until, text: scalarText(value, quotes, inFlow || isWithinFlow(text, from)) };
}

/** Block scalars, `|` and `>`, are no words that a value of ours could take the place of. */
const quotesOf: Readonly<Record<string, Quotes | undefined>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
};

/** A block mapping cannot stand inside brackets, so the line's own brackets tell. */
function isWithinFlow(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /[[{]/.test(line);
}

/** The node under a path; aliases on the way lead to the block that they share. */
function nodeAt(document: Document, path: Path): Node | undefined {
  let node: unknown = document.contents;
  for (const step of path) {
    node = child(resolved(node, document), step);
    if (node === undefined) return undefined;
  }
  return resolved(node, document);
}

function resolved(node: unknown, document: Document): Node | undefined {
  return isAlias(node) ? (node as Alias).resolve(document) : ((node ?? undefined) as Node);
}

function child(node: Node | undefined, step: PathStep): unknown {
  if (isSeq(node)) return node.items[Number(step)];
  if (!isMap(node)) return undefined;
  const pair = node.items.find(
    ({ key }: Pair) => isScalar(key) && String(key.value) === String(step),
  );
  return pair?.value ?? undefined;
}
