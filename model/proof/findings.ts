/** What the proof has to report: one finding for each broken promise of a ring, however many systems share it. */
import { describeDuration, formatDuration } from "../duration";
import type { Finding } from "../plan";
import { formatInstant } from "../zone";
import type { CellProof, SoakProof } from "./verdict";

/** Names a class: `exploited critical`, `high`. */
export function className({ severity, exploited }: CellProof["class"]): string {
  return exploited ? `exploited ${severity}` : severity;
}

export function proofFindings(
  cells: readonly CellProof[],
  soaks: readonly SoakProof[],
): readonly Finding[] {
  const promises = new Map<string, CellProof[]>();
  for (const cell of cells) {
    if (cell.verdict.kind !== "late" && cell.verdict.kind !== "notServed") continue;
    const { release, landing, due } = cell.worstLateness;
    const reason = cell.verdict.kind === "notServed" ? cell.verdict.reason : "";
    const key = [cell.group, cell.ring, release, landing, due, reason].join("|");
    const known = promises.get(key);
    if (known === undefined) promises.set(key, [cell]);
    else known.push(cell);
  }
  return [...[...promises.values()].flatMap(brokenPromise), ...soaks.flatMap(brokenSoak)];
}

function brokenPromise(cells: readonly CellProof[]): readonly Finding[] {
  const [cell] = cells;
  if (cell === undefined) return [];
  const { group, ring, verdict } = cell;
  const what = `${group}.${ring}: ${listed(cells.map((one) => className(one.class)))} patches`;
  const where = listed(cells.map((one) => `${one.system} on ${one.cloud}`));
  const promise = `${describeDuration(cell.deadline.within)} of ${cell.deadline.source}`;
  const base = { level: "error", group, ring } as const;
  if (verdict.kind === "notServed") {
    const rule = verdict.reason.startsWith("capacity") ? "capacity" : "deadline/not-served";
    return [
      {
        ...base,
        rule,
        message: `${what} are never sure to be installed, promised within ${promise}: ${verdict.reason} (${where})`,
      },
    ];
  }
  const { release, landing, due } = cell.worstLateness;
  const landed = landing === "never" ? "never installed" : `installed ${formatInstant(landing)}`;
  const late = verdict.kind === "late" ? formatDuration(verdict.late) : "";
  return [
    {
      ...base,
      rule: "deadline/late",
      message: `${what} can be ${late} late: released ${formatInstant(release)}, due ${formatInstant(due)} (${promise}), ${landed} (${where})`,
    },
  ];
}

/** A derived delay keeps its soak for every release that it was derived for; the proof looks again at its own. */
function brokenSoak(soak: SoakProof): readonly Finding[] {
  const { group, ring, asked, kept, shortest } = soak;
  if (kept !== "native" || shortest === "never" || shortest >= asked) return [];
  return [
    {
      rule: "soak/not-kept",
      level: "error",
      group,
      ring,
      message: `${group}.${ring}: a patch rests ${formatDuration(shortest)} after the ring before at the least, asked is ${formatDuration(asked)} (${soak.system} on ${soak.cloud})`,
    },
  ];
}

function listed(words: readonly string[]): string {
  return [...new Set(words)].join(", ");
}
