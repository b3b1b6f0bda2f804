/** The whole document as one source: its own file, and the files that it includes. */
import * as path from "node:path";
import type { Beside } from "../beside";
import type { Fault, PathStep } from "../fault";
import { formatPath } from "../fault";
import { includedTexts } from "./include";
import { inItsFile, join, type Piece, placeOf } from "./join";
import { entries, isMapping } from "./raw";
import type { Joining } from "./sections";
import { unknownKey } from "./shapeFaults";
import { type ParsedSource, parseSource, type Source } from "./source";

/** Parses a document with all that it includes. Never throws for bad input. */
export function parseWhole(
  file: string,
  text: string,
  beside: Beside,
  joining: Joining,
): ParsedSource {
  const parsed = parseSource(file, text);
  if (!parsed.ok) {
    return parsed;
  }
  const root = parsed.source;
  const faults = [...root.faults];
  const parts: Source[] = [];
  let isWhole = true;
  for (const found of includedTexts(root.value, path.basename(file), beside)) {
    const part =
      "text" in found
        ? parseSource(path.join(path.dirname(file), found.relative), found.text)
        : { ok: false as const, faults: [root.locate(found)] };
    if (part.ok) parts.push(part.source);
    else faults.push(...part.faults);
    isWhole &&= part.ok;
  }
  // What a missing file would have defined cannot be told from what nobody defined.
  if (!isWhole) {
    return { ok: false, faults };
  }
  return { ok: true, source: parts.length === 0 ? root : joinedSource(root, parts, joining) };
}

function joinedSource(root: Source, parts: readonly Source[], joining: Joining): Source {
  const keys = joining.kind === "keys" ? joining.keys : {};
  const checked = parts.map((part) => partPieces(part, root.file, keys));
  const rootPiece: Piece = { source: root, path: [], value: root.value };
  const joined = join(joining, [rootPiece, ...checked.flatMap(({ pieces }) => pieces)]);
  const { value, place } = joined;
  return {
    file: root.file,
    files: [root, ...parts].map((source) => source.file),
    value,
    faults: [
      ...[root, ...parts].flatMap((source) => source.faults),
      ...checked.flatMap((one) => one.faults),
      ...joined.faults,
    ],
    locate: (written) => {
      const { source, fault } = inItsFile(place, written);
      return source.locate(fault);
    },
    seen: (written: readonly PathStep[]) => {
      const { piece, rest } = placeOf(place, written);
      return piece.source.seen([...piece.path, ...rest]);
    },
    placeOf: (written: readonly PathStep[]) => {
      const { piece, rest } = placeOf(place, written);
      return { file: piece.source.file, path: [...piece.path, ...rest] };
    },
  };
}

/** An included file without what only the root document says. */
function partPieces(
  part: Source,
  rootFile: string,
  keys: Readonly<Record<string, Joining>>,
): { readonly pieces: readonly Piece[]; readonly faults: readonly Fault[] } {
  if (!isMapping(part.value)) {
    const seen = part.value == null ? "nothing" : part.seen([]);
    const message = `an included file must be a mapping of sections such as groups, got ${seen}; write one into it, or do not include it`;
    return { pieces: [], faults: [part.locate({ path: [], message })] };
  }
  const allowed = Object.keys(keys).filter((key) => isPartSection(key, keys[key]));
  const faults = entries(part.value).flatMap(([key, value]): Fault[] => {
    if (allowed.includes(key) || (key === "version" && value === 1)) return [];
    const fault = Object.hasOwn(keys, key)
      ? { path: [key], atKey: key !== "version", message: onlyInRoot(key, rootFile) }
      : unknownKey([], key, allowed);
    return [part.locate(fault)];
  });
  const value = Object.fromEntries(entries(part.value).filter(([key]) => allowed.includes(key)));
  return { pieces: [{ source: part, path: [], value }], faults };
}

/** What an included file may hold: all that can be joined, but no files of its own. */
export function isPartSection(key: string, joining: Joining | undefined): boolean {
  return key !== "include" && joining !== undefined && joining.kind !== "once";
}

function onlyInRoot(key: string, rootFile: string): string {
  if (key === "version") {
    return `${formatPath([key])} must be 1, as in ${rootFile}; write 1, or leave it out in an included file`;
  }
  return key === "include"
    ? `include stands only in the root document; name the file in the include of ${rootFile}`
    : `${key} is said once, in the root document ${rootFile}; move or remove it`;
}
