/**
 * Text of the document as a reader may see it. What a file can hold but paper cannot show is written out: control
 * characters, line ends, and the marks that turn the direction of writing and could make a text read as another.
 */
const invisible =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

export function visible(text: string): string {
  return text.replace(/\s*[\r\n\t]+\s*/g, " ").replace(invisible, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return `\\u${code}`;
  });
}
