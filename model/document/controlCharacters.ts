/** Characters that no text has: YAML allows none of them as they are, and terminals obey some. */

/**
 * What can stand in a text and is not seen, or turns how the rest is read: to be written out before somebody reads it.
 * The joiners U+200C and U+200D stay: Persian, Indic scripts and pictures need them.
 */
export const unseen =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

/** All of Unicode's controls but tabs, line ends and NEL; a carriage return alone ends no line for our parser. */
const control = /[^\P{Cc}\t\n\r\u0085]|\r(?!\n)/u;

export interface ControlCharacter {
  readonly offset: number;
  readonly message: string;
}

/** The first one, since a file that is no text has thousands. */
export function controlCharacter(text: string): ControlCharacter | undefined {
  const found = control.exec(text);
  if (found === null) return undefined;
  const code = found[0].charCodeAt(0).toString(16).padStart(4, "0");
  return { offset: found.index, message: messageOf(code) };
}

function messageOf(code: string): string {
  switch (code) {
    case "0000":
      return "a NUL byte (\\u0000) stands here: the file is probably not text, or it is UTF-16; save it as UTF-8 text";
    case "000d":
      return "a carriage return (CR) without a line feed stands here, which ends no line: save the file with LF or CRLF line ends";
    default:
      return `the control character \\u${code} stands here, and no text has it: the file is probably not a text file, else remove it`;
  }
}
