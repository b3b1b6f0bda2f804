/** The YAML text of a document: its values, and where each of them stands. */
import {
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from "yaml";
import type { Fault, PathFault, PathStep } from "../fault";
import { formatPath } from "../fault";
import { tooDeepAt } from "./nesting";

/** Enough for a document that shares blocks; a bomb needs more. */
const aliasLimit = 100;
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
  /** Faults of the YAML itself that leave values to look at: keys written twice. */
  readonly faults: readonly Fault[];
  locate(fault: PathFault): Fault;
  /** The value as written, shortened for a message; `undefined` when there is none. */
  seen(path: readonly PathStep[]): string | undefined;
}

export type ParsedSource =
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Parses YAML 1.2. Never throws for bad input. */
export function parseSource(file: string, text: string): ParsedSource {
  const lines = new LineCounter();
  const at = (offset: number, path: string, message: string): Fault => {
    const { line, col } = lines.linePos(offset);
    return {
      file,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      path,
      message: oneLine(message),
    };
  };
  const tooDeep = tooDeepAt(text);
  if (tooDeep !== undefined) {
    // Only the parser fills the line counter.
    const line = text.slice(0, tooDeep).split("\n").length;
    return { ok: false, faults: [{ file, line, column: 1, path: "", message: nestedTooDeeply }] };
  }
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      logLevel: "error",
    });
    const faults = document.errors.map((error) =>
      at(error.pos[0], "", yamlMessage(error.code, error.message, text.slice(error.pos[0]))),
    );
    if (document.errors.some((error) => error.code !== "DUPLICATE_KEY")) {
      return { ok: false, faults: faults.slice(0, mostSyntaxFaults) };
    }
    keepFirstOfRepeated(document);
    const value: unknown = document.toJS({ maxAliasCount: aliasLimit });
    const root = document.contents;
    const locate = ({ path, message, atKey }: PathFault): Fault =>
      at(offsetOf(root, path, atKey ?? false), formatPath(path), message);
    const seen = (path: readonly PathStep[]): string | undefined => show(find(root, path), text);
    return { ok: true, source: { file, files: [file], value, faults, locate, seen } };
  } catch (error) {
    return { ok: false, faults: [at(0, "", refusal(error))] };
  }
}

/** What a document holds can stand in a message: control characters must not reach a terminal. */
function oneLine(message: string): string {
  const visible = message.replace(/\p{Cc}|\p{Zl}|\p{Zp}/gu, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, "0");
    return `\\u${code}`;
  });
  return visible.length > longestMessage ? `${visible.slice(0, longestMessage)}…` : visible;
}

/** So that values and positions speak of the same one of two equal keys. */
function keepFirstOfRepeated(document: Document): void {
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      map.items = map.items.filter(({ key }) => {
        const name = isScalar(key) ? key.value : key;
        const isFirst = !seen.has(name);
        seen.add(name);
        return isFirst;
      });
    },
  });
}

/** The parser is recursive and counts aliases: both limits surface as exceptions. */
function refusal(error: unknown): string {
  if (error instanceof RangeError) {
    return nestedTooDeeply;
  }
  const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
  return /alias/i.test(reason ?? "")
    ? `the document repeats blocks by YAML aliases more than ${aliasLimit} times; write them out`
    : `not readable as YAML: ${reason}`;
}

function yamlMessage(code: string, message: string, from: string): string {
  const first = message.split("\n")[0] ?? message;
  switch (code) {
    case "DUPLICATE_KEY":
      return `"${shorten(/^[^\n:]*/.exec(from)?.[0] ?? "")}" is written twice here; keys must be unique, so rename or remove one`;
    case "RESOURCE_EXHAUSTION":
      return nestedTooDeeply;
    case "MULTIPLE_DOCS":
      return "the file holds several YAML documents; a policy is one, so remove the --- between them";
    case "TAB_AS_INDENT":
      return "not valid YAML: tabs cannot indent; use spaces";
    default:
      return `not valid YAML: ${first.charAt(0).toLowerCase()}${first.slice(1)}`;
  }
}

function find(root: Node | null, path: readonly PathStep[]): Node | null | undefined {
  let node: unknown = root;
  for (const step of path) {
    node = isMap(node) || isSeq(node) ? node.get(step, true) : undefined;
  }
  return node as Node | null | undefined;
}

/** Where a path stands; when it is missing, where the nearest thing that holds it does. */
function offsetOf(root: Node | null, path: readonly PathStep[], atKey: boolean): number {
  const last = path.at(-1);
  const holder = find(root, path.slice(0, -1));
  const pair = isMap(holder)
    ? holder.items.find((item) => isScalar(item.key) && String(item.key.value) === String(last))
    : undefined;
  if (isPair(pair) && (atKey || find(root, path)?.range == null)) {
    return (pair.key as Node).range?.[0] ?? 0;
  }
  const node = find(root, path);
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
    return "a list";
  }
  if (!isScalar(node)) {
    return undefined;
  }
  const written =
    node.range == null ? String(node.value) : text.slice(node.range[0], node.range[1]);
  return node.value === null || written === "" ? "nothing" : shorten(written);
}

function shorten(written: string): string {
  const line = written.replace(/\s+/g, " ").trim();
  return line.length > longestValueShown ? `${line.slice(0, longestValueShown)}…` : line;
}
