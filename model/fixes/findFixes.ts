/**
 * The smallest changes of a document that repair its broken promises. A fix counts only when the changed text, read
 * and proved again, keeps every promise, and nothing else is worse.
 */
import { isDeepStrictEqual } from "node:util";
import { importCalendars } from "../document/calendars";
import type { Source } from "../document/source";
import type { DocumentText } from "../load";
import { brokenByCalendar } from "../proof/broken";
import type { Instant } from "../time";
import { editDocument, openText } from "./document";
import { type Fix, fixOf, unagreedOf } from "./fix";
import { doubtfulWindows, type Judged, judge, worsenings } from "./judged";
import type { Change, Situation } from "./lever";
import { leversFor } from "./levers";
import { prober, type SearchBounds } from "./prober";
import { setFixes } from "./sets";
import { type Court, singleFixes } from "./singles";

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
  const broken = brokenByCalendar(before.proof);
  const source = openText(document);
  if (broken.length === 0 || source === undefined) {
    return { fixes: [], refused: [], found: "none", cut: false, tried: 0 };
  }
  const { policy, plan, positionOf } = before.loaded;
  const imported = importCalendars(policy, positionOf, document.beside);
  const closures = imported.ok ? imported.closures : new Map();
  const doubtful = doubtfulWindows(before);
  const situation: Situation = { raw: source.value, closures, policy, plan, broken, doubtful };
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
      if (!edited.ok) return true;
      return worsenings(before, judge(edited.loaded, asOf), unagreedOf([change])).length > 0;
    },
  };
  const levers = leversFor(situation);
  const singles = singleFixes(levers, probing, broken.length, court);
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
  if (brokenByCalendar(after.proof).length > 0) return "the whole document would still not hold";
  const [worse] = worsenings(before, after, unagreedOf(changes));
  return worse ?? fixOf(changes, edited.files, before, after);
}
