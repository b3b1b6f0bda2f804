/** What must be true of every document, however damaged: it is valid, or refused with lines that have a place. */
import { formatFault } from "../../model/fault";
import { reportFindings } from "../../model/findings/report";
import { parsePlan } from "../../model/load";
import { prove } from "../../model/proof/prove";
import type { DamagedDocument } from "./documentMutations";
import { memoryFiles } from "./memoryFiles";
import { compareParts } from "./writtenParts";

export interface Judged {
  readonly valid: boolean;
  readonly milliseconds: number;
}

const asOf = Date.UTC(2026, 11, 1) / 60_000;

/** @throws Error for a document that is neither valid nor properly refused. */
export function judgeDocument(document: DamagedDocument): Judged {
  const before = performance.now();
  const loaded = parsePlan(document.root, "patching.yaml", memoryFiles(document.files));
  if (loaded.ok) {
    const proof = prove(loaded.plan, asOf);
    for (const { rule, position } of reportFindings(loaded, proof, asOf)) {
      judgePosition(document, rule, position ?? { file: "nowhere", line: 0, column: 0 });
    }
  }
  const milliseconds = performance.now() - before;
  if (loaded.ok) {
    const read = loaded.files.map(({ file }) => document.files[file] ?? "");
    compareParts(loaded, [document.root, ...read.slice(1)]);
  } else {
    if (loaded.faults.length === 0) throw new Error("refused without a reason");
    for (const fault of loaded.faults) {
      const line = formatFault(fault);
      judgePosition(document, line, fault);
      if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(line) || fault.message.trim() === "")
        throw new Error(`not one clear line: ${JSON.stringify(line)}`);
    }
  }
  return { valid: loaded.ok, milliseconds };
}

function judgePosition(
  { root, files }: DamagedDocument,
  what: string,
  { file, line, column }: { readonly file: string; readonly line: number; readonly column: number },
): void {
  const text = file === "patching.yaml" ? root : files[file];
  const lines = text?.split("\n") ?? [];
  const length = lines[line - 1]?.length;
  if (length === undefined || line < 1 || column < 1 || column > length + 1)
    throw new Error(`no such place: ${file}:${line}:${column} of ${lines.length} lines (${what})`);
}
