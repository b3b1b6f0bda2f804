/** `patchwarden check`: is the document valid, and can its calendar keep its own deadlines? */
import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { InvalidArgumentError, Option } from "commander";
import { findingFacts } from "../../model/findings/catalogue";
import { type ReportedFinding, reportFindings } from "../../model/findings/report";
import { brokenCells, worstBrokenCells } from "../../model/proof/broken";
import { explainCell, summariseProof } from "../../model/proof/explain";
import { prove } from "../../model/proof/prove";
import type { Proof } from "../../model/proof/verdict";
import { counted } from "../../model/textTable";
import { formatInstant } from "../../model/zone";
import {
  type AddCommand,
  asOfOption,
  commandContext,
  example,
  onDocument,
} from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import { type DocumentOptions, openDocument } from "../documentArgument";
import { faultFindings, toSarif } from "../sarif";
import { selectIds } from "../selectFindings";

export const failLevels = ["error", "warning", "note"] as const;
export type FailLevel = (typeof failLevels)[number];

export interface CheckOptions extends DocumentOptions {
  /** Findings of this level and above end with exit code 3. */
  readonly failOn: FailLevel;
  /** Only these findings are shown and judged. */
  readonly only?: readonly string[];
  /** Where to write the findings as SARIF. */
  readonly sarif?: string;
}

export const addCheck: AddCommand = (program, outside, state) => {
  onDocument(program.command("check"))
    .description("validate the policy and prove that it can keep its own deadlines")
    .addOption(asOfOption())
    .addOption(
      new Option("--fail-on <level>", "findings of this level and above end with exit code 3")
        .choices([...failLevels])
        .default("error"),
    )
    .addOption(
      new Option(
        "--only <id,…>",
        "show and judge only these findings: ids, or what ids begin with",
      ).argParser(parseOnly),
    )
    .option(
      "--sarif <file>",
      "also write the findings as SARIF 2.1.0, for editors and pull requests",
    )
    .addHelpText("after", example("patchwarden check --as-of 2026-12-01T00:00Z --fail-on warning"))
    .action((options) => {
      state.exit = runCheck(options, commandContext(outside, options.asOf));
    });
};

function parseOnly(text: string): readonly string[] {
  const selected = selectIds(text.split(","));
  if (!selected.ok) throw new InvalidArgumentError(selected.message);
  return selected.ids;
}

export function runCheck(options: CheckOptions, context: CommandContext): ExitCode {
  const opened = openDocument(options, context);
  if ("exit" in opened) {
    return writeSarif(options, selected(faultFindings(opened.faults), options), context)
      ? opened.exit
      : 1;
  }
  const proof = prove(opened.loaded.plan, context.asOf);
  const findings = selected(reportFindings(opened.loaded, proof, context.asOf), options);
  const judged = options.only === undefined ? proof : { ...proof, holds: true };
  const exit = verdict(judged, findings, options.failOn);
  if (options.json) context.out(JSON.stringify(toJson(proof, findings, exit), null, 2));
  else print(options, proof, findings, exit, context);
  return writeSarif(options, findings, context) ? exit : 1;
}

function selected(
  findings: readonly ReportedFinding[],
  { only }: CheckOptions,
): readonly ReportedFinding[] {
  return only === undefined ? findings : findings.filter(({ rule }) => only.includes(rule));
}

/** 3 when a promise is broken or a finding that nobody accepted reaches the level, else 0. */
export function verdict(
  proof: Pick<Proof, "holds">,
  findings: readonly ReportedFinding[],
  failOn: FailLevel,
): ExitCode {
  const failing = failLevels.slice(0, failLevels.indexOf(failOn) + 1);
  const isOpen = ({ accepted, level }: ReportedFinding): boolean =>
    accepted === undefined && failing.includes(level);
  return !proof.holds || findings.some(isOpen) ? 3 : 0;
}

/** False after the reason has been printed. */
function writeSarif(
  { sarif, document }: CheckOptions,
  findings: readonly ReportedFinding[],
  { cwd, err }: CommandContext,
): boolean {
  if (sarif === undefined) return true;
  const text = JSON.stringify(toSarif({ findings, document, cwd }), null, 2);
  try {
    writeFileSync(path.resolve(cwd, sarif), `${text}\n`);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    err(`check: ${sarif} could not be written (${code}); check the path`);
    return false;
  }
}

function print(
  options: CheckOptions,
  proof: Proof,
  findings: readonly ReportedFinding[],
  exit: ExitCode,
  context: CommandContext,
): void {
  if (options.only === undefined) for (const line of renderProof(proof)) context.out(line);
  for (const line of renderFindings(findings)) context.out(line);
  const kept = proof.cells.length - brokenCells(proof).length;
  const open = findings.filter(({ accepted }) => accepted === undefined);
  const count = (level: FailLevel): number => open.filter((one) => one.level === level).length;
  const accepted = findings.length - open.length;
  context.out(
    `${options.document}: ${options.only === undefined ? `${counted(kept, "promise")} of ${proof.cells.length} kept, ` : ""}` +
      `${counted(count("error"), "error")}, ${counted(count("warning"), "warning")}` +
      `${accepted === 0 ? "" : `, ${accepted} accepted`}`,
  );
  context.out(nextStep(proof, exit));
}

function nextStep(proof: Proof, exit: ExitCode): string {
  if (exit === 0)
    return "next: patchwarden plan shows what will be deployed; pulumi preview deploys nothing yet";
  return proof.holds
    ? "next: do what fix says of the findings above, or accept one in exceptions; then check again"
    : "next: change a window, a delay, a soak or a deadline of the groups above, then check again";
}

/** The table of worst cases, and the timeline of every group's worst broken promise. */
export function renderProof(proof: Proof): readonly string[] {
  const horizon = `proved for every release from ${formatInstant(proof.asOf)} to ${formatInstant(proof.until)}`;
  const broken = worstBrokenCells(proof);
  return [
    horizon,
    summariseProof(proof),
    ...broken.flatMap((cell) => ["", explainCell(cell)]),
    ...(broken.length > 0 ? [""] : []),
  ];
}

/** Findings of one rule stand together, under them once what to do; the accepted ones come last. */
export function renderFindings(findings: readonly ReportedFinding[]): readonly string[] {
  const open = findings.filter(({ accepted }) => accepted === undefined);
  const rules = [...new Set(open.map(({ rule }) => rule))];
  return [
    ...rules.flatMap((rule) => {
      const alike = open.filter((one) => one.rule === rule);
      return [...alike.map(renderFinding), `  fix: ${findingFacts(rule).fix}`];
    }),
    ...findings.filter(({ accepted }) => accepted !== undefined).map(renderFinding),
  ];
}

function renderFinding({ rule, level, message, position, accepted }: ReportedFinding): string {
  const where =
    position === undefined ? "" : ` (${position.file}:${position.line}:${position.column})`;
  return accepted === undefined
    ? `${level} ${rule}: ${message}${where}`
    : `accepted ${rule}: ${message}${where}; ${accepted.id}, approved by ${accepted.approvedBy} until ${accepted.expires}`;
}

function toJson(proof: Proof, findings: readonly ReportedFinding[], exit: ExitCode): object {
  return { asOf: formatInstant(proof.asOf), holds: proof.holds, exit, findings, proof };
}
