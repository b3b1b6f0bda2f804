/** `patchwarden render`: the policy as a document that people read and sign. */

import { toHtml } from "../../model/rendered/html/page";
import { toMarkdown } from "../../model/rendered/markdown";
import { renderPolicy } from "../../model/rendered/policyDocument";
import { type PolicySource, policySource } from "../../model/rendered/source";
import type { RenderedPolicy } from "../../model/rendered/tree";
import { counted } from "../../model/textTable";
import {
  type AddCommand,
  asOfOption,
  commandContext,
  example,
  onDocument,
} from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import { type DocumentOptions, openDocument } from "../documentArgument";
import { type OutputFile, writeOutputs } from "../outputFiles";

export interface RenderOptions extends DocumentOptions {
  readonly html?: string;
  readonly markdown?: string;
}

export const addRender: AddCommand = (program, outside, state) => {
  onDocument(program.command("render"))
    .description("write the policy as a document that people read and sign")
    .addOption(asOfOption())
    .option("--html <file>", "write one self-contained HTML file, to read, print and sign")
    .option("--markdown <file>", "write Markdown; without a file it goes to standard output")
    .addHelpText("after", example("patchwarden render --html patching-policy.html"))
    .action((options) => {
      state.exit = runRender(options, commandContext(outside, options.asOf));
    });
};

export function runRender(options: RenderOptions, context: CommandContext): ExitCode {
  const opened = openDocument(options, context);
  if ("exit" in opened) return opened.exit;
  const source = policySource(opened.loaded, context.asOf);
  const rendered = renderPolicy(source);
  const files: readonly OutputFile[] = [
    ...(options.html === undefined ? [] : [{ file: options.html, text: toHtml(rendered) }]),
    ...(options.markdown === undefined
      ? []
      : [{ file: options.markdown, text: toMarkdown(rendered) }]),
  ];
  const sources = opened.loaded.files.map(({ file }) => file);
  const failed = writeOutputs("render", files, sources, context);
  if (failed !== undefined) return failed;
  print(rendered, files, nextStep(source, options), options, context);
  return 0;
}

/** Notes and promises whose risk is accepted need no mending. */
function nextStep({ proof, findings }: PolicySource, { document }: RenderOptions): string {
  const isBroken = proof.cells.some(({ verdict }) => !["kept", "accepted"].includes(verdict.kind));
  const hasFindings = findings.some(
    ({ level, accepted }) => level !== "note" && accepted === undefined,
  );
  return isBroken || hasFindings
    ? `next: patchwarden check -f ${document} says what to mend before anybody signs`
    : "next: have it read and signed; check finds nothing to mend";
}

/** What a pipe takes goes to standard output alone: there the hint what to do next would be part of it. */
function print(
  rendered: RenderedPolicy,
  files: readonly OutputFile[],
  next: string,
  { json }: RenderOptions,
  context: CommandContext,
): void {
  if (json) {
    context.out(JSON.stringify(rendered, null, 2));
    return;
  }
  if (files.length === 0) {
    context.out(toMarkdown(rendered).trimEnd());
    context.err(next);
    return;
  }
  for (const { file } of files)
    context.out(`wrote ${file}: ${counted(rendered.sections.length, "section")}`);
  context.out(next);
}
