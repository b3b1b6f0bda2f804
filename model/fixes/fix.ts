/** A fix: the changes, the texts that they make, and what people have to know of it. */
import { createHash } from "node:crypto";
import type { SourcePosition } from "../plan";
import { brokenByCalendar, isUndeployed } from "../proof/broken";
import type { ChangedFile } from "./document";
import { type Judged, slackAfter, type Tightened, tightened } from "./judged";
import type { Change, FixKind } from "./lever";
import { groupsSharing } from "./sharing";

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
  /** Rings whose promises stay unproved after it: nothing of this release deploys their strategy. */
  readonly undeployed: readonly string[];
  /** Windows whose agreement it removes. */
  readonly agreementLost: readonly string[];
  /** Windows that come into use or get other times without ever having been agreed to. */
  readonly neverAgreed: readonly string[];
  /** Exceptions that nothing needs any more. */
  readonly needless: readonly string[];
}

/** Changes that count, with all that people have to know of them. */
export function fixOf(
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
    slack: slackAfter(brokenByCalendar(before.proof), after),
    tightened: tightened(before, after),
    undeployed: undeployedRings(after),
    agreementLost: windowsOf(changes, true),
    neverAgreed: windowsOf(changes, false),
    needless: after.findings
      .filter(({ rule, message }) => rule === "exception/unused" && !was.has(message))
      .flatMap(({ entry }) => entry ?? []),
  };
}

function undeployedRings({ proof }: Judged): readonly string[] {
  const rings = proof.cells.filter(isUndeployed).map(({ group, ring }) => `${group}.${ring}`);
  return [...new Set(rings)];
}

function windowsOf(changes: readonly Change[], wasAgreed: boolean): readonly string[] {
  const windows = changes.flatMap(({ unagreed }) =>
    unagreed?.wasAgreed === wasAgreed ? [unagreed.window] : [],
  );
  return [...new Set(windows)];
}

/** Windows that are moved or added. */
export function unagreedOf(changes: readonly Change[]): readonly string[] {
  return changes.flatMap(({ unagreed }) => unagreed?.window ?? []);
}

function idOf(files: readonly ChangedFile[]): string {
  const hash = createHash("sha256");
  for (const { before, after } of files) hash.update(JSON.stringify([before, after]));
  return hash.digest("hex").slice(0, 8);
}
