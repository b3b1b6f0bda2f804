/** `patchwarden explain`: the worst case of a group's promises as a timeline. */
import { isBroken, isUndeployed } from "../../model/proof/broken";
import { summariseProof } from "../../model/proof/explain";
import { prove } from "../../model/proof/prove";
import { type CellQuery, selectCells, soakOf, worstOf } from "../../model/proof/selectCells";
import { type TimelineFigure, timelineFigure, waitFigure } from "../../model/proof/timelineFigure";
import { timelineText } from "../../model/proof/timelineText";
import { toldCell } from "../../model/proof/told";
import type { CellProof, Proof } from "../../model/proof/verdict";
import { counted } from "../../model/textTable";
import { isoInstant } from "../../model/zone";
import {
  type AddCommand,
  asOfOption,
  choiceOption,
  cloudWords,
  commandContext,
  example,
  onDocument,
  severityWords,
} from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import { type DocumentOptions, openDocument } from "../documentArgument";

export interface ExplainOptions extends DocumentOptions, CellQuery {}

export const addExplain: AddCommand = (program, outside, state) => {
  onDocument(program.command("explain <group>"))
    .description("draw the worst case of a group's promises as a timeline")
    .option("--ring <name>", "one ring of the group")
    .addOption(choiceOption("--severity <word>", "only patches of this severity", severityWords))
    .option("--exploited", "only patches for what is known to be exploited")
    .addOption(choiceOption("--cloud <cloud>", "one cloud", cloudWords))
    .option("--system <name>", "one operating system, such as rhel-9")
    .addOption(asOfOption())
    .addHelpText("after", example("patchwarden explain web --ring broad --severity critical"))
    .action((group, options) => {
      state.exit = runExplain({ ...options, group }, commandContext(outside, options.asOf));
    });
};

export function runExplain(options: ExplainOptions, context: CommandContext): ExitCode {
  const opened = openDocument(options, context);
  if ("exit" in opened) return opened.exit;
  const proof = prove(opened.loaded.plan, context.asOf);
  const selection = selectCells(proof, options);
  if (!selection.ok) {
    context.err(`explain: ${selection.message}`);
    return 2;
  }
  const worst = worstOf(selection.cells);
  if (worst === undefined) return 2;
  const exit: ExitCode = selection.cells.some(isBroken) ? 3 : 0;
  if (options.json) {
    const json = toJson(proof, selection.cells, worst, exit);
    context.out(JSON.stringify(json, null, 2));
  } else {
    for (const line of render(proof, selection.cells, worst)) context.out(line);
    context.out(nextStep(selection.cells, worst));
  }
  return exit;
}

function render(proof: Proof, cells: readonly CellProof[], worst: CellProof): readonly string[] {
  const wait = waitFigure(worst);
  const broken = cells.filter(isBroken).length;
  return [
    timelineText(timelineFigure(worst, soakOf(proof, worst))),
    ...(wait === undefined ? [] : ["", timelineText(wait)]),
    "",
    `the worst of ${counted(cells.length, "promise")} of the selection, ${broken === 0 ? "all" : `${broken} not`} kept:`,
    summariseProof({ ...proof, cells }),
    "",
    "assumed:",
    ...proof.assumptions.map((sentence) => `  ${sentence}`),
  ];
}

function nextStep(cells: readonly CellProof[], { group }: CellProof): string {
  const broken = cells.filter(isBroken);
  if (broken.length > 0 && broken.every(isUndeployed))
    return "next: choose a strategy that this release deploys, or ask the tool that builds the images; patchwarden strategy explains it";
  return broken.length > 0
    ? "next: patchwarden check proposes the smallest changes that repair it, and --fix N applies one"
    : `next: patchwarden simulate --release <instant> --severity critical --group ${group} follows one patch`;
}

function toJson(
  proof: Proof,
  cells: readonly CellProof[],
  worst: CellProof,
  exit: ExitCode,
): object {
  const wait = waitFigure(worst);
  return {
    asOf: isoInstant(proof.asOf),
    exit,
    figure: figureJson(timelineFigure(worst, soakOf(proof, worst))),
    ...(wait === undefined ? {} : { longestWait: figureJson(wait) }),
    worst: toldCell(worst),
    cells: cells.map(toldCell),
    assumptions: proof.assumptions,
  };
}

function figureJson({ from, until, rows, marks, ...rest }: TimelineFigure): object {
  return {
    ...rest,
    from: isoInstant(from),
    until: isoInstant(until),
    rows: rows.map((row) => ({
      ...row,
      from: isoInstant(row.from),
      until: isoInstant(row.until),
    })),
    marks: marks.map((mark) => ({ ...mark, at: isoInstant(mark.at) })),
  };
}
