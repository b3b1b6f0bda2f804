/** Reads the document and the files beside it: the only place where the model touches the disk. */
import { createHash } from "node:crypto";
import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from "node:fs";
import * as path from "node:path";
import { type Beside, type BesideText, largestFile, type Place, unsafePath } from "../beside";
import { decodeUtf8 } from "./utf8";

type FileText =
  | { readonly ok: true; readonly text: string; readonly bytes: number; readonly sha256: string }
  | {
      readonly ok: false;
      readonly message: string;
      readonly missing: boolean;
      readonly at?: Place;
    };

/** The text of a file of at most 4 MB; from a pipe too. */
export function readFileText(file: string): FileText {
  try {
    const { size } = statSync(file);
    const bytes = size > largestFile ? undefined : readAtMost(file, size, largestFile);
    if (bytes === undefined) {
      // Rounded up: 4.0 MB would seem allowed.
      const megabytes = (Math.ceil((10 * size) / 1024 / 1024) / 10).toFixed(1);
      const has = size > largestFile ? `${megabytes} MB` : "more than 4 MB";
      return {
        ok: false,
        message: `the file has ${has}; a policy may have at most 4 MB a file`,
        missing: false,
      };
    }
    const decoded = decodeUtf8(bytes);
    if (typeof decoded !== "string") return { ok: false, missing: false, ...decoded };
    const text = decoded;
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { ok: true, text, bytes: bytes.length, sha256 };
  } catch (error) {
    const message = readFailure(error);
    return { ok: false, message, missing: message === missing };
  }
}

/** The files in the folder of a document, and below it. */
export function filesBeside(document: string): Beside {
  const folder = path.dirname(path.resolve(document));
  return {
    read: (relative) => readBeside(folder, relative),
    list: (below) => {
      const inside = insideFolder(folder, below);
      return inside.ok ? filesIn(inside.real) : undefined;
    },
  };
}

/** A file below a folder, by a relative path that neither as written nor through links leaves it. */
export function readBeside(folder: string, relative: string): BesideText {
  const unsafe = unsafePath(relative);
  if (unsafe !== undefined) {
    return { ok: false, message: unsafe };
  }
  const inside = insideFolder(folder, relative);
  if (!inside.ok) {
    return inside;
  }
  // A pipe or a device would be waited for.
  if (!statSync(inside.real).isFile()) {
    return { ok: false, message: "is no file; name a file, or a pattern such as groups/*.yaml" };
  }
  const read = readFileText(inside.real);
  return read.ok ? { ...read, identity: inside.real } : read;
}

type Inside =
  | { readonly ok: true; readonly real: string }
  | { readonly ok: false; readonly message: string };

function insideFolder(folder: string, relative: string): Inside {
  try {
    const home = realpathSync.native(folder);
    const real = realpathSync.native(path.join(home, relative));
    const way = path.relative(home, real);
    const leaves = way === ".." || way.startsWith(`..${path.sep}`) || path.isAbsolute(way);
    return leaves
      ? { ok: false, message: "is a link that leaves the document's folder; put the file inside" }
      : { ok: true, real };
  } catch (error) {
    return { ok: false, message: readFailure(error) };
  }
}

/** Entries that are folders are left out; links are listed, and judged when they are read. */
function filesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return undefined;
  }
}

/** Nothing when there is more: the size that a file tells says little when it grows, or is a pipe. */
function readAtMost(file: string, size: number, most: number): Uint8Array | undefined {
  const handle = openSync(file, "r");
  try {
    const parts: Uint8Array[] = [];
    for (let total = 0; total <= most; ) {
      const part = new Uint8Array(Math.max(size - total, 0) + 64 * 1024);
      const length = readSync(handle, part);
      if (length === 0) return Buffer.concat(parts);
      parts.push(part.subarray(0, length));
      total += length;
    }
    return undefined;
  } finally {
    closeSync(handle);
  }
}

const missing = "no such file";

function readFailure(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return missing;
    case "EISDIR":
      return "this is a folder; give the path of the policy document in it";
    case "EACCES":
    case "EPERM":
      return "the file may not be read; check its permissions";
    case "ELOOP":
      return "the link leads to itself";
    default:
      return `cannot be read: ${code === "" ? String(error) : code}`;
  }
}
