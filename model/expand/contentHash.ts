/** Short names for contents: equal contents get equal names, on every machine. */
import { createHash } from "node:crypto";

/** The same contents come again and again: a baseline's for each of its rings and places. */
const known = new Map<string, string>();
const mostKnown = 5000;

/** Eight hex digits. Key order counts, so callers build the value in one place. */
export function contentHash(content: unknown): string {
  const text = JSON.stringify(content);
  const before = known.get(text);
  if (before !== undefined) return before;
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  if (known.size >= mostKnown) known.clear();
  known.set(text, hash);
  return hash;
}
