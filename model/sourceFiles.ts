/** The files that a document was read from, each by the digest of its bytes: what a signature is given for. */
import { createHash } from "node:crypto";
import * as path from "node:path";
import type { Beside } from "./beside";

/** A file, and the SHA-256 of its bytes in hex. */
export interface SourceFile {
  readonly file: string;
  readonly sha256: string;
}

/** The same files beside a document, and a list of the document and of each of them that is read. */
export function recorded(
  own: SourceFile,
  beside: Beside,
): { readonly files: readonly SourceFile[]; readonly beside: Beside } {
  const files = [own];
  const read: Beside["read"] = (relative) => {
    const found = beside.read(relative);
    const file = path.join(path.dirname(own.file), relative);
    if (found.ok && !files.some((known) => known.file === file))
      files.push({ file, sha256: found.sha256 ?? digest(found.text) });
    return found;
  };
  return { files, beside: { ...beside, read } };
}

export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
