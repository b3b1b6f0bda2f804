/** What a drawing of a worst case shows, whoever draws it: rows in time, the three marks, and what stands below. */
import { formatDuration } from "../duration";
import type { Instant } from "../time";
import { formatInstant } from "../zone";
import { isBroken } from "./broken";
import { dueText, marginText, verdictText } from "./explain";
import { restText, survivesSentence } from "./figureWords";
import { className } from "./findings";
import type { CellProof, SoakProof, WorstCase } from "./verdict";

/** A wait or a run. */
export interface FigureRow {
  readonly from: Instant;
  readonly until: Instant;
  readonly length: string;
  readonly cause: string;
}

export interface FigureMark {
  readonly at: Instant;
  readonly word: "released" | "due" | "installed";
  readonly text: string;
}

export interface TimelineFigure {
  /** `web.broad, rhel-9 on aws, critical`. */
  readonly subject: string;
  readonly verdict: string;
  readonly broken: boolean;
  /** The stretch of time that is drawn. */
  readonly from: Instant;
  readonly until: Instant;
  readonly rows: readonly FigureRow[];
  /** In order of time. */
  readonly marks: readonly FigureMark[];
  /** Sentences: the longest wait, lost runs, soak and age of the ring. */
  readonly notes: readonly string[];
}

/** The figure of a cell's worst lateness. `soak` is the same ring's, system's and cloud's, where notes shall tell of it. */
export function timelineFigure(cell: CellProof, soak?: SoakProof): TimelineFigure {
  return {
    ...drawn(cell, cell.worstLateness),
    verdict: verdictText(cell),
    notes: [...caseNotes(cell), ...(soak === undefined ? [] : ringNotes(soak))],
  };
}

/** The figure of a cell's longest wait, where that is another release than the latest one. */
export function waitFigure(cell: CellProof): TimelineFigure | undefined {
  const { worstWait, worstLateness } = cell;
  if (worstWait.release === worstLateness.release || worstWait.landing === "never")
    return undefined;
  const wait = formatDuration(worstWait.landing - worstWait.release);
  return { ...drawn(cell, worstWait), verdict: `the longest wait is ${wait}`, notes: [] };
}

function drawn(cell: CellProof, worst: WorstCase): Omit<TimelineFigure, "verdict" | "notes"> {
  const { release, landing, due } = worst;
  const steps = cell.steps(worst);
  const ends = steps.map(({ until }) => until);
  return {
    subject: `${cell.group}.${cell.ring}, ${cell.system} on ${cell.cloud}, ${className(cell.class)}`,
    broken: isBroken(cell),
    from: release,
    until: Math.max(release + 1, due, landing === "never" ? due : landing, ...ends),
    rows: steps.map(({ from, until, cause }) => ({
      from,
      until,
      length: formatDuration(until - from),
      cause,
    })),
    marks: marksOf(cell, worst),
  };
}

function marksOf(cell: CellProof, { release, landing, due }: WorstCase): readonly FigureMark[] {
  const marks: FigureMark[] = [
    { at: release, word: "released", text: "released" },
    { at: due, word: "due", text: dueText(cell) },
  ];
  if (landing !== "never") {
    marks.push({
      at: landing,
      word: "installed",
      text: `installed, ${marginText(landing - due)}`,
    });
  }
  return marks.sort((a, b) => a.at - b.at);
}

/** Worst wait and worst lateness are two numbers, at perhaps two releases. */
function caseNotes({ worstWait, worstLateness, survives }: CellProof): readonly string[] {
  const { release, landing } = worstWait;
  const wait = landing === "never" ? "never installed" : formatDuration(landing - release);
  const where =
    release === worstLateness.release
      ? "of this release"
      : `of another release, ${formatInstant(release)}`;
  return [`longest wait: ${wait}, ${where}`, survivesSentence(survives())];
}

function ringNotes({ asked, kept, shortest, youngest }: SoakProof): readonly string[] {
  const soak =
    asked === 0
      ? "soak: none asked"
      : `soak: ${formatDuration(asked)} asked${kept === "image" ? " of each image" : ""}, ${kept === "notKept" ? "not kept here, " : ""}${restText(shortest)}`;
  const age = youngest === "never" ? "none" : `${formatDuration(youngest)} old`;
  return [soak, `youngest patch that the ring can install: ${age}`];
}
