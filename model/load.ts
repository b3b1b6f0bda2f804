/** Loads a policy document. What it reads, `load/disk.ts` reads: nothing else of the model touches a file. */
import { type Beside, nothingBeside } from "./beside";
import { importCalendars } from "./document/calendars";
import { readPolicy } from "./document/read";
import { expand } from "./expand";
import type { Fault, PathStep } from "./fault";
import { filesBeside, readFileText } from "./load/disk";
import type { Plan, SourcePosition } from "./plan";
import type { Policy } from "./policy";
import { digest, recorded, type SourceFile } from "./sourceFiles";

export type LoadedPlan =
  | {
      readonly ok: true;
      readonly policy: Policy;
      /** The document's values as they are written, of all its files. */
      readonly written: unknown;
      readonly plan: Plan;
      /** The document's own file first. */
      readonly files: readonly SourceFile[];
      /** Where a path of the document stands; the nearest thing that holds it when it is missing. */
      readonly positionOf: (path: readonly PathStep[]) => SourcePosition;
    }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** A document as it was read: its own text, and what stands beside it. */
export interface DocumentText {
  /** Its name in messages. */
  readonly file: string;
  readonly text: string;
  /** Of its bytes, in hex, when it was read from a file. */
  readonly sha256?: string;
  readonly beside: Beside;
}

/** Hears what is being read. */
type Told = (what: string) => void;

type ReadDocument =
  | { readonly ok: true; readonly document: DocumentText }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Loads, validates and expands the document at `path`, with the files that it includes. Bad input comes back as
 * faults, never as an exception. `shown` names the file in messages, for callers that resolved what the user wrote.
 */
export function loadPlan(path: string, shown = path): LoadedPlan {
  const read = readDocument(path, shown);
  return read.ok ? planOf(read.document) : read;
}

/** The document at `path`, not yet looked at. */
export function readDocument(path: string, shown = path, told: Told = () => {}): ReadDocument {
  told(`reading ${shown}`);
  const read = readFileText(path);
  if (read.ok) {
    const { text, sha256 } = read;
    const beside = telling(filesBeside(path), told);
    return { ok: true, document: { file: shown, text, sha256, beside } };
  }
  const message = `${read.message}${read.missing ? "; `patchwarden init` writes a first policy" : ""}`;
  const { line, column } = read.at ?? { line: 1, column: 1 };
  return { ok: false, faults: [{ file: shown, line, column, path: "", message }] };
}

function telling(beside: Beside, told: Told): Beside {
  return {
    ...beside,
    read: (relative) => {
      told(`reading ${relative}`);
      return beside.read(relative);
    },
  };
}

/** The same for a text that is already read; `file` names it in messages, `beside` holds what it includes. */
export function parsePlan(
  text: string,
  file = "patching.yaml",
  beside: Beside = nothingBeside,
): LoadedPlan {
  return planOf({ text, file, beside });
}

/** The plan of a document that was read. */
export function planOf(document: DocumentText): LoadedPlan {
  const { text, file, sha256 = digest(text) } = document;
  const { files, beside } = recorded({ file, sha256 }, document.beside);
  const read = readPolicy(text, file, beside);
  if (!read.ok) {
    return read;
  }
  const { policy, written, positionOf } = read;
  const imported = importCalendars(policy, positionOf, beside);
  if (!imported.ok) {
    return imported;
  }
  const plan = expand(policy, positionOf, imported.closures);
  return { ok: true, policy, written, plan, files, positionOf };
}
