/** Names that a service caps: cut where they are too long, and still different where the long ones were. */
import { createHash } from "node:crypto";

/** `text` in letters, digits, `_`, `-` and `.`, at most `longest` characters; a cut one ends in a hash of the whole. */
export function shortName(text: string, longest: number): string {
  const plain = text.replace(/[^a-zA-Z0-9_\-.]/g, "-");
  if (plain === text && text.length <= longest) return text;
  return `${plain.slice(0, longest - 9)}-${hashOf(text)}`;
}

/** The same in letters, digits and `_` alone, for services that take no more. */
export function underscored(text: string, longest: number): string {
  const plain = text.replace(/[^a-zA-Z0-9_]/g, "_");
  if (plain === text && text.length <= longest) return text;
  return `${plain.slice(0, longest - 9)}_${hashOf(text)}`;
}

export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
