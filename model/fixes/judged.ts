/** A document with all that can be said about it, and what it means that another one is worse. */
import { formatDuration } from "../duration";
import type { FindingId, FindingLevel } from "../findings/catalogue";
import { type ReportedFinding, reportFindings } from "../findings/report";
import type { LoadedPlan } from "../load";
import { className } from "../proof/findings";
import { prove } from "../proof/prove";
import type { CellProof, Proof, Verdict } from "../proof/verdict";
import type { Instant, Minutes } from "../time";

type Loaded = Extract<LoadedPlan, { ok: true }>;

export interface Judged {
  readonly loaded: Loaded;
  readonly proof: Proof;
  readonly findings: readonly ReportedFinding[];
}

export function judge(loaded: Loaded, asOf: Instant): Judged {
  const proof = prove(loaded.plan, asOf);
  return { loaded, proof, findings: reportFindings(loaded, proof, asOf) };
}

/** What a cell is called, in words; no two cells of a proof share it. */
export function cellName(cell: Pick<CellProof, "group" | "ring" | "system" | "cloud" | "class">) {
  return `${cell.group}.${cell.ring} (${className(cell.class)}, ${cell.system} on ${cell.cloud})`;
}

const ranks: Readonly<Record<Verdict["kind"], number>> = {
  kept: 0,
  accepted: 1,
  notDeployed: 2,
  late: 3,
  notServed: 4,
};

/**
 * Everything that is worse afterwards, in sentences: a cell whose verdict is a worse one, or that is later than it
 * was already late; a promise that is gone; a finding that was not there, or is of a higher level. Slack that
 * shrinks while the promise is kept is no worse: it is told, by `tightened`. `unagreed`: windows that the change moves
 * or adds.
 */
export function worsenings(
  before: Judged,
  after: Judged,
  unagreed: readonly string[] = [],
): readonly string[] {
  const cells = new Map(after.proof.cells.map((cell) => [cellName(cell), cell]));
  return [
    ...before.proof.cells.flatMap((cell) => worseCell(cell, cells.get(cellName(cell)))),
    ...worseFindings(before.findings, after.findings)
      .filter((one) => !isExpected(one, unagreed))
      .map(({ rule, message }) => `${rule}: ${message}`),
  ];
}

function worseCell(before: CellProof, after: CellProof | undefined): readonly string[] {
  if (after === undefined) return [`${cellName(before)} is promised nothing any more`];
  const [was, is] = [before.verdict, after.verdict];
  if (ranks[is.kind] > ranks[was.kind])
    return [`${cellName(before)} was ${was.kind} and is ${is.kind}`];
  return was.kind === "late" && is.kind === "late" && is.late > was.late
    ? [`${cellName(before)} is later`]
    : [];
}

/** What a change leaves without use harms nobody; what nothing deploys is judged by its cells. */
const harmless: readonly FindingId[] = [
  "exception/unused",
  "unused/definition",
  "deadline/not-deployed",
];

const levels: readonly FindingLevel[] = ["note", "warning", "error"];

/**
 * An exception that is needed no longer is good news, and that a moved or new window waits for its agreement is what
 * moving it means, and is told: neither counts as worse.
 */
function isExpected({ rule, path }: ReportedFinding, unagreed: readonly string[]): boolean {
  if (harmless.includes(rule)) return true;
  return rule === "window/not-agreed" && unagreed.includes(String(path[1]));
}

function worseFindings(
  before: readonly ReportedFinding[],
  after: readonly ReportedFinding[],
): readonly ReportedFinding[] {
  const known = new Map<string, { count: number; level: number }>();
  for (const one of before.filter(isOpen)) {
    const { count, level } = known.get(aboutOf(one)) ?? { count: 0, level: -1 };
    const higher = Math.max(level, levels.indexOf(one.level));
    known.set(aboutOf(one), { count: count + 1, level: higher });
  }
  return after.filter(isOpen).filter((one) => {
    const was = known.get(aboutOf(one));
    if (was !== undefined) was.count--;
    return was === undefined || was.count < 0 || levels.indexOf(one.level) > was.level;
  });
}

/** Windows with a finding: a ring that takes another window had better take one without. */
export function doubtfulWindows({ findings }: Pick<Judged, "findings">): ReadonlySet<string> {
  const about = findings.filter(isOpen);
  return new Set(
    about.flatMap(({ path: [section, name] }) => (section === "windows" ? [String(name)] : [])),
  );
}

function isOpen({ accepted }: ReportedFinding): boolean {
  return accepted === undefined;
}

/** What a finding is about, without its figures and its place in lists. */
function aboutOf({ rule, group, ring, entry, path }: ReportedFinding): string {
  return JSON.stringify([
    rule,
    group,
    ring,
    entry,
    path.filter((step) => typeof step === "string"),
  ]);
}

/** A promise that is kept with less to spare than before. */
export interface Tightened {
  readonly cell: string;
  readonly before: Minutes;
  readonly after: Minutes;
}

export function tightened(before: Judged, after: Judged): readonly Tightened[] {
  const cells = new Map(after.proof.cells.map((cell) => [cellName(cell), cell.verdict]));
  return before.proof.cells.flatMap((cell) => {
    const is = cells.get(cellName(cell));
    const [was, left] = [slackOf(cell.verdict), is && slackOf(is)];
    return was !== undefined && left !== undefined && left < was
      ? [{ cell: cellName(cell), before: was, after: left }]
      : [];
  });
}

/** What the calendar leaves, whether or not it is deployed. */
function slackOf(verdict: Verdict): Minutes | undefined {
  return "slack" in verdict ? verdict.slack : undefined;
}

/** `web.broad 2d 3h`: the least that is left of each ring's promises that were broken. */
export function slackAfter(broken: readonly CellProof[], after: Judged): readonly string[] {
  const names = new Set(broken.map(cellName));
  const least = new Map<string, Minutes>();
  const accepted = new Set<string>();
  for (const cell of after.proof.cells.filter((one) => names.has(cellName(one)))) {
    const ring = `${cell.group}.${cell.ring}`;
    if (cell.verdict.kind === "accepted") accepted.add(ring);
    const slack = slackOf(cell.verdict);
    if (slack !== undefined) least.set(ring, Math.min(least.get(ring) ?? slack, slack));
  }
  return [
    ...[...least].map(([ring, slack]) => `${ring} ${formatDuration(slack)}`),
    ...[...accepted].filter((ring) => !least.has(ring)).map((ring) => `${ring} accepted`),
  ];
}
