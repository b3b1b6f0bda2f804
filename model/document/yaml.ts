/** From YAML text to nodes, in bounded time and memory: the `yaml` package with limits that it does not have. */
import { Composer, type CST, type Document, Parser } from "yaml";
import { lexemesOf } from "./lexemes";
import { unreadMark } from "./marks";

export interface YamlError {
  readonly offset: number;
  readonly code: string;
  readonly message: string;
}

export interface ParsedYaml {
  readonly document: Document | undefined;
  /** The first ones; a parser that stumbles goes on to do so. */
  readonly errors: readonly YamlError[];
  /** Where the text is nested deeper than any policy. */
  readonly tooDeep: number | undefined;
}

/** Every error costs as much memory as a page of text, and a text can hold millions. */
const mostErrors = 100;

export function parseYaml(text: string): ParsedYaml {
  const errors: YamlError[] = [];
  let tooDeep: number | undefined;
  const note = (offset: number, code: string, message: string): void => {
    errors.push({ offset, code, message });
    if (errors.length > mostErrors) throw enough;
  };
  const lexemes = lexemesOf(text, {
    tooDeep: (offset) => {
      tooDeep = offset;
    },
    mark: (offset, written) => {
      const message = unreadMark(written);
      if (message !== undefined) note(offset, "UNREAD", message);
    },
  });
  // Keys written twice are looked for afterwards: the composer compares each key of a mapping with all others.
  const composer = new Composer({ prettyErrors: false, logLevel: "silent", uniqueKeys: false });
  Object.assign(composer, { onError: errorHandler(note) });
  try {
    const documents = composer.compose(tokensOf(lexemes, note), true, text.length);
    const [document, second] = [documents.next().value || undefined, documents.next().value];
    for (const { code, message, pos } of document?.errors ?? []) note(pos[0], code, message);
    if (second) note(second.range[0], "MULTIPLE_DOCS", "");
    return { document, errors: inOrder(errors), tooDeep };
  } catch (error) {
    if (error !== enough) throw error;
    return { document: undefined, errors: inOrder(errors), tooDeep };
  }
}

const enough = new Error("enough errors");

type Note = (offset: number, code: string, message: string) => void;

function* tokensOf(lexemes: Iterable<string>, note: Note): Generator<CST.Token> {
  const parser = new Parser();
  const told = (token: CST.Token): boolean => {
    if (token.type !== "error") return false;
    const source = token.source ? `: ${JSON.stringify(token.source)}` : "";
    note(token.offset, "UNEXPECTED_TOKEN", `${token.message}${source}`);
    return true;
  };
  for (const lexeme of lexemes) {
    for (const token of parser.next(lexeme)) if (!told(token)) yield token;
  }
  for (const token of parser.end()) if (!told(token)) yield token;
}

/** Where the composer keeps its errors as exceptions with their traces, in numbers without a limit. */
function errorHandler(note: Note) {
  return (
    source: number | readonly [number, number] | { readonly offset: number },
    code: string,
    message: string,
    isWarning?: boolean,
  ): void => {
    // A tag that does not fit is a warning to the parser, which then counts as if it were not there.
    if (isWarning && code !== "TAG_RESOLVE_FAILED") return;
    if (typeof source === "number") note(source, code, message);
    else note("offset" in source ? source.offset : source[0], code, message);
  };
}

/** In the order of the text, each once. */
function inOrder(errors: readonly YamlError[]): readonly YamlError[] {
  const known = new Map(errors.map((one) => [`${one.offset} ${one.message}`, one]));
  return [...known.values()].sort((a, b) => a.offset - b.offset);
}
