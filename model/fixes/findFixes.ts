/**
 * The smallest changes of a document that repair its broken promises. A fix counts only when the changed text, read
 * and proved again, keeps every promise, and nothing else is worse.
 */
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Source } from "../document/source";
import type { DocumentText } from "../load";
import type { SourcePosition } from "../plan";
import { brokenCells } from "../proof/broken";
import type { Instant } from "../time";
import { type ChangedFile, editDocument, openText } from "./document";
import { type Judged, judge, slackAfter, type Tightened, tightened, worsenings } from "./judged";
import type { Change, FixKind, Situation } from "./lever";
import { leversFor } from "./levers";
import { prober, type SearchBounds } from "./prober";
import { setFixes } from "./sets";
import { groupsSharing } from "./sharing";
import { type Court, singleFixes } from "./singles";

export interface FixChange {
  readonly kind: FixKind;
  readonly sentence: string;
  readonly position: SourcePosition;
}

export interface Fix {
  /** Names the fix by the text it is for and the text it makes: the same on every day. */
  readonly id: string;
  readonly changes: readonly FixChange[];
  readonly files: readonly ChangedFile[];
  /** Groups that share what it changes. */
  readonly groups: readonly string[];
  /** What is left of each ring's promises that were broken. */
  readonly slack: readonly string[];
  /** Other promises that keep less slack. */
  readonly tightened: readonly Tightened[];
  /** Windows whose agreement it removes. */
  readonly agreementLost: readonly string[];
  /** Exceptions that nothing needs any more. */
  readonly needless: readonly string[];
}

/** Changes that would repair the document, and what speaks against them. */
export interface Refusal {
  readonly sentences: readonly string[];
  readonly because: string;
}

export interface FixSearch {
  readonly fixes: readonly Fix[];
  /** Looked at whole, and not taken. */
  readonly refused: readonly Refusal[];
  /** `single`: each fix is one change; `set`: no single change repairs the document, these are several. */
  readonly found: "single" | "set" | "none";
  /** True when time ran out before all was tried. */
  readonly cut: boolean;
  readonly tried: number;
}

/** Nothing is searched for a document that keeps its promises. */
export function findFixes(
  document: DocumentText,
  before: Judged,
  asOf: Instant,
  bounds: SearchBounds,
): FixSearch {
  const broken = brokenCells(before.proof);
  const source = openText(document);
  if (broken.length === 0 || source === undefined) {
    return { fixes: [], refused: [], found: "none", cut: false, tried: 0 };
  }
  const { policy, plan } = before.loaded;
  const situation: Situation = { raw: source.value, policy, plan, broken };
  const probing = prober(situation, asOf, bounds);
  const refused: Refusal[] = [];
  const court: Court<Fix> = {
    confirm: (changes) => {
      if (probing.cut) return undefined;
      const made = makeFix(document, source, changes, before, asOf);
      if (typeof made !== "string") return made;
      const refusal = { sentences: changes.map(({ sentence }) => sentence), because: made };
      if (!refused.some((one) => isDeepStrictEqual(one, refusal))) refused.push(refusal);
      return undefined;
    },
    harms: (change) => {
      const edited = editDocument(document, source, change.edits);
      return !edited.ok || worsenings(before, judge(edited.loaded, asOf)).length > 0;
    },
  };
  const levers = leversFor(situation);
  const singles = singleFixes(levers, probing, court);
  const fixes = singles.length > 0 ? singles : setFixes(levers, probing, broken.length, court);
  const several = singles.length > 0 ? "single" : "set";
  return {
    fixes,
    refused,
    found: fixes.length > 0 ? several : "none",
    cut: probing.cut,
    tried: probing.tried,
  };
}

/** The changes as a fix; or why they are none. */
function makeFix(
  document: DocumentText,
  source: Source,
  changes: readonly Change[],
  before: Judged,
  asOf: Instant,
): Fix | string {
  const edits = changes.flatMap((change) => change.edits);
  const edited = editDocument(document, source, edits);
  if (!edited.ok) return edited.message;
  const after = judge(edited.loaded, asOf);
  if (!after.proof.holds) return "the whole document would still not hold";
  const [worse] = worsenings(before, after);
  return worse ?? fixOf(changes, edited.files, before, after);
}

function fixOf(
  changes: readonly Change[],
  files: readonly ChangedFile[],
  before: Judged,
  after: Judged,
): Fix {
  const was = new Set(before.findings.map(({ message }) => message));
  return {
    id: idOf(files),
    changes: changes.map(({ kind, sentence, path }) => ({
      kind,
      sentence,
      position: before.loaded.positionOf(path),
    })),
    files,
    groups: groupsSharing(before.loaded.policy, after.loaded.policy),
    slack: slackAfter(brokenCells(before.proof), after),
    tightened: tightened(before, after),
    agreementLost: [...new Set(changes.flatMap(({ agreementLost }) => agreementLost ?? []))],
    needless: after.findings
      .filter(({ rule, message }) => rule === "exception/unused" && !was.has(message))
      .flatMap(({ entry }) => entry ?? []),
  };
}

function idOf(files: readonly ChangedFile[]): string {
  const hash = createHash("sha256");
  for (const { before, after } of files) hash.update(JSON.stringify([before, after]));
  return hash.digest("hex").slice(0, 8);
}
