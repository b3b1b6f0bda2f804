/**
 * Text of the document as a reader may see it. What a file can hold but paper cannot show is written out: control
 * characters, line ends, and the marks that turn the direction of writing and could make a text read as another.
 */
import { unseen } from "../document/controlCharacters";

export function visible(text: string): string {
  return text.replace(/\s*[\r\n\t]+\s*/g, " ").replace(unseen, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return `\\u${code}`;
  });
}
