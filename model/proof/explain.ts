/** The proof in the terminal: a cell's worst case as a timeline, and the whole proof as a table. */
import { describeReleases } from "../deadline";
import { describeDuration, formatDuration, type Rounding, roundDuration } from "../duration";
import { clockWords } from "../obligations/describe";
import { counted, renderTable } from "../textTable";
import type { Instant, Minutes } from "../time";
import { formatInstant } from "../zone";
import { calendarText } from "./broken";
import { survivesNothing, survivesText } from "./figureWords";
import { className } from "./findings";
import { latenessOfCell, type RingFigures, ringFigures, soakFigure } from "./ringFigures";
import type { CellProof, Proof, SoakProof, WorstCase } from "./verdict";

const instantWidth = "2026-12-15 18:00 UTC".length;

/** The timeline of a cell's worst case: the release, each wait with its cause, landing and due date. */
export function explainCell(cell: CellProof): string {
  const { worstLateness, worstWait } = cell;
  const title = `${cell.group}.${cell.ring}, ${cell.system} on ${cell.cloud}, ${className(cell.class)}: ${verdictText(cell)}`;
  const lines = [title, ...timeline(worstLateness, cell)];
  if (worstWait.release !== worstLateness.release && worstWait.landing !== "never") {
    const wait = formatDuration(worstWait.landing - worstWait.release);
    lines.push(
      `  the longest wait is another: ${wait} when released ${formatInstant(worstWait.release)}`,
    );
  }
  return lines.join("\n");
}

/** `kept with 2d to spare, survives 1 lost run`, `9d 3h late`. */
export function verdictText({ verdict, survives }: CellProof): string {
  switch (verdict.kind) {
    case "kept": {
      const path = verdict.by === "outOfCycle" ? " out of cycle" : "";
      return `kept${path} with ${formatDuration(verdict.slack)} to spare, survives ${counted(survives(), "lost run")}`;
    }
    case "notDeployed":
      return `not deployed: ${calendarText(verdict)}, and survive ${counted(survives(), "lost run")}`;
    case "late":
      return `${formatDuration(verdict.late)} late`;
    case "notServed":
      return `not served: ${verdict.reason}`;
    case "accepted":
      return `late, accepted by ${verdict.exception}`;
  }
}

/** Steps and marks in the order in which they begin. */
function timeline(worst: WorstCase, cell: CellProof): readonly string[] {
  const entries = cell.steps(worst).map(({ from, until, cause }) => ({
    at: from,
    line: `  ${formatInstant(from)}  ${formatDuration(until - from).padStart(10)}  ${cause}`,
  }));
  entries.push({ at: worst.due, line: mark(worst.due, dueText(cell)) });
  if (worst.landing !== "never") {
    const text = `installed, ${marginText(worst.landing - worst.due)}`;
    entries.push({ at: worst.landing, line: mark(worst.landing, text) });
  }
  return [
    mark(worst.release, "released"),
    ...entries.sort((a, b) => a.at - b.at).map(({ line }) => line),
    ...(worst.landing === "never" ? [`  ${"never".padEnd(instantWidth)}  installed`] : []),
  ];
}

function mark(at: Instant, text: string): string {
  return `  ${formatInstant(at)}  ${text}`;
}

export function dueText({ deadline }: CellProof): string {
  const { within, source, of } = deadline;
  const releases = describeReleases(deadline);
  const who = releases === undefined ? `(${source})` : `(${source}, ${releases})`;
  const due = `due: ${describeDuration(within)} after the`;
  return of === undefined
    ? `${due} release ${who}`
    : `${due} ${clockWords[of]}, at the earliest the release ${who}`;
}

export function marginText(late: Minutes): string {
  return late > 0 ? `${formatDuration(late)} late` : `${formatDuration(-late)} to spare`;
}

const headings = ["ring", "cloud", "wait", "slack", "survives", "soak", "age", "tightest promise"];
const legend = [
  "each figure by itself is the worst over all systems and classes of patch of that ring and cloud",
  "wait: longest from release to installed; slack: least time left when due; survives: runs each ring",
  "may lose; soak: shortest rest after the ring before; age: youngest patch that the ring can install",
];

const survivesLegend = [`survives -: ${survivesNothing}`];

const undeployedLegend = [
  "not deployed: the figures are the image calendar's, and nothing of this release follows it",
];

/** One line for each ring and cloud: its worst figures over all systems and classes. At most 100 columns. */
export function summariseProof(proof: Proof): string {
  const figures = ringFigures(proof);
  const table = renderTable(headings, figures.map(summarise)).map((line) =>
    line.length > 100 ? `${line.slice(0, 99)}…` : line,
  );
  const undeployed = proof.cells.some(({ verdict }) => verdict.kind === "notDeployed");
  const lost = figures.some(({ survives }) => survives < 0);
  const lines = [
    ...table,
    ...legend,
    ...(lost ? survivesLegend : []),
    ...(undeployed ? undeployedLegend : []),
  ];
  return [...lines, ...promotionLines(proof.soaks)].join("\n");
}

/** One line for each ring and cloud to which patches come from another group. */
function promotionLines(soaks: readonly SoakProof[]): readonly string[] {
  const promoted = new Map<string, SoakProof[]>();
  for (const soak of soaks) {
    const { group, ring, cloud, after } = soak;
    if (after === undefined || after.startsWith(`${group}.`)) continue;
    const line = `${group}.${ring} on ${cloud} is promoted from ${after}`;
    promoted.set(line, [...(promoted.get(line) ?? []), soak]);
  }
  return [...promoted].map(([line, rests]) => {
    const asked = formatDuration(Math.max(...rests.map((rest) => rest.asked)));
    return `${line}: ${asked} of rest asked, ${promotedText(rests)}`;
  });
}

function promotedText(soaks: readonly SoakProof[]): string {
  const rest = soakText(soakFigure(soaks));
  return rest === "not kept" ? rest : `shortest ${rest}`;
}

function summarise(figures: RingFigures): readonly string[] {
  const { group, ring, cloud, tightest, wait, survives, soak, youngest } = figures;
  const { deadline } = tightest;
  const promised = tightest.class.exploited ? "exploited" : tightest.class.severity;
  return [
    `${group}.${ring}`,
    cloud,
    lengthText(wait, "up"),
    slackText(tightest),
    survivesText(survives),
    soakText(soak),
    lengthText(youngest, "down"),
    `${promised} ${describeDuration(deadline.within)} ${deadline.source}${deadline.from === undefined ? "" : ` from ${deadline.from}`}`,
  ];
}

function slackText(cell: CellProof): string {
  const late = latenessOfCell(cell);
  if (cell.verdict.kind === "accepted") return "accepted";
  if (cell.verdict.kind === "notDeployed") return "not deployed";
  if (late === Number.POSITIVE_INFINITY) return "not served";
  return late > 0 ? `late ${roundDuration(late, "up")}` : roundDuration(-late, "down");
}

function soakText(soak: RingFigures["soak"]): string {
  if (soak === "none") return "-";
  return soak === "notKept" ? "not kept" : lengthText(soak, "down");
}

function lengthText(minutes: number, rounding: Rounding): string {
  return minutes === Number.POSITIVE_INFINITY ? "never" : roundDuration(minutes, rounding);
}
