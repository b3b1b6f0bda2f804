/** Files beside the document: what may be named there, and how they are asked for. Pure: `load/disk.ts` reads the disk. */

/** Bytes of one file, the document itself too. */
export const largestFile = 4 * 1024 * 1024;

export type BesideText =
  | {
      readonly ok: true;
      readonly text: string;
      readonly bytes: number;
      /** The same for two names of one file. */
      readonly identity: string;
      /** Of the bytes, in hex; that of the text when left out. */
      readonly sha256?: string;
    }
  /** Why it cannot be read, a phrase to stand after the file's name; `at` the place in it, where there is one. */
  | { readonly ok: false; readonly message: string; readonly at?: Place };

/** Both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** `teams.yaml:3:7` */
export function placed(file: string, at: Place | undefined): string {
  return at === undefined ? file : `${file}:${at.line}:${at.column}`;
}

/** Paths are relative to the document's folder, with forward slashes, and pass `unsafePath`. */
export interface Beside {
  read(relative: string): BesideText;
  /** Names of the files in a folder, "" for the document's own; `undefined` when there is no such folder. */
  list(folder: string): readonly string[] | undefined;
}

/** For a text that came without a folder. */
export const nothingBeside: Beside = {
  read: () => ({
    ok: false,
    message: "is not at hand: only this text was given, without its folder",
  }),
  list: () => undefined,
};

const longestPath = 240;

/** Why a written path cannot name a file beside the document, if it cannot: a phrase that starts with "must". */
export function unsafePath(written: string): string | undefined {
  if (written === "" || written.length > longestPath) {
    return `must be a path of 1 to ${longestPath} characters`;
  }
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(written)) {
    return "must not hold control characters";
  }
  if (written.includes("\\")) {
    return "must have forward slashes";
  }
  if (written.startsWith("/") || /^[A-Za-z]:/.test(written)) {
    return "must be relative to the document's folder";
  }
  const segments = written.split("/");
  if (segments.includes("..")) {
    return "must stay inside the document's folder, without ..";
  }
  return segments.includes("") || segments.includes(".")
    ? "must be written without . and empty segments"
    : undefined;
}
