/** All that a change of a document comes to: what it says otherwise, and what follows from that. */
import type { Instant } from "../time";
import { calendarChanges } from "./calendars";
import { byImportance, type Change } from "./change";
import { type DelayChange, delayChanges } from "./delays";
import { type DeployedChange, deployedChanges, type TagChanges, tagChanges } from "./deployed";
import { documentChanges } from "./documents";
import { type FiguresChange, figuresChanges } from "./figures";
import { type PromiseChange, promiseChanges } from "./promises";
import { type RunsChange, runsChanges } from "./runs";
import type { Side } from "./side";
import { type VerdictChange, verdictChanges } from "./verdicts";

export interface Difference {
  /** The causes: each thing that the documents say differently, once. */
  readonly changes: readonly Change[];
  readonly promises: readonly PromiseChange[];
  readonly verdicts: readonly VerdictChange[];
  readonly delays: readonly DelayChange[];
  readonly figures: readonly FiguresChange[];
  readonly runs: readonly RunsChange[];
  readonly deployed: readonly DeployedChange[];
  readonly tags: TagChanges;
}

/** @param asOf the instant from which both are proved and their runs are listed. */
export function differenceOf(before: Side, after: Side, asOf: Instant): Difference {
  const written = documentChanges(before.written, after.written);
  const imported = calendarChanges(before.plan, after.plan, written);
  return {
    changes: byImportance([...written, ...imported]),
    promises: promiseChanges(before, after, asOf),
    verdicts: verdictChanges(before, after),
    delays: delayChanges(before, after),
    figures: figuresChanges(before, after),
    runs: runsChanges(before, after, asOf),
    deployed: deployedChanges(before, after),
    tags: tagChanges(before, after),
  };
}

/** True when something got weaker, if only for some releases. */
export function isWeaker({ changes, promises, verdicts, delays }: Difference): boolean {
  return [...changes, ...promises, ...verdicts, ...delays].some(
    ({ effect }) => effect === "weaker" || effect === "mixed",
  );
}
