/** `patchwarden diff`: what a change of the document does to promises, windows and what is deployed. */
import * as path from "node:path";
import { type Difference, differenceOf, isWeaker } from "../../model/difference/difference";
import { reportDifference, summariseDifference } from "../../model/difference/report";
import { sideOf } from "../../model/difference/side";
import { formatFault } from "../../model/fault";
import { type LoadedPlan, loadPlan } from "../../model/load";
import { escapeMarkdown } from "../../model/rendered/escapeMarkdown";
import { sectionTexts } from "../../model/rendered/markdown";
import { toTerminal } from "../../model/rendered/terminal";
import { isoInstant } from "../../model/zone";
import {
  type AddCommand,
  asOfOption,
  choiceOption,
  commandContext,
  example,
} from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import { refusalJson } from "../documentArgument";

export interface DiffOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
  /** What ends with exit code 3; nothing when left out. */
  readonly failOn?: "weaker";
}

export const addDiff: AddCommand = (program, outside, state) => {
  program
    .command("diff")
    .description("show what a change of the policy does to promises, runs and what is deployed")
    .argument("<old>", "the policy document before the change")
    .argument("<new>", "the policy document after it")
    .addOption(asOfOption())
    .option("--markdown", "print Markdown, for a comment on a pull request")
    .option("--json", "print the result as JSON")
    .addOption(
      choiceOption("--fail-on <what>", "end with exit code 3 when a promise gets weaker", [
        "weaker",
      ]),
    )
    .addHelpText(
      "after",
      example(
        "git show main:patching.yaml > before.yaml && patchwarden diff before.yaml patching.yaml",
      ),
    )
    .action((before, after, options) => {
      state.exit = runDiff(before, after, options, commandContext(outside, options.asOf));
    });
};

export function runDiff(
  before: string,
  after: string,
  options: DiffOptions,
  context: CommandContext,
): ExitCode {
  const old = loadPlan(path.resolve(context.cwd, before), before);
  const now = loadPlan(path.resolve(context.cwd, after), after);
  if (!old.ok || !now.ok) return refuse({ old, new: now }, options, context);
  const difference = differenceOf(
    sideOf(old, context.asOf),
    sideOf(now, context.asOf),
    context.asOf,
  );
  const exit: ExitCode = options.failOn === "weaker" && isWeaker(difference) ? 3 : 0;
  if (options.json) context.out(JSON.stringify(toJson(difference, exit, context), null, 2));
  else if (options.markdown) context.out(toMarkdown(difference));
  else print(difference, after, context);
  return exit;
}

/** The faults of both, and whose they are: a document that is wrong cannot be compared. */
function refuse(
  loaded: Readonly<Record<"old" | "new", LoadedPlan>>,
  { json }: DiffOptions,
  context: CommandContext,
): ExitCode {
  const invalid = (["old", "new"] as const).flatMap((side) => {
    const one = loaded[side];
    return one.ok ? [] : [{ side, faults: one.faults }];
  });
  if (json) {
    const faults = invalid.flatMap(({ side, faults }) =>
      faults.map((fault) => ({ document: side, ...fault })),
    );
    context.out(JSON.stringify(refusalJson(faults, context), null, 2));
    return 2;
  }
  for (const { side, faults } of invalid) {
    context.err(`diff: the ${side} document is invalid`);
    for (const fault of faults) context.err(formatFault(fault));
  }
  return 2;
}

function print(difference: Difference, after: string, context: CommandContext): void {
  context.out(summariseDifference(difference));
  const lines = toTerminal(reportDifference(difference));
  if (lines.length > 0) context.out("");
  for (const line of lines) context.out(line);
  context.out(`next: patchwarden check -f ${after} proves what the new document promises`);
}

function toMarkdown(difference: Difference): string {
  const summary = summariseDifference(difference);
  return [
    "## What this change does to the patching policy",
    `${isWeaker(difference) ? "⚠️ " : ""}${escapeMarkdown(summary)}.`,
    ...reportDifference(difference).flatMap((section) => sectionTexts(section, 3)),
  ].join("\n\n");
}

function toJson(difference: Difference, exit: ExitCode, { asOf }: CommandContext): object {
  const runs = difference.runs.map(({ rings, before, after }) => ({
    rings,
    before: { ...before, next: before.next.map((start) => isoInstant(start)) },
    after: { ...after, next: after.next.map((start) => isoInstant(start)) },
  }));
  return {
    asOf: isoInstant(asOf),
    exit,
    weaker: isWeaker(difference),
    ...difference,
    runs,
  };
}
