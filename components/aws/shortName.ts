/** Names that a service caps: cut where they are too long, and still different where the long ones were. */
import { createHash } from "node:crypto";

/** `text` in letters, digits, `_`, `-` and `.`, at most `longest` characters; a cut one ends in a hash of the whole. */
export function shortName(text: string, longest: number): string {
  const plain = text.replace(/[^a-zA-Z0-9_\-.]/g, "-");
  if (plain === text && text.length <= longest) return text;
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return `${plain.slice(0, longest - 9)}-${hash}`;
}
