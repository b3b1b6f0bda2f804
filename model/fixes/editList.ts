/** Entries of YAML lists, added and exchanged where they stand. */
import { isAlias, type Node, type YAMLSeq } from "yaml";
import type { Plain } from "./edit";
import { blockEnd, endOf, type Replacement } from "./editMapping";
import { flowText } from "./yamlText";

/** Adds an entry at the end of a list. */
export function append(text: string, list: YAMLSeq, value: Plain): Replacement | undefined {
  const last = list.items.at(-1) as Node | undefined;
  if (list.flow) {
    if (last === undefined) {
      const [from = 0, until = 0] = list.range ?? [];
      return until > from ? { from, until, text: `[${flowText(value)}]` } : undefined;
    }
    const at = endOf(last);
    return at === undefined ? undefined : { from: at, until: at, text: `, ${flowText(value)}` };
  }
  if (last?.range == null) return undefined;
  const lineStart = text.lastIndexOf("\n", last.range[0] - 1) + 1;
  const dash = /^(\s*)-\s/.exec(text.slice(lineStart, last.range[0] + 1));
  const end = blockEnd(text, last);
  if (dash === null || end === undefined) return undefined;
  return end.insert(`${dash[1]}- ${flowText(value, false)}`);
}

/** Lets two entries change places; what stands behind them stays. */
export function swap(
  text: string,
  list: YAMLSeq,
  first: number,
  second: number,
): readonly Replacement[] | undefined {
  const spans = [first, second].map((index) => {
    const node = list.items[index] as Node | undefined;
    const until = node === undefined ? undefined : endOf(node);
    const isAnchor = node !== undefined && !isAlias(node) && hasAnchor(node);
    return node?.range == null || until === undefined || isAnchor
      ? undefined
      : { from: node.range[0], until: trimmedEnd(text, node.range[0], until) };
  });
  const [one, other] = spans;
  if (one === undefined || other === undefined) return undefined;
  return [
    { ...one, text: text.slice(other.from, other.until) },
    { ...other, text: text.slice(one.from, one.until) },
  ];
}

function hasAnchor(node: Node): boolean {
  return "anchor" in node && node.anchor !== undefined;
}

function trimmedEnd(text: string, from: number, until: number): number {
  return from + text.slice(from, until).trimEnd().length;
}
