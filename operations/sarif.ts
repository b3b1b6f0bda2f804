/**
 * Findings as SARIF 2.1.0, so that editors and pull requests show them where they stand in the document.
 * GitHub refuses a whole upload for one result without a physical location, and for an empty uri.
 */
import { createHash } from "node:crypto";
import * as path from "node:path";
import type { Fault } from "../model/fault";
import { findingFacts, findingIds } from "../model/findings/catalogue";
import { finding } from "../model/findings/finding";
import type { ReportedFinding } from "../model/findings/report";

export interface SarifRequest {
  readonly findings: readonly ReportedFinding[];
  /** The document as the command was given it: where a finding without a place of its own points. */
  readonly document: string;
  /** Uris are relative to it: the root of the repository, for GitHub. */
  readonly cwd: string;
}

/** @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function toSarif(request: SarifRequest): object {
  const seen = new Map<string, number>();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "patchwarden", rules: findingIds.map(sarifRule) } },
        columnKind: "utf16CodeUnits",
        results: request.findings.map((one) => sarifResult(one, request, seen)),
      },
    ],
  };
}

/** An invalid document has faults only; they too belong into an upload. */
export function faultFindings(faults: readonly Fault[]): readonly ReportedFinding[] {
  return faults.map(({ file, line, column, path: place, message }) => ({
    ...finding("document/invalid", { message, path: [], entry: place }),
    position: { file, line, column },
  }));
}

function sarifRule(id: (typeof findingIds)[number]): object {
  const { level, title, fix } = findingFacts(id);
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: title },
    help: { text: fix, markdown: fix },
    defaultConfiguration: { level },
  };
}

function sarifResult(
  one: ReportedFinding,
  { document, cwd }: SarifRequest,
  seen: Map<string, number>,
): object {
  const { file, line, column } = one.position ?? { file: document, line: 1, column: 1 };
  return {
    ruleId: one.rule,
    ruleIndex: findingIds.indexOf(one.rule),
    level: one.level,
    message: { text: `${one.message}. ${one.fix}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(file, cwd) },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
    partialFingerprints: { "patchwarden/v1": fingerprint(one, seen) },
    // Either every result of a run says whether it is suppressed, or none does.
    suppressions: suppressions(one),
  };
}

function suppressions({ accepted }: ReportedFinding): readonly object[] {
  if (accepted === undefined) {
    return [];
  }
  const { id, reason, approvedBy, expires } = accepted;
  const justification = `${id}, approved by ${approvedBy} until ${expires}: ${reason}`;
  return [{ kind: "external", status: "accepted", justification }];
}

function relativeUri(file: string, cwd: string): string {
  const relative = path.relative(cwd, path.resolve(cwd, file));
  return relative.split(path.sep).map(encodeURIComponent).join("/");
}

/**
 * What a finding is about, not where it stands or how late it is today: neither lines nor places in lists count.
 * Findings that are alike in that are numbered.
 */
function fingerprint(
  { rule, group, ring, entry, path: place }: ReportedFinding,
  seen: Map<string, number>,
): string {
  const names = place.filter((step) => typeof step === "string");
  const about = JSON.stringify([rule, group, ring, entry, names]);
  const count = (seen.get(about) ?? 0) + 1;
  seen.set(about, count);
  return `${createHash("sha256").update(about).digest("hex").slice(0, 32)}:${count}`;
}
