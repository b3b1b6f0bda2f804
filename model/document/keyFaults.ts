/** Keys of a YAML text that cannot be read as they stand: what they hold would be lost, or taken for something else. */
import { isAlias, isMap, isScalar, isSeq, type Node } from "yaml";

export interface KeyFault {
  readonly offset: number;
  readonly message: string;
}

const longestKeyShown = 60;

/**
 * Drops the pairs whose keys cannot be read, so that nothing else is said of them, and tells each in order. Of keys
 * that are equal all but the first go, so that values and positions speak of the same one; keys are equal when they
 * become one name: `true` and "true", 1 and "1".
 */
export function dropUnreadable(
  root: unknown,
  text: string,
  positionOf: (offset: number) => { readonly line: number },
): readonly KeyFault[] {
  const faults: KeyFault[] = [];
  const left: unknown[] = [root];
  while (left.length > 0) {
    const node = left.pop();
    if (isSeq(node)) for (const item of node.items) left.push(item);
    if (!isMap(node)) continue;
    const seen = new Map<string, number>();
    node.items = node.items.filter(({ key, value }) => {
      const offset = (key as Node | null)?.range?.[0] ?? (value as Node | null)?.range?.[0] ?? 0;
      const first = isScalar(key) ? firstOf(String(key.value), seen, offset) : undefined;
      const message =
        unreadable(key) ??
        (first === undefined ? undefined : repeated(text, offset, positionOf(first).line));
      if (message !== undefined) faults.push({ offset, message });
      return message === undefined;
    });
    for (const { value } of node.items) left.push(value);
  }
  return faults.sort((a, b) => a.offset - b.offset);
}

function unreadable(key: unknown): string | undefined {
  if (isAlias(key)) {
    return `the key is the alias *${key.source}; a key must be one word, so write out what it stands for`;
  }
  if (!isScalar(key)) {
    return `the key is ${isSeq(key) ? "a list" : "a mapping"}; a key must be one word, so write an entry for each`;
  }
  if (key.value === null) {
    return "the key is empty or null; write its name before the colon";
  }
  // What builds objects with names of their own drops this one, or changes what they inherit.
  return key.value === "__proto__"
    ? '"__proto__" cannot be a key or a name: JavaScript keeps it for itself; take another'
    : undefined;
}

/** Where a key was seen before in its mapping, if it was. */
function firstOf(name: string, seen: Map<string, number>, offset: number): number | undefined {
  const first = seen.get(name);
  if (first === undefined) seen.set(name, offset);
  return first;
}

function repeated(text: string, offset: number, firstLine: number): string {
  const written = /^[^\n:]*/.exec(text.slice(offset, offset + 1000))?.[0] ?? "";
  const line = written.replace(/\s+/g, " ").trim();
  const cut = line.length > longestKeyShown ? `${line.slice(0, longestKeyShown)}…` : line;
  // A key in quotes of its own keeps them.
  const shown = /^["']/.test(cut) ? cut : `"${cut}"`;
  return `${shown} is written twice here, first in line ${firstLine}; keys must be unique, so rename or remove one`;
}
