/** Promises that the calendar newly breaks or keeps again, breaks by more or less, and those that an exception newly accepts. */
import { formatDuration } from "../duration";
import { alike } from "../expand/alike";
import type { Cloud } from "../plan";
import { calendarText } from "../proof/broken";
import { className } from "../proof/findings";
import type { CellProof, Verdict } from "../proof/verdict";
import { byImportance, type Effect } from "./change";
import type { Side } from "./side";
import { unique } from "./unique";

type Standing = "absent" | "kept" | "accepted" | "notDeployed" | "broken";

export interface VerdictChange {
  readonly effect: Effect;
  readonly group: string;
  readonly ring: string;
  readonly cloud: Cloud;
  readonly classes: readonly string[];
  readonly systems: readonly string[];
  /** The worst of them: `2d to spare`, `3d late`, `accepted by RISK-17`; `no promise` where there was none. */
  readonly before: string;
  readonly after: string;
}

/** The higher, the better for those who rely on the promise. A promise that is not made is not broken. */
const rank: Readonly<Record<Standing, number>> = {
  broken: 0,
  notDeployed: 1,
  accepted: 2,
  absent: 3,
  kept: 3,
};

export function verdictChanges(before: Side, after: Side): readonly VerdictChange[] {
  const old = new Map(before.proof.cells.map((cell) => [keyOf(cell), cell]));
  const now = new Map(after.proof.cells.map((cell) => [keyOf(cell), cell]));
  const changed = unique([...old.keys(), ...now.keys()])
    .map((key) => ({ was: old.get(key), is: now.get(key) }))
    .filter((pair) => changeFor(pair) !== 0);
  const places = alike(changed, (pair) => {
    const { was, is } = pair;
    const cell = is ?? was;
    const kinds = [standing(was), standing(is), Math.sign(changeFor(pair))];
    return JSON.stringify([
      cell?.group,
      cell?.ring,
      cell?.cloud,
      ...kinds,
      isNever(was),
      isNever(is),
    ]);
  });
  return byImportance(places.flatMap(changeOf));
}

interface CellPair {
  readonly was: CellProof | undefined;
  readonly is: CellProof | undefined;
}

/** Less than nothing when it gets worse. What is broken before and after can be so by more, and for good. */
function changeFor({ was, is }: CellPair): number {
  const [before, after] = [standing(was), standing(is)];
  if (rank[before] !== rank[after]) return rank[after] - rank[before];
  if (before !== "broken" || after !== "broken" || was === undefined || is === undefined) return 0;
  const [left, leftNow] = [margin(was.verdict), margin(is.verdict)];
  return left === leftNow ? 0 : leftNow - left;
}

function isNever(cell: CellProof | undefined): boolean {
  return cell?.verdict.kind === "notServed";
}

function changeOf(pairs: readonly CellPair[]): readonly VerdictChange[] {
  const cells = pairs.flatMap(({ was, is }) => is ?? was ?? []);
  const [first] = pairs;
  const [cell] = cells;
  if (cell === undefined || first === undefined) return [];
  const { group, ring, cloud } = cell;
  const old = pairs.map(({ was }) => was);
  const now = pairs.map(({ is }) => is);
  return [
    {
      effect: changeFor(first) < 0 ? "weaker" : "stronger",
      group,
      ring,
      cloud,
      classes: unique(cells.map((one) => className(one.class))),
      systems: unique(cells.map(({ system }) => system)),
      before: worstText(old),
      after: worstText(now),
    },
  ];
}

function keyOf({ group, ring, system, cloud, class: patchClass }: CellProof): string {
  return [group, ring, system, cloud, className(patchClass)].join(" ");
}

function standing(cell: CellProof | undefined): Standing {
  if (cell === undefined) return "absent";
  const { kind } = cell.verdict;
  return kind === "late" || kind === "notServed" ? "broken" : kind;
}

function worstText(cells: readonly (CellProof | undefined)[]): string {
  const verdicts = cells.flatMap((cell) => cell?.verdict ?? []);
  const [first] = verdicts;
  if (first === undefined) return "no promise";
  return verdictText(verdicts.reduce((a, b) => (margin(b) < margin(a) ? b : a), first));
}

/** Time to spare; less than nothing when late. */
function margin(verdict: Verdict): number {
  switch (verdict.kind) {
    case "kept":
      return verdict.slack;
    case "notDeployed":
      return verdict.slack;
    case "late":
      return -verdict.late;
    case "notServed":
      return Number.NEGATIVE_INFINITY;
    case "accepted":
      return 0;
  }
}

function verdictText(verdict: Verdict): string {
  switch (verdict.kind) {
    case "kept":
      return `${formatDuration(verdict.slack)} to spare`;
    case "notDeployed":
      return `not deployed: ${calendarText(verdict)}`;
    case "late":
      return `${formatDuration(verdict.late)} late`;
    case "notServed":
      return `never sure to be installed: ${verdict.reason}`;
    case "accepted":
      return `late, accepted by ${verdict.exception}`;
  }
}
