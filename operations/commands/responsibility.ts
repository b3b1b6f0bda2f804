/** `patchwarden responsibility`: who patches which layer of which kind of service, and what of a stack nobody does. */
import type { Policy } from "../../model/policy";
import { responsibilityFindings } from "../../model/responsibility/findings";
import {
  type Answer,
  answersFor,
  isOpen,
  type StackType,
  serviceLayers,
} from "../../model/responsibility/matrix";
import { counted, renderTable } from "../../model/textTable";
import { type AddCommand, commandContext, example, onDocument } from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import { type DocumentOptions, openDocument } from "../documentArgument";
import { readStackTypes } from "../stackExport";

export interface ResponsibilityOptions extends DocumentOptions {
  /** What `pulumi stack export` wrote. */
  readonly stack?: string;
}

export const addResponsibility: AddCommand = (program, outside, state) => {
  onDocument(program.command("responsibility"))
    .description("show who patches which layer of which service, and what of a stack nobody does")
    .option("--stack <file>", "what `pulumi stack export` wrote: its resource types are looked up")
    .addHelpText(
      "after",
      example(
        "pulumi stack export --file stack.json && patchwarden responsibility --stack stack.json",
      ),
    )
    .action((options) => {
      state.exit = runResponsibility(options, commandContext(outside));
    });
};

export function runResponsibility(
  options: ResponsibilityOptions,
  context: CommandContext,
): ExitCode {
  const opened = openDocument(options, context);
  if ("exit" in opened) return opened.exit;
  const { policy } = opened.loaded;
  const stack =
    options.stack === undefined ? undefined : readStackTypes(options.stack, context.cwd);
  if (stack?.ok === false) {
    context.err(`responsibility: ${stack.message}`);
    return 2;
  }
  const types = stack === undefined ? undefined : answersFor(policy, stack.types);
  const open = openIn(policy, types ?? []);
  const exit = open.length > 0 ? 3 : 0;
  if (options.json) {
    const rows = policy.responsibilities ?? {};
    context.out(JSON.stringify({ exit, responsibilities: rows, types, open }, null, 2));
    return exit;
  }
  for (const line of renderMatrix(policy)) context.out(line);
  if (types !== undefined) for (const line of renderTypes(types)) context.out(line);
  for (const line of open) context.out(`open: ${line}`);
  context.out(nextStep(exit, options.stack));
  return exit;
}

/** What the matrix leaves open, in sentences: its own holes, and types of the stack. */
function openIn(policy: Policy, types: readonly StackType[]): readonly string[] {
  const own =
    policy.responsibilities === undefined
      ? ["the document has no responsibilities"]
      : responsibilityFindings(policy).map(({ message }) => message);
  const ofStack = types
    .filter(({ answer }) => isOpen(answer))
    .map(({ type, count, answer }) => `${type} (${count} in the stack): ${answerText(answer)}`);
  return [...own, ...ofStack];
}

function renderMatrix({ responsibilities = {} }: Policy): readonly string[] {
  const rows = Object.entries(responsibilities).map(([name, row]) => [
    name,
    row.service,
    ...serviceLayers.map((layer) => row[layer] ?? "NOBODY"),
    row.types.join(" "),
  ]);
  return rows.length === 0
    ? []
    : renderTable(["service", "kind", ...serviceLayers, "resource types"], rows);
}

function renderTypes(types: readonly StackType[]): readonly string[] {
  const shown = types.filter(({ answer }) => answer.kind !== "runsNothing");
  const table = renderTable(
    ["in the stack", "count", "who patches it"],
    shown.map(({ type, count, answer }) => [type, String(count), answerText(answer)]),
  );
  const silent = types.length - shown.length;
  return [
    ...(shown.length === 0 ? [] : ["", ...table]),
    "",
    `${counted(silent, "other resource type")} of the stack ${silent === 1 ? "runs" : "run"} no software to patch`,
  ];
}

function answerText(answer: Answer): string {
  switch (answer.kind) {
    case "answered":
      return answer.row;
    case "layersOpen":
      return `${answer.row}, and nobody its ${answer.layers.join(", ")}`;
    case "noRow":
      return `NOBODY: no row is for this ${kindWords[answer.runs] ?? answer.runs}`;
    case "unknown":
      return "UNKNOWN: not of aws or azure-native; add a row for it";
    case "runsNothing":
      return "-";
  }
}

const kindWords: Readonly<Record<string, string>> = {
  appService: "app service",
  data: "data service",
  integration: "integration service",
};

function nextStep(exit: ExitCode, stack: string | undefined): string {
  if (exit === 3) return "next: name who patches what is open in the document's responsibilities";
  return stack === undefined
    ? "next: patchwarden responsibility --stack FILE looks up what pulumi stack export wrote"
    : "next: patchwarden raci shows who answers for the groups";
}
