/** Short names for contents: equal contents get equal names, on every machine. */
import { createHash } from "node:crypto";

/** Eight hex digits. Key order counts, so callers build the value in one place. */
export function contentHash(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 8);
}
