/** `patchwarden classify`: which tier each group's classification comes to, and why. */
import { type Classified, classify } from "../../model/classification/classify";
import { humanImpactTable } from "../../model/classification/humanImpact";
import { renderClassification, renderClassifications } from "../classificationText";
import { type AddCommand, commandContext, example, onDocument } from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import type { DocumentOptions } from "../documentArgument";
import { openWithGroup } from "../groupArgument";

export const addClassify: AddCommand = (program, outside, state) => {
  onDocument(program.command("classify"))
    .description("show which tier each group's classification comes to, and SSVC's human impact")
    .argument("[group]", "one group, explained fact by fact")
    .addHelpText("after", example("patchwarden classify payments"))
    .action((group, options) => {
      state.exit = runClassify(group, options, commandContext(outside));
    });
};

export function runClassify(
  group: string | undefined,
  options: DocumentOptions,
  context: CommandContext,
): ExitCode {
  const opened = openWithGroup("classify", group, options, context);
  if ("exit" in opened) return opened.exit;
  const { policy } = opened.loaded;
  const found = classify(policy, group);
  const wrong = found.filter(({ verdict }) => verdict === "unclassified" || verdict === "tooLow");
  if (options.json) context.out(JSON.stringify({ humanImpactTable, groups: found }, null, 2));
  else print(found, group, wrong[0], context);
  return wrong.length > 0 ? 3 : 0;
}

function print(
  found: readonly Classified[],
  group: string | undefined,
  wrong: Classified | undefined,
  { out }: CommandContext,
): void {
  const [first] = found;
  const lines =
    group === undefined || first === undefined
      ? renderClassifications(found)
      : renderClassification(first);
  for (const line of lines) out(line);
  out(nextStep(wrong, group));
}

function nextStep(wrong: Classified | undefined, group: string | undefined): string {
  if (wrong?.verdict === "unclassified")
    return `next: give group ${wrong.group} a classification, such as { businessImpact: high, dataClass: internal }`;
  if (wrong !== undefined)
    return `next: put group ${wrong.group} into tier ${wrong.comesTo}, or correct its classification`;
  return group === undefined
    ? "next: patchwarden classify GROUP explains one; patchwarden strategy shows how each is patched"
    : `next: patchwarden strategy ${group} shows how it is patched, and why`;
}
