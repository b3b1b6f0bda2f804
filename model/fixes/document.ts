/** The files of a document as texts that can be changed: a change is written into the file that holds the value. */
import * as path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { joiningOf } from "../document/sections";
import type { Source } from "../document/source";
import { parseWhole } from "../document/split";
import { type DocumentText, type LoadedPlan, parsePlan } from "../load";
import { policySchema } from "../policy";
import { type Edit, editValue } from "./edit";
import { editText } from "./editText";

/** A file of the document before and after a change. */
export interface ChangedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

type Loaded = Extract<LoadedPlan, { ok: true }>;

/** Nothing for a document that is not valid. */
export function openText({ file, text, beside }: DocumentText): Source | undefined {
  const parsed = parseWhole(file, text, beside, joiningOf(policySchema));
  return parsed.ok ? parsed.source : undefined;
}

export type EditedDocument =
  | { readonly ok: true; readonly files: readonly ChangedFile[]; readonly loaded: Loaded }
  | { readonly ok: false; readonly message: string };

const notWritable: EditedDocument = {
  ok: false,
  message: "it cannot be written into the text without changing more than it means",
};

/**
 * The document with the edits written into its files, read again. Refused when they cannot be written, when the text
 * then does not hold exactly the values that the edits mean, or when it is not valid.
 */
export function editDocument(
  document: DocumentText,
  source: Source,
  edits: readonly Edit[],
): EditedDocument {
  const texts = new Map<string, { before: string; after: string }>();
  for (const edit of edits) {
    const place = source.placeOf(edit.path);
    const before = texts.get(place.file)?.before ?? textOf(document, place.file);
    if (before === undefined) return notWritable;
    const current = texts.get(place.file)?.after ?? before;
    const after = editText(current, [{ ...edit, path: place.path }]);
    if (after === undefined) return notWritable;
    texts.set(place.file, { before, after });
  }
  const changed = changedDocument(document, texts);
  const value = openText(changed)?.value;
  if (!isDeepStrictEqual(value, editValue(source.value, edits))) return notWritable;
  const loaded = parsePlan(changed.text, changed.file, changed.beside);
  if (!loaded.ok) return { ok: false, message: loaded.faults[0]?.message ?? "it is not valid" };
  return { ok: true, files: [...texts].map(([file, both]) => ({ file, ...both })), loaded };
}

function textOf({ file, text, beside }: DocumentText, wanted: string): string | undefined {
  if (wanted === file) return text;
  const read = beside.read(relativeTo(file, wanted));
  return read.ok ? read.text : undefined;
}

function relativeTo(document: string, file: string): string {
  return path.relative(path.dirname(document), file).split(path.sep).join("/");
}

function changedDocument(
  { file, text, beside }: DocumentText,
  texts: ReadonlyMap<string, { readonly after: string }>,
): DocumentText {
  const byName = new Map([...texts].map(([name, { after }]) => [relativeTo(file, name), after]));
  return {
    file,
    text: texts.get(file)?.after ?? text,
    beside: {
      ...beside,
      read: (relative) => {
        const read = beside.read(relative);
        const after = byName.get(relative);
        return read.ok && after !== undefined ? { ...read, text: after } : read;
      },
    },
  };
}
