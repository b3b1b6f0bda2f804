/** Text for HTML, attributes and style sheets. Everything of the document passes one of these. */
import { visible } from "../visibleText";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Fit for elements and for quoted attributes. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const longestWord = 24;

/** The same for narrow places such as cells: a word that is longer than any of the language may be broken. */
export function breakableHtml(text: string): string {
  return visible(text)
    .split(/(\s+)/)
    .map((word) => {
      const parts = [...word];
      const count = Math.ceil(parts.length / longestWord);
      return Array.from({ length: count }, (_, index) =>
        escapeHtml(parts.slice(index * longestWord, (index + 1) * longestWord).join("")),
      ).join("<wbr>");
    })
    .join("");
}

/** A string of CSS: all but plain letters, digits and spaces is written by its code. */
export function cssString(text: string): string {
  const safe = visible(text).replace(
    /[^A-Za-z0-9 ]/gu,
    (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
  );
  return `"${safe}"`;
}
