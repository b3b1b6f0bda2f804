/**
 * Bounds what YAML aliases bring in: a text of a few lines can stand for millions of values, or for one that holds
 * itself. Values share what they repeat, so the text is read at once, but every check walks through all of it.
 */
import { isAlias, isMap, isNode, isScalar, isSeq, type Node } from "yaml";

/** Enough for a document that shares blocks. */
const mostUses = 100;
const mostRepeated = 100_000;

export interface AliasFault {
  readonly offset: number;
  readonly message: string;
}

interface Anchored {
  /** Values in it, with all that is repeated there; nothing while it is being read. */
  size: number | undefined;
  uses: number;
}

interface Counted {
  readonly anchors: Map<string, Anchored>;
  repeated: number;
}

/** Nesting is bounded before, so this may go down by calling itself. */
export function aliasFault(root: Node | null): AliasFault | undefined {
  const found = sizeOf(root, { anchors: new Map(), repeated: 0 });
  return typeof found === "number" ? undefined : found;
}

function sizeOf(node: unknown, counted: Counted): number | AliasFault {
  if (isAlias(node)) {
    return sizeOfAlias(node.source, node.range?.[0] ?? 0, counted);
  }
  const anchored: Anchored = { size: undefined, uses: 0 };
  const anchor = isNode(node) && (isScalar(node) || isMap(node) || isSeq(node)) && node.anchor;
  if (anchor) counted.anchors.set(anchor, anchored);
  let size = 1;
  for (const child of childrenOf(node)) {
    const below = sizeOf(child, counted);
    if (typeof below !== "number") return below;
    size += below;
  }
  anchored.size = size;
  return size;
}

function childrenOf(node: unknown): readonly unknown[] {
  if (isSeq(node)) return node.items;
  return isMap(node) ? node.items.flatMap(({ key, value }) => [key, value]) : [];
}

function sizeOfAlias(name: string, offset: number, counted: Counted): number | AliasFault {
  const anchored = counted.anchors.get(name);
  if (anchored === undefined) {
    return {
      offset,
      message: `nothing before it has the YAML anchor &${name}; write out what *${name} stands for, or quote it if it is text`,
    };
  }
  if (anchored.size === undefined) {
    return { offset, message: `*${name} stands inside what it repeats; write it out` };
  }
  anchored.uses += 1;
  counted.repeated += anchored.size;
  if (anchored.uses > mostUses) {
    return {
      offset,
      message: `the document repeats blocks by YAML aliases more than ${mostUses} times, here *${name}; write them out`,
    };
  }
  return counted.repeated > mostRepeated
    ? {
        offset,
        message: `the document repeats more than ${mostRepeated} values by YAML aliases, here by *${name}; write it flat`,
      }
    : anchored.size;
}
