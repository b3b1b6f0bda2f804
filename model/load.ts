/** Loads a policy document. What it reads, `load/disk.ts` reads: nothing else of the model touches a file. */
import { type Beside, nothingBeside } from "./beside";
import { importCalendars } from "./document/calendars";
import { readPolicy } from "./document/read";
import { expand } from "./expand";
import type { Fault, PathStep } from "./fault";
import { filesBeside, readFileText } from "./load/disk";
import type { Plan, SourcePosition } from "./plan";
import type { Policy } from "./policy";

export type LoadedPlan =
  | {
      readonly ok: true;
      readonly policy: Policy;
      readonly plan: Plan;
      /** Where a path of the document stands; the nearest thing that holds it when it is missing. */
      readonly positionOf: (path: readonly PathStep[]) => SourcePosition;
    }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** A document as it was read: its own text, and what stands beside it. */
export interface DocumentText {
  /** Its name in messages. */
  readonly file: string;
  readonly text: string;
  readonly beside: Beside;
}

type ReadDocument =
  | { readonly ok: true; readonly document: DocumentText }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Loads, validates and expands the document at `path`, with the files that it includes. Bad input comes back as
 * faults, never as an exception. `shown` names the file in messages, for callers that resolved what the user wrote.
 */
export function loadPlan(path: string, shown = path): LoadedPlan {
  const read = readDocument(path, shown);
  if (!read.ok) {
    return read;
  }
  const { text, file, beside } = read.document;
  return parsePlan(text, file, beside);
}

/** The document at `path`, not yet looked at. */
export function readDocument(path: string, shown = path): ReadDocument {
  const read = readFileText(path);
  if (read.ok) {
    return { ok: true, document: { file: shown, text: read.text, beside: filesBeside(path) } };
  }
  const message = `${read.message}${read.missing ? "; `patchwarden init` writes a first policy" : ""}`;
  return { ok: false, faults: [{ file: shown, line: 1, column: 1, path: "", message }] };
}

/** The same for a text that is already read; `file` names it in messages, `beside` holds what it includes. */
export function parsePlan(
  text: string,
  file = "patching.yaml",
  beside: Beside = nothingBeside,
): LoadedPlan {
  const read = readPolicy(text, file, beside);
  if (!read.ok) {
    return read;
  }
  const { policy, positionOf } = read;
  const imported = importCalendars(policy, positionOf, beside);
  return imported.ok
    ? { ok: true, policy, plan: expand(policy, positionOf, imported.closures), positionOf }
    : imported;
}
