/** The nearest known word, for messages about a misspelt one. */
import { closest, distance } from "fastest-levenshtein";

/** ` (did you mean "x"?)` when something is near enough to be meant, else nothing. */
export function suggestion(written: string, known: readonly string[]): string {
  if (known.length === 0) {
    return "";
  }
  const nearest = closest(written, known);
  return distance(written, nearest) <= Math.max(2, Math.floor(written.length / 2))
    ? ` (did you mean "${nearest}"?)`
    : "";
}

/** `unknown group "wbe" (did you mean "web"?); allowed: web, build` */
export function unknownWord(what: string, written: string, known: readonly string[]): string {
  return `unknown ${what} "${written}"${suggestion(written, known)}; allowed: ${known.join(", ")}`;
}
