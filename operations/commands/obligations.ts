/** `patchwarden obligations`: what standards demand, and which of their limits bind in a document. */
import { suggestion } from "../../model/document/suggestion";
import { boundIn } from "../../model/expand/bound";
import type { Obligation } from "../../model/obligations/obligation";
import { presets } from "../../model/obligations/presets";
import { type AddCommand, commandContext, example } from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import { openDocument } from "../documentArgument";
import {
  type ObligationRow,
  obligationJson,
  renderObligation,
  renderObligations,
} from "../obligationText";

export interface ObligationOptions {
  readonly document?: string;
  readonly json?: boolean;
}

export const addObligations: AddCommand = (program, outside, state) => {
  program
    .command("obligations")
    .description("show what standards demand, and what binds in a policy")
    .argument("[id]", "one obligation, with everything that is known of it")
    .option("-f, --document <file>", "a policy document, to see what binds in it")
    .option("--json", "print the result as JSON")
    .addHelpText("after", example("patchwarden obligations essential-eight-ml2 -f patching.yaml"))
    .action((id, options) => {
      state.exit = runObligations(id, options, commandContext(outside));
    });
};

export function runObligations(
  id: string | undefined,
  options: ObligationOptions,
  context: CommandContext,
): ExitCode {
  const found = rowsOf(options, context);
  if ("exit" in found) return found.exit;
  const rows = found.rows.filter(
    ({ obligation }) => id === undefined || namesOf(obligation).includes(id),
  );
  if (id !== undefined && rows.length === 0) {
    context.err(unknownId(id, found.rows));
    return 2;
  }
  print(rows, id, options, context);
  return 0;
}

function rowsOf(
  options: ObligationOptions,
  context: CommandContext,
): { readonly rows: readonly ObligationRow[] } | { readonly exit: ExitCode } {
  if (options.document === undefined)
    return { rows: presets.map((obligation) => ({ obligation, binding: undefined })) };
  const opened = openDocument({ ...options, document: options.document }, context);
  if ("exit" in opened) return opened;
  const { policy, plan } = opened.loaded;
  const own = policy.obligations.filter((entry) => typeof entry !== "string");
  return {
    rows: [...own, ...presets].map((obligation) => ({
      obligation,
      binding: boundIn(policy, plan, obligation.id),
    })),
  };
}

function unknownId(id: string, rows: readonly ObligationRow[]): string {
  const known = rows.flatMap(({ obligation }) => namesOf(obligation));
  return `obligations: unknown id "${id}"${suggestion(id, known)}; there are ${known.join(", ")}`;
}

function namesOf({ id, aliases }: Obligation): readonly string[] {
  return [id, ...aliases];
}

function print(
  rows: readonly ObligationRow[],
  id: string | undefined,
  { json, document }: ObligationOptions,
  context: CommandContext,
): void {
  const [first] = rows;
  if (json) {
    const shown =
      id === undefined ? { obligations: rows.map(obligationJson) } : first && obligationJson(first);
    context.out(JSON.stringify(shown, null, 2));
    return;
  }
  const lines =
    id === undefined || first === undefined ? renderObligations(rows) : renderObligation(first);
  for (const line of lines) context.out(line);
  context.out(nextStep(id, document));
}

function nextStep(id: string | undefined, document: string | undefined): string {
  if (document !== undefined)
    return `next: patchwarden check -f ${document} proves that what binds is kept`;
  return `next: patchwarden obligations${id === undefined ? "" : ` ${id}`} -f patching.yaml shows what binds in a policy`;
}
