/** `patchwarden check`: is the document valid, and can its calendar keep its own deadlines? */
import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { InvalidArgumentError, Option } from "commander";
import type { Fault } from "../../model/fault";
import type { ReportedFinding } from "../../model/findings/report";
import type { FixSearch } from "../../model/fixes/findFixes";
import type { Fix } from "../../model/fixes/fix";
import { type Judged, judge } from "../../model/fixes/judged";
import { brokenByCalendar, brokenCells } from "../../model/proof/broken";
import { toldProof } from "../../model/proof/told";
import type { Proof } from "../../model/proof/verdict";
import { counted } from "../../model/textTable";
import { isoInstant } from "../../model/zone";
import { renderFindings, renderProof } from "../checkText";
import {
  type AddCommand,
  asOfOption,
  choiceOption,
  commandContext,
  example,
  onDocument,
  parseCount,
} from "../commandOptions";
import type { CommandContext, ExitCode } from "../context";
import { type DocumentOptions, openDocument } from "../documentArgument";
import {
  applyFix,
  type FixRefusal,
  parseWantedFix,
  renderApplied,
  searchFixes,
  type WantedFix,
} from "../fixDocument";
import { fixesJson, fixJson, renderFixes } from "../fixText";
import { isSource } from "../outputFiles";
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
  /** The fix to apply; false looks for none. */
  readonly fix?: WantedFix | boolean;
  /** Seconds that the search for fixes may take; a large document is not searched without. */
  readonly fixTime?: number;
}

const usualFixTime = 30;
/** Each change is proved on the whole document: beyond this, a check that nobody asked for fixes would take long. */
const mostGroupsSearched = 200;

