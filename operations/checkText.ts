/** The proof and the findings as people read them. */
import { findingFacts } from "../model/findings/catalogue";
import type { ReportedFinding } from "../model/findings/report";
import { worstBrokenCells } from "../model/proof/broken";
import { explainCell, summariseProof } from "../model/proof/explain";
import type { Proof } from "../model/proof/verdict";
import { formatInstant } from "../model/zone";

/** The table of worst cases, and the timeline of every group's worst broken promise. */
export function renderProof(proof: Proof): readonly string[] {
  const horizon = `proved for every release from ${formatInstant(proof.from)} to ${formatInstant(proof.until)}`;
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
