/** The fixes of a small policy, as tests of single cases want to see them. */
import { nothingBeside } from "../../model/beside";
import { formatFault } from "../../model/fault";
import { type FixSearch, findFixes } from "../../model/fixes/findFixes";
import type { Fix } from "../../model/fixes/fix";
import { judge } from "../../model/fixes/judged";
import type { FixKind } from "../../model/fixes/lever";
import { unifiedDiff } from "../../model/fixes/unifiedDiff";
import { parsePlan } from "../../model/load";

const asOf = Date.parse("2026-12-01T00:00Z") / 60_000;

export function searchOf(text: string, expired = (): boolean => false): FixSearch {
  const loaded = parsePlan(text);
  if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
  const document = { file: "patching.yaml", text, beside: nothingBeside };
  return findFixes(document, judge(loaded, asOf), asOf, { expired });
}

/** The fix that is one change of a kind. */
export function fixOfKind({ fixes }: FixSearch, kind: FixKind): Fix {
  const found = fixes.find(({ changes }) => changes.length === 1 && changes[0]?.kind === kind);
  if (found === undefined) {
    const kinds = fixes.map(({ changes }) => changes.map((one) => one.kind).join(" + "));
    throw new Error(`no fix of kind ${kind}, but ${kinds.join("; ") || "none"}`);
  }
  return found;
}

/** The lines that a fix removes and adds, without those around them. */
export function changedLines({ files }: Fix): readonly string[] {
  return files.flatMap(({ before, after }) =>
    unifiedDiff(before, after)
      .split("\n")
      .filter((line) => /^[-+]/.test(line)),
  );
}
