/** What `check` finds in this policy on the day, beyond what the sections on the clouds and on the proof say. */
import { alike } from "../../expand/alike";
import { lostFieldRules } from "../../expand/fieldUse";
import { findingFacts } from "../../findings/catalogue";
import type { ReportedFinding } from "../../findings/report";
import type { PolicySource } from "../source";
import { name, paragraph, type Section, strong, type Text, table } from "../tree";

/** More rows than these are a list of work, not a part of a document that people sign. */
const mostRows = 40;

export function openFindingsSection({ findings }: PolicySource): Section | undefined {
  const open = findings.filter(isOpen);
  if (open.length === 0) return undefined;
  const rows = alike(worstFirst(open), ({ rule }) => rule).flatMap(rowsOf);
  const more = rows.length - mostRows;
  return {
    id: "open-findings",
    title: "Open findings",
    blocks: [
      paragraph(
        "On this day these findings are open: nobody has mended them, and no accepted risk names them.",
      ),
      ...table(["Finding", "How bad", "What", "What to do"], rows.slice(0, mostRows)),
      ...(more > 0 ? [paragraph(`${more} more are open; patchwarden check lists all.`)] : []),
    ],
  };
}

/**
 * Notes are no weakness, but for what is asked and not kept. The fields that a cloud does not keep and what is late
 * stand in sections of their own; an entry of a list has no field's row, whatever its rule is called.
 */
function isOpen({ rule, level, accepted }: ReportedFinding): boolean {
  const isElsewhere = lostFieldRules.has(rule) || rule.startsWith("deadline/");
  const isWeakness = level !== "note" || rule.endsWith("/not-kept");
  return accepted === undefined && isWeakness && !isElsewhere;
}

/** A list that is cut short lacks the least. */
function worstFirst(open: readonly ReportedFinding[]): readonly ReportedFinding[] {
  return (["error", "warning", "note"] as const).flatMap((level) =>
    open.filter((one) => one.level === level),
  );
}

function rowsOf(alikes: readonly ReportedFinding[]): readonly (readonly Text[])[] {
  return alikes.map(({ rule, level, message }) => [
    name(rule),
    level === "error" ? strong(level) : level,
    `${message}.`,
    findingFacts(rule).fix,
  ]);
}
