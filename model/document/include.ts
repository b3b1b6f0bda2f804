/** Which files a document includes: its paths and patterns, and the texts that they name. Works on the raw values. */
import { type Beside, placed, unsafePath } from "../beside";
import type { PathFault } from "../fault";
import { formatPath } from "../fault";
import { patternText } from "./parsed";
import { field } from "./raw";

const includeForm = "a file in the document's folder or below, such as teams.yaml or groups/*.yaml";
/** For editors: what is read is judged below, with a reason. */
export const includedPath = patternText(/^(?!\/)[^\\*]*\*?[^\\*/]*$/, includeForm);
const mostFiles = 1000;
const mostMegabytes = 64;

export interface IncludedText {
  /** Relative to the document's folder. */
  readonly relative: string;
  readonly text: string;
}

/** @param own name of the document's own file, which no pattern matches. Files are read when they are asked for. */
export function* includedTexts(
  root: unknown,
  own: string,
  beside: Beside,
): Generator<IncludedText | PathFault> {
  const written = field(root, "include");
  if (written === undefined) return;
  if (!Array.isArray(written)) {
    yield fault([], `must be a list, each entry ${includeForm}, got ${shown(written)}`);
    return;
  }
  const named = written.map((entry, index) => filesOf(entry, index, own, beside));
  yield* named.flatMap((one) => one.faults);
  const files = named.flatMap((one, index) => one.files.map((file) => ({ file, index })));
  if (files.length > mostFiles) {
    yield fault(
      [],
      `names ${files.length} files; a document may include at most ${mostFiles}, so put more into each`,
    );
    return;
  }
  yield* readAll(files, beside);
}

interface NamedFile {
  readonly file: string;
  /** Index of the entry that names it. */
  readonly index: number;
}

function* readAll(
  files: readonly NamedFile[],
  beside: Beside,
): Generator<IncludedText | PathFault> {
  const seen = new Map<string, NamedFile>();
  let bytes = 0;
  for (const { file, index } of files) {
    const read = beside.read(file);
    if (!read.ok) {
      yield fault([index], `${placed(file, read.at)}: ${read.message}`);
      continue;
    }
    const before = seen.get(read.identity);
    if (before !== undefined) {
      yield fault([index], twice(file, before));
      continue;
    }
    seen.set(read.identity, { file, index });
    bytes += read.bytes;
    if (bytes > mostMegabytes * 1024 * 1024) {
      const message = `the files hold more than ${mostMegabytes} MB up to ${file}; a document may have at most that`;
      yield fault([index], message);
      return;
    }
    yield { relative: file, text: read.text };
  }
}

function twice(file: string, before: NamedFile): string {
  const other = before.file === file ? "" : `, as ${before.file}`;
  return `${file} is included twice, before by ${formatPath(["include", before.index])}${other}; remove one`;
}

const longestShown = 60;

function shown(written: unknown): string {
  if (written === null) return "nothing";
  if (Array.isArray(written)) return "a list";
  if (typeof written === "object") return "a mapping";
  const text = typeof written === "string" ? `"${written}"` : String(written);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

interface FilesOfEntry {
  readonly files: readonly string[];
  readonly faults: readonly PathFault[];
}

function filesOf(entry: unknown, index: number, own: string, beside: Beside): FilesOfEntry {
  const refuse = (message: string): FilesOfEntry => ({
    files: [],
    faults: [fault([index], message)],
  });
  if (typeof entry !== "string" || entry.trim() === "") {
    return refuse(`must be ${includeForm}, got ${shown(entry)}`);
  }
  const unsafe = unsafePath(entry) ?? unknownPattern(entry);
  if (unsafe !== undefined) {
    return refuse(`${unsafe}, got ${entry}; name ${includeForm}`);
  }
  if (!entry.includes("*")) {
    return entry === own
      ? refuse(`${own} includes itself; remove it`)
      : { files: [entry], faults: [] };
  }
  const folder = entry.slice(0, entry.lastIndexOf("/") + 1);
  const listed = beside.list(folder.slice(0, -1));
  const files = (listed ?? [])
    .filter((name) => matches(name, entry.slice(folder.length)))
    .map((name) => `${folder}${name}`)
    .filter((file) => file !== own)
    .sort();
  return files.length > 0
    ? { files, faults: [] }
    : refuse(
        listed === undefined
          ? `${entry} matches nothing: there is no such folder`
          : `${entry} matches no file; correct the pattern, or remove it until there is one`,
      );
}

function unknownPattern(entry: string): string | undefined {
  const folder = entry.slice(0, entry.lastIndexOf("/") + 1);
  if (folder.includes("*")) {
    return "must have its * in the last part, behind the last /";
  }
  return entry.split("*").length > 2 ? "must have one * at most" : undefined;
}

/** As in a shell, `*` does not match the dot that hides a file. */
function matches(name: string, pattern: string): boolean {
  const [before = "", after = ""] = pattern.split("*");
  return (
    name.length >= before.length + after.length &&
    name.startsWith(before) &&
    name.endsWith(after) &&
    (before !== "" || !name.startsWith("."))
  );
}

function fault(below: readonly number[], message: string): PathFault {
  const path = ["include", ...below];
  return { path, message: `${formatPath(path)}: ${message}` };
}
