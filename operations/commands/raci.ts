/** `patchwarden raci`: who is accountable, responsible, consulted and informed for each layer of each group. */
import { type EffectiveLayer, effectiveLayers, isOwned } from "../../model/ownership/raci";
import { counted, renderTable } from "../../model/textTable";
import { type AddCommand, commandContext, example, onDocument } from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import { type DocumentOptions, openDocument } from "../documentArgument";

export const addRaci: AddCommand = (program, outside, state) => {
  onDocument(program.command("raci"))
    .description("show who answers for which layer of which group")
    .addHelpText("after", example("patchwarden raci -f patching.yaml"))
    .action((options) => {
      state.exit = runRaci(options, commandContext(outside));
    });
};

export function runRaci(options: DocumentOptions, context: CommandContext): ExitCode {
  const opened = openDocument(options, context);
  if ("exit" in opened) return opened.exit;
  const layers = effectiveLayers(opened.loaded.policy);
  const open = layers.filter((one) => !isOwned(one));
  const exit = open.length > 0 ? 3 : 0;
  if (options.json) {
    context.out(JSON.stringify({ exit, layers, open }, null, 2));
    return exit;
  }
  for (const line of renderRaci(layers)) context.out(line);
  context.out(
    exit === 0
      ? `exactly one is accountable for each of ${counted(layers.length, "layer")}`
      : `${counted(open.length, "layer")} of ${layers.length} without exactly one accountable`,
  );
  context.out(
    exit === 0
      ? "next: patchwarden oncall shows who may decide when, patchwarden responsibility who patches what"
      : "next: name one accountable team in the document's layers, or in a group's",
  );
  return exit;
}

function renderRaci(layers: readonly EffectiveLayer[]): readonly string[] {
  return renderTable(
    ["group", "layer", "accountable", "responsible", "consulted", "informed"],
    layers.map((one) => [
      one.group,
      one.layer,
      accountableText(one),
      namesText(one.responsible),
      namesText(one.consulted),
      namesText(one.informed),
    ]),
  );
}

function accountableText({ accountable }: EffectiveLayer): string {
  return accountable.length === 0
    ? "NOBODY"
    : `${accountable.join(", ")}${accountable.length > 1 ? " (SEVERAL)" : ""}`;
}

function namesText(names: readonly string[]): string {
  return names.length === 0 ? "-" : names.join(", ");
}
