/** Reads the policy document that a command was pointed at, and reports its faults the same way everywhere. */
import * as path from "node:path";
import { type Fault, formatFault } from "../model/fault";
import { type LoadedPlan, loadPlan } from "../model/load";
import type { CommandContext, ExitCode } from "./context";

/** Options that every command on a document has. */
export interface DocumentOptions {
  readonly document: string;
  readonly json?: boolean;
}

type Loaded = Extract<LoadedPlan, { ok: true }>;

/** The loaded document, or the exit code after its faults have been printed. */
export function openDocument(
  options: DocumentOptions,
  context: CommandContext,
): { readonly loaded: Loaded } | { readonly exit: ExitCode; readonly faults: readonly Fault[] } {
  const loaded = loadPlan(path.resolve(context.cwd, options.document), options.document);
  if (loaded.ok) return { loaded };
  if (options.json) context.out(JSON.stringify({ faults: loaded.faults }, null, 2));
  else for (const fault of loaded.faults) context.err(formatFault(fault));
  return { exit: 2, faults: loaded.faults };
}