export const addCheck: AddCommand = (program, outside, state) => {
  onDocument(program.command("check"))
    .description("validate the policy and prove that it can keep its own deadlines")
    .addOption(asOfOption())
    .addOption(
      choiceOption(
        "--fail-on <level>",
        "findings of this level and above end with exit code 3",
        failLevels,
      ).default("error"),
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
    .option("--fix <n>", "apply the fix that was printed with this number", parseWantedFix)
    .option("--no-fix", "look for no fixes")
    .option(
      "--fix-time <seconds>",
      `how long to look for fixes (default: ${usualFixTime}, and not at all from ${mostGroupsSearched + 1} groups on)`,
      parseCount,
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
  const found = (faults: readonly Fault[]) => selected(faultFindings(faults), options);
  const opened = openDocument(options, context, (faults) => ({
    holds: false,
    findings: found(faults),
  }));
  if ("exit" in opened) {
    const files = opened.faults.flatMap(({ file }) => file ?? []);
    if (isOverSource(options, files, context)) return 2;
    return writeSarif(options, found(opened.faults), context) ? opened.exit : 1;
  }
  const files = opened.loaded.files.map(({ file }) => file);
  if (isOverSource(options, files, context)) return 2;
  context.progress?.("proving and looking for findings");
  const judged = judge(opened.loaded, context.asOf);
  const search = looksForFixes(options, judged)
    ? searchFixes(opened.text, judged, options.fixTime ?? usualFixTime, context)
    : undefined;
  return typeof options.fix === "object" && search !== undefined
    ? fixAndCheck(options, options.fix, search, context)
    : report(options, { judged, search }, context);
}

function looksForFixes({ fix, fixTime, only }: CheckOptions, { loaded }: Judged): boolean {
  if (typeof fix === "object") return true;
  const isSmall = loaded.plan.groups.length <= mostGroupsSearched;
  return fix !== false && only === undefined && (isSmall || fixTime !== undefined);
}

/** Applies the fix, and checks what the files then hold. */
function fixAndCheck(
  options: CheckOptions,
  wanted: WantedFix,
  search: FixSearch,
  context: CommandContext,
): ExitCode {
  const fixed = applyFix(wanted, search, context);
  if ("exit" in fixed) return refuseFix(fixed, options, context);
  const opened = openDocument(options, context);
  if ("exit" in opened) return opened.exit;
  const applied = { fix: fixed.applied, number: wanted.number };
  if (!options.json) {
    for (const line of renderApplied(applied.fix, applied.number)) context.out(line);
  }
  return report(options, { judged: judge(opened.loaded, context.asOf), applied }, context);
}

function refuseFix(
  { message, exit }: FixRefusal,
  { json }: CheckOptions,
  { asOf, out, err }: CommandContext,
): ExitCode {
  if (json) out(JSON.stringify({ asOf: isoInstant(asOf), exit, refused: message }, null, 2));
  else err(`check: ${message}`);
  return exit;
}

interface Report {
  readonly judged: Judged;
  readonly search?: FixSearch | undefined;
  readonly applied?: { readonly fix: Fix; readonly number: number };
}

function report(options: CheckOptions, about: Report, context: CommandContext): ExitCode {
  const { proof } = about.judged;
  const findings = selected(about.judged.findings, options);
  const judged = options.only === undefined ? proof : { ...proof, holds: true };
  const exit = verdict(judged, findings, options.failOn);
  if (options.json) context.out(JSON.stringify(toJson(about, findings, exit), null, 2));
  else print(options, about, findings, exit, context);
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

/** Before anything is proved: what is written would take the policy's place. */
function isOverSource(
  { sarif, document }: CheckOptions,
  files: readonly string[],
  context: CommandContext,
): boolean {
  return sarif !== undefined && isSource("check", sarif, [document, ...files], context);
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
  { judged: { proof }, search }: Report,
  findings: readonly ReportedFinding[],
  exit: ExitCode,
  context: CommandContext,
): void {
  const lines = [
    ...(options.only === undefined ? renderProof(proof) : []),
    ...(search !== undefined && brokenByCalendar(proof).length > 0 ? renderFixes(search) : []),
    ...renderFindings(findings),
  ];
  // Thousands of lines are written at once.
  if (lines.length > 0) context.out(lines.join("\n"));
  const kept = proof.cells.length - brokenCells(proof).length;
  const open = findings.filter(({ accepted }) => accepted === undefined);
  const count = (level: FailLevel): number => open.filter((one) => one.level === level).length;
  const accepted = findings.length - open.length;
  context.out(
    `${options.document}: ${options.only === undefined ? `${counted(kept, "promise")} of ${proof.cells.length} kept, ` : ""}` +
      `${counted(count("error"), "error")}, ${counted(count("warning"), "warning")}` +
      `${accepted === 0 ? "" : `, ${accepted} accepted`}`,
  );
  context.out(nextStep(options, proof, exit, search));
}

function nextStep(
  { document, fix }: CheckOptions,
  proof: Proof,
  exit: ExitCode,
  search: FixSearch | undefined,
): string {
  if (exit === 0)
    return "next: patchwarden plan shows what will be deployed; pulumi preview deploys nothing yet";
  if (proof.holds)
    return "next: do what fix says of the findings above, or accept one in exceptions; then check again";
  if (brokenByCalendar(proof).length === 0) {
    return "next: choose a strategy that this release deploys for the groups above, or leave them to the tool that builds their images";
  }
  const [first] = search?.fixes ?? [];
  if (search === undefined && fix !== false) {
    return `next: patchwarden check -f ${document} --fix-time 300 looks for fixes, which takes a while here; patchwarden explain shows a group's worst case`;
  }
  if (first === undefined)
    return "next: change a window, a delay, a soak or a deadline of the groups above, then check again";
  const more =
    first.undeployed.length === 0
      ? "patchwarden explain shows a group's worst case"
      : "what stays unproved needs a strategy that this release deploys";
  return `next: patchwarden check -f ${document} --fix 1@${first.id} applies the first fix; ${more}`;
}

function toJson(
  { judged: { proof }, search, applied }: Report,
  findings: readonly ReportedFinding[],
  exit: ExitCode,
): object {
  return {
    asOf: isoInstant(proof.asOf),
    holds: proof.holds,
    exit,
    findings,
    proof: toldProof(proof),
    ...(search === undefined || proof.holds ? {} : { fixes: fixesJson(search) }),
    ...(applied === undefined ? {} : { applied: fixJson(applied.fix, applied.number) }),
  };
}
