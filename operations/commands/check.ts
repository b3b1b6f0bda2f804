/** `patchwarden check`: is the document valid, and can its calendar keep its own deadlines? */
import type { Finding } from "../../model/plan";
import { brokenCells, worstBrokenCells } from "../../model/proof/broken";
import { explainCell, summariseProof } from "../../model/proof/explain";
import { prove } from "../../model/proof/prove";
import type { Proof } from "../../model/proof/verdict";
import { counted } from "../../model/textTable";
import { formatInstant } from "../../model/zone";
import type { CommandContext, ExitCode } from "../context";
import { type DocumentOptions, openDocument } from "../documentArgument";

export const failLevels = ["error", "warning", "note"] as const;
export type FailLevel = (typeof failLevels)[number];

export interface CheckOptions extends DocumentOptions {
  /** Findings of this level and above end with exit code 3. */
  readonly failOn: FailLevel;
}

export function runCheck(options: CheckOptions, context: CommandContext): ExitCode {
  const opened = openDocument(options, context);
  if ("exit" in opened) return opened.exit;
  const { plan } = opened.loaded;
  const proof = prove(plan, context.asOf);
  const findings = [...plan.findings, ...proof.findings];
  const exit = verdict(proof, findings, options.failOn);
  if (options.json) context.out(JSON.stringify(toJson(proof, findings, exit), null, 2));
  else print(options, proof, findings, context);
  return exit;
}

/** 3 when a promise is broken or a finding reaches the level, else 0. */
export function verdict(proof: Proof, findings: readonly Finding[], failOn: FailLevel): ExitCode {
  const failing = failLevels.slice(0, failLevels.indexOf(failOn) + 1);
  return !proof.holds || findings.some((finding) => failing.includes(finding.level)) ? 3 : 0;
}

function print(
  options: CheckOptions,
  proof: Proof,
  findings: readonly Finding[],
  context: CommandContext,
): void {
  for (const line of renderProof(proof)) context.out(line);
  for (const line of renderFindings(findings)) context.out(line);
  const kept = proof.cells.length - brokenCells(proof).length;
  const errors = findings.filter((finding) => finding.level === "error").length;
  const warnings = findings.filter((finding) => finding.level === "warning").length;
  context.out(
    `${options.document}: ${counted(kept, "promise")} of ${proof.cells.length} kept, ` +
      `${counted(errors, "error")}, ${counted(warnings, "warning")}`,
  );
  context.out(
    proof.holds
      ? "next: patchwarden plan shows what will be deployed; pulumi preview deploys nothing yet"
      : "next: change a window, a delay, a soak or a deadline of the groups above, then check again",
  );
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

export function renderFindings(findings: readonly Finding[]): readonly string[] {
  return findings.map((finding) => {
    const at = finding.position;
    const where = at === undefined ? "" : ` (${at.file}:${at.line}:${at.column})`;
    return `${finding.level} ${finding.rule}: ${finding.message}${where}`;
  });
}

function toJson(proof: Proof, findings: readonly Finding[], exit: ExitCode): object {
  return { asOf: formatInstant(proof.asOf), holds: proof.holds, exit, findings, proof };
}
