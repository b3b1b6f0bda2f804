/** Reads the policy document that a command was pointed at, and reports its faults the same way everywhere. */
import * as path from "node:path";
import { type Fault, formatFault } from "../model/fault";
import { type DocumentText, type LoadedPlan, planOf, readDocument } from "../model/load";
import { isoInstant } from "../model/zone";
import type { CommandContext, ExitCode } from "./context";

/** Options that every command on a document has. */
export interface DocumentOptions {
  readonly document: string;
  readonly json?: boolean;
}

type Loaded = Extract<LoadedPlan, { ok: true }>;

export interface OpenedDocument {
  readonly loaded: Loaded;
  /** The text that was loaded. */
  readonly text: DocumentText;
}

/** What a command's JSON has of an invalid document beside the faults. */
type MoreOfRefusal = (faults: readonly Fault[]) => object;

/** The loaded document, or the exit code after its faults have been printed. */
export function openDocument(
  options: DocumentOptions,
  context: CommandContext,
  more: MoreOfRefusal = () => ({}),
): OpenedDocument | { readonly exit: ExitCode; readonly faults: readonly Fault[] } {
  const file = path.resolve(context.cwd, options.document);
  const read = readDocument(file, options.document, (what) => context.progress?.(what));
  if (!read.ok) return refused(read.faults, options, context, more);
  const loaded = planOf(read.document);
  if (loaded.ok) return { loaded, text: read.document };
  return refused(loaded.faults, options, context, more);
}

function refused(
  faults: readonly Fault[],
  { json }: DocumentOptions,
  context: CommandContext,
  more: MoreOfRefusal,
): { readonly exit: ExitCode; readonly faults: readonly Fault[] } {
  if (json) context.out(JSON.stringify(refusalJson(faults, context, more(faults)), null, 2));
  else for (const fault of faults) context.err(formatFault(fault));
  return { exit: 2, faults };
}

/** Says when and with which exit code, as the JSON of a valid document does. */
export function refusalJson(
  faults: readonly Fault[],
  { asOf }: CommandContext,
  more: object = {},
): object {
  return { asOf: isoInstant(asOf), exit: 2, ...more, faults };
}
