/** The YAML text of a document: its values, and where each of them stands. */
import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import type { Fault, PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";
import { aliasFault } from "./aliases";
import { controlCharacter, unseen } from "./controlCharacters";
import { dropUnreadable } from "./keyFaults";
import { linesOf } from "./lines";
import { plainYaml } from "./plainYaml";
import { type ParsedYaml, parseYaml } from "./yaml";

const longestValueShown = 60;
const longestMessage = 1000;
/** One slip makes the parser stumble on and on. */
const mostSyntaxFaults = 5;
const nestedTooDeeply = "the document is nested too deeply to be a policy; write it flat";

export interface Source {
  readonly file: string;
  /** All files of the document in order, this one first. */
  readonly files: readonly string[];
  readonly value: unknown;
  /** Faults of the YAML itself that leave values to look at: keys written twice, or that are no names. */
  readonly faults: readonly Fault[];
  locate(fault: PathFault): Fault;
  /** The value as written, shortened for a message; `undefined` when there is none. */
  seen(path: readonly PathStep[]): string | undefined;
  /** The file that a path stands in, or would be written into, and the path there. */
  placeOf(path: readonly PathStep[]): SourcePlace;
}

export interface SourcePlace {
  readonly file: string;
  readonly path: readonly PathStep[];
}

export type ParsedSource =
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Parses YAML 1.2. Never throws for bad input. */
export function parseSource(file: string, text: string): ParsedSource {
  const positionOf = linesOf(text);
  const at = (offset: number, path: string, message: string): Fault => ({
    file,
    ...positionOf(offset),
    path,
    message: oneLine(message),
  });
  // Before the parser, whose words about them would be YAML's.
  const control = controlCharacter(text);
  if (control !== undefined) {
    return { ok: false, faults: [at(control.offset, "", control.message)] };
  }
  try {
    const parsed = readYaml(text);
    const refused = oneOfEachLine(
      refusals(parsed, text).map(([offset, message]) => at(offset, "", message)),
    );
    const root = parsed.document?.contents ?? null;
    if (refused.length > 0 || parsed.document === undefined) {
      return { ok: false, faults: refused };
    }
    const faults = dropUnreadable(root, text, positionOf).map(({ offset, message }) =>
      at(offset, "", message),
    );
    const value: unknown = parsed.document.toJS({ maxAliasCount: -1 });
    const locate = ({ path, message, atKey }: PathFault): Fault =>
      at(offsetOf(root, path, atKey ?? false), formatPath(path), message);
    const seen = (path: readonly PathStep[]): string | undefined => show(find(root, path), text);
    const placeOf = (path: readonly PathStep[]): SourcePlace => ({ file, path });
    return { ok: true, source: { file, files: [file], value, faults, locate, seen, placeOf } };
  } catch (error) {
    return { ok: false, faults: [at(0, "", refusal(error))] };
  }
}

/** The quick reading where it is one, which has no errors; else the one that has the words for them. */
function readYaml(text: string): ParsedYaml {
  const plain = plainYaml(text);
  return plain === undefined
    ? parseYaml(text)
    : { document: plain, errors: [], tooDeep: undefined };
}

/** Why a text is not read as values at all, and where. */
function refusals(
  { document, errors, tooDeep }: ParsedYaml,
  text: string,
): readonly (readonly [offset: number, message: string])[] {
  if (tooDeep !== undefined) {
    return [[text.lastIndexOf("\n", tooDeep - 1) + 1, nestedTooDeeply]];
  }
  if (errors.length > 0 || document === undefined) {
    // Beside a tab that indents all others are consequences.
    const tabs = errors.filter(({ code }) => code === "TAB_AS_INDENT");
    return (tabs.length > 0 ? tabs : errors).map(({ offset, code, message }) => [
      offset,
      yamlMessage(code, message),
    ]);
  }
  // Without an alias nothing is repeated.
  const aliases = text.includes("*") ? aliasFault(document.contents) : undefined;
  return aliases === undefined ? [] : [[aliases.offset, aliases.message]];
}

/** After its first fault in a line the parser stumbles over the rest of it. */
function oneOfEachLine(faults: readonly Fault[]): readonly Fault[] {
  return faults
    .filter(({ line }, index) => line !== faults[index - 1]?.line)
    .slice(0, mostSyntaxFaults);
}

/** What a document holds can stand in a message: what steers a terminal or turns writing must not reach a reader. */
function oneLine(message: string): string {
  const visible = message.replace(unseen, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, "0");
    return `\\u${code}`;
  });
  return visible.length > longestMessage ? `${visible.slice(0, longestMessage)}…` : visible;
}

