/** Keys of YAML mappings, written and removed where they stand. */
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import type { PathStep } from "../fault";
import { keyText } from "./yamlText";

/** A stretch of the text and what stands there instead. */
export interface Replacement {
  readonly from: number;
  readonly until: number;
  readonly text: string;
}

/** Where the written value of a node ends: comments and line ends after it are not part of it. */
export function endOf(node: Node): number | undefined {
  if ((isMap(node) || isSeq(node)) && !node.flow) {
    const last = node.items.at(-1);
    if (last === undefined) return undefined;
    return isMap(node) ? pairEnd(last as Pair) : endOf(last as Node);
  }
  return node.range?.[1];
}

function pairEnd({ key, value }: Pair): number | undefined {
  const end = value == null ? undefined : endOf(value as Node);
  return end ?? (key as Node).range?.[1];
}

/** The end of the lines that a node in block style takes, and how to write another one below them. */
export function blockEnd(
  text: string,
  node: Node,
): { readonly insert: (line: string) => Replacement } | undefined {
  const end = endOf(node);
  if (end === undefined) return undefined;
  const newline = newlineOf(text);
  // A block scalar ends with its line, all other values before it.
  if (text[end - 1] === "\n") {
    return { insert: (line) => ({ from: end, until: end, text: line + newline }) };
  }
  const at = lineEndOf(text, end);
  return at === undefined
    ? undefined
    : { insert: (line) => ({ from: at, until: at, text: newline + line }) };
}

function newlineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** The end of the line that an offset is in, when only a comment follows. */
function lineEndOf(text: string, offset: number): number | undefined {
  const [rest = ""] = /^[^\n]*/.exec(text.slice(offset)) ?? [];
  const line = rest.endsWith("\r") ? rest.slice(0, -1) : rest;
  return /^[ \t,]*(?:[ \t]#.*)?$/.test(line) ? offset + line.length : undefined;
}

/** Adds a key at the end of a mapping. */
export function insertKey(
  text: string,
  map: YAMLMap,
  key: string,
  value: string,
): Replacement | undefined {
  const entry = `${keyText(key)}: ${value}`;
  const last = map.items.at(-1);
  if (map.flow) {
    if (last === undefined) {
      const [from = 0, until = 0] = map.range ?? [];
      return until > from ? { from, until, text: `{ ${entry} }` } : undefined;
    }
    const at = pairEnd(last);
    return at === undefined ? undefined : { from: at, until: at, text: `, ${entry}` };
  }
  const lastKey = last?.key as Node | undefined;
  if (lastKey?.range == null) return undefined;
  const lineStart = text.lastIndexOf("\n", lastKey.range[0] - 1) + 1;
  const before = text.slice(lineStart, lastKey.range[0]);
  // After `- ` the first key stands deeper than its line; anything else before a key is beyond us.
  if (!/^[ -]*$/.test(before)) return undefined;
  // Sections that stand apart from each other let the new one stand apart, too.
  const apart = before === "" && /\n\r?\n/.test(text) ? newlineOf(text) : "";
  return blockEnd(text, map)?.insert(apart + " ".repeat(before.length) + entry);
}

/** Removes a key with its value; a comment behind it stays. */
export function removePair(text: string, map: YAMLMap, name: PathStep): Replacement | undefined {
  const index = map.items.findIndex(
    ({ key }) => isScalar(key) && String(key.value) === String(name),
  );
  const pair = map.items[index];
  const from = (pair?.key as Node | undefined)?.range?.[0];
  const until = pair === undefined ? undefined : pairEnd(pair);
  if (from === undefined || until === undefined || hasProperties(pair)) return undefined;
  return map.flow
    ? removeFromFlow(text, from, until, index, map.items.length)
    : removeFromBlock(text, from, until, index, map);
}

/** What an anchor names must not go. */
function hasProperties(pair: Pair | undefined): boolean {
  const value = pair?.value;
  return isScalar(value) ? value.anchor !== undefined : !isAlias(value);
}

function removeFromFlow(
  text: string,
  from: number,
  until: number,
  index: number,
  count: number,
): Replacement {
  const comma = /^\s*,[ \t]*/.exec(text.slice(until));
  if (index < count - 1 && comma !== null) {
    return { from, until: until + comma[0].length, text: "" };
  }
  const before = /,\s*$/.exec(text.slice(0, from));
  return { from: from - (before?.[0].length ?? 0), until, text: "" };
}

function removeFromBlock(
  text: string,
  from: number,
  until: number,
  index: number,
  map: YAMLMap,
): Replacement | undefined {
  const end = lineEndOf(text, until);
  if (end === undefined || map.items.length === 1) return undefined;
  const lineStart = text.lastIndexOf("\n", from - 1) + 1;
  if (/\S/.test(text.slice(until, end))) {
    // The comment takes the place of the entry; after `- ` it would take the next key with it.
    const comment = until + text.slice(until, end).search(/#/);
    return index === 0 && text.slice(lineStart, from).includes("-")
      ? undefined
      : { from, until: comment, text: "" };
  }
  if (text.slice(lineStart, from).includes("-")) {
    const next = (map.items[index + 1]?.key as Node | undefined)?.range?.[0];
    return next === undefined || text.slice(end, next).includes("#")
      ? undefined
      : { from, until: next, text: "" };
  }
  const lineBreak = /^\r?\n/.exec(text.slice(end))?.[0] ?? "";
  return { from: lineStart, until: end + lineBreak.length, text: "" };
}
