/** Replaces files by new texts so that, whatever happens, each holds either its old text or its new one, whole. */
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import * as path from "node:path";

export interface NewText {
  /** Absolute. */
  readonly path: string;
  /** What the file must still hold. */
  readonly before: string;
  readonly after: string;
}

export type Written = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** A new text under a name of its own beside its file, which may be reached through a link that stays one. */
interface Prepared extends NewText {
  readonly target: string;
  readonly temporary: string;
}

/** Nothing is written unless every file still holds what was read from it. */
export function replaceFiles(texts: readonly NewText[]): Written {
  const prepared: Prepared[] = [];
  const replaced: string[] = [];
  try {
    for (const text of texts) prepared.push(prepare(text));
    const changed = prepared.find(({ target, before }) => contentOf(target).text !== before);
    if (changed !== undefined) {
      const name = path.basename(changed.path);
      return refuse(prepared, `${name} has changed since it was read; run check again`);
    }
    for (const { temporary, target, path: file } of prepared) {
      renameSync(temporary, target);
      replaced.push(path.basename(file));
    }
    return { ok: true };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const done = replaced.length === 0 ? "" : `; ${replaced.join(", ")} has its new text already`;
    return refuse(
      prepared,
      `could not be written (${code})${done}; check the permissions of the file and its folder`,
    );
  }
}

function refuse(prepared: readonly Prepared[], message: string): Written {
  for (const { temporary } of prepared) rmSync(temporary, { force: true });
  return { ok: false, message };
}

/** On the disk before it takes the file's name, with the file's permissions and byte order mark. */
function prepare(text: NewText): Prepared {
  const target = realpathSync(text.path);
  const { byteOrderMark } = contentOf(target);
  const name = `.${path.basename(target)}.${process.pid}.new`;
  const temporary = path.join(path.dirname(target), name);
  const descriptor = openSync(temporary, "wx", statSync(target).mode);
  try {
    writeFileSync(descriptor, byteOrderMark + text.after);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return { ...text, target, temporary };
}

function contentOf(file: string): { readonly byteOrderMark: string; readonly text: string } {
  const content = readFileSync(file, "utf8");
  const byteOrderMark = content.startsWith("\ufeff") ? "\ufeff" : "";
  return { byteOrderMark, text: content.slice(byteOrderMark.length) };
}