/** The parser is recursive: its limit surfaces as an exception. */
function refusal(error: unknown): string {
  const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
  return error instanceof RangeError ? nestedTooDeeply : `not readable as YAML: ${reason}`;
}

function yamlMessage(code: string, message: string): string {
  const first = message.split("\n")[0] ?? message;
  switch (code) {
    case "RESOURCE_EXHAUSTION":
      return nestedTooDeeply;
    case "MULTIPLE_DOCS":
      return "the file holds several YAML documents; a policy is one, so remove the --- between them";
    case "UNREAD":
      return message;
    case "TAG_RESOLVE_FAILED":
      return "this YAML tag does not fit what follows it; remove it";
    case "TAB_AS_INDENT":
      return "not valid YAML: tabs cannot indent; use spaces";
    case "MULTILINE_IMPLICIT_KEY":
      return "not valid YAML: a word stands where a key is due; a key needs a colon and a blank behind it, such as tier: standard";
    default:
      return `not valid YAML: ${first.charAt(0).toLowerCase()}${first.slice(1)}`;
  }
}

function find(root: Node | null, path: readonly PathStep[]): Node | null | undefined {
  let node: unknown = root;
  for (const step of path) {
    if (isMap(node)) node = pairOf(node, step)?.value;
    else node = isSeq(node) ? node.get(step, true) : undefined;
  }
  return node as Node | null | undefined;
}

const pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** By its name: a mapping of groups is asked for each of them, and for some of them often. */
function pairOf(map: YAMLMap, step: PathStep): Pair | undefined {
  const known =
    pairs.get(map) ??
    new Map(
      map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])),
    );
  pairs.set(map, known);
  return known.get(String(step));
}

/** Where a path stands; when it is missing, where the nearest thing that holds it does. */
function offsetOf(root: Node | null, path: readonly PathStep[], atKey: boolean): number {
  const last = path.at(-1);
  const holder = find(root, path.slice(0, -1));
  const pair = isMap(holder) && last !== undefined ? pairOf(holder, last) : undefined;
  const node = pair === undefined ? find(root, path) : (pair.value as Node | null);
  if (pair !== undefined && (atKey || node?.range == null)) {
    return (pair.key as Node).range?.[0] ?? 0;
  }
  if (node?.range != null) {
    return node.range[0];
  }
  return path.length === 0 ? 0 : offsetOf(root, path.slice(0, -1), true);
}

function show(node: Node | null | undefined, text: string): string | undefined {
  if (isMap(node)) {
    return "a mapping";
  }
  if (isSeq(node)) {
    return node.items.length === 0 ? "an empty list" : "a list";
  }
  if (!isScalar(node)) {
    return undefined;
  }
  const written =
    node.range == null ? String(node.value) : text.slice(node.range[0], node.range[1]);
  return node.value === null || written === "" ? "nothing" : shorten(written);
}

function shorten(written: string): string {
  // Not all that counts as a blank: a byte order mark has to be seen.
  const line = written.replace(/[ \t\r\n]+/g, " ").trim();
  return line.length > longestValueShown ? `${line.slice(0, longestValueShown)}…` : line;
}
