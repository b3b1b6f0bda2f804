/** What the proof has to report: one finding for the broken promises of a ring that break alike, whatever their systems and classes. */
import { describeReleases } from "../deadline";
import { describeDuration, formatDuration } from "../duration";
import { finding } from "../findings/finding";
import { describePredicates } from "../obligations/describe";
import type { Deadline, Finding, PatchClass, Plan, PlannedGroup } from "../plan";
import { formatInstant } from "../zone";
import { brokenPromises, calendarText } from "./broken";
import type { CellProof, SoakProof } from "./verdict";

/** Names a class: `exploited critical`, `high`, `high (automatable, total impact)`. */
export function className(patchClass: PatchClass): string {
  const { severity, exploited } = patchClass;
  const more = describePredicates(patchClass);
  return `${exploited ? "exploited " : ""}${severity}${more.length === 0 ? "" : ` (${more.join(", ")})`}`;
}

/** `14d of tier gold`, `7d of tier gold for releases from 2027-07-01`. */
function promiseOf(deadline: Deadline): string {
  const releases = describeReleases(deadline);
  const promise = `${describeDuration(deadline.within)} of ${deadline.source}`;
  return releases === undefined ? promise : `${promise} for ${releases}`;
}

export function proofFindings(
  plan: Plan,
  cells: readonly CellProof[],
  soaks: readonly SoakProof[],
): readonly Finding[] {
  const groups = groupsByName(plan);
  return [
    ...brokenPromises(cells).flatMap((broken) => promiseFinding(groups, broken) ?? []),
    ...soaks.flatMap((soak) => brokenSoak(groups, soak)),
  ];
}

/** The finding of cells of a ring that break alike. */
export function promiseFinding(groups: Groups, cells: readonly CellProof[]): Finding | undefined {
  const [cell] = cells;
  if (cell === undefined) return undefined;
  const { group, ring, verdict } = cell;
  const what = `${group}.${ring}: ${listed(cells.map((one) => className(one.class)))} patches`;
  const where = listed(cells.map((one) => `${one.system} on ${one.cloud}`));
  const promise = promiseOf(cell.deadline);
  const base = { group, ring, path: pathOf(groups, cell) };
  if (verdict.kind === "notServed" && verdict.undeployed) return unreached(cells, verdict.reason);
  if (verdict.kind === "notServed") {
    const rule = verdict.reason.startsWith("capacity") ? "capacity" : "deadline/not-served";
    const message = `${what} are never sure to be installed, promised within ${promise}: ${verdict.reason} (${where})`;
    return finding(rule, { ...base, message });
  }
  if (verdict.kind === "notDeployed") {
    const message = `${what} are promised within ${promise}: ${calendarText(verdict)} (${where})`;
    return finding("deadline/not-deployed", { ...base, message });
  }
  const { release, landing, due } = cell.worstLateness;
  const landed = landing === "never" ? "never installed" : `installed ${formatInstant(landing)}`;
  const late = verdict.kind === "late" ? formatDuration(verdict.late) : "";
  const message = `${what} can be ${late} late: released ${formatInstant(release)}, due ${formatInstant(due)} (${promise}), ${landed} (${where})`;
  return finding("deadline/late", { ...base, message });
}

/** All promises of a group whose strategy nothing follows, told once. */
function unreached(cells: readonly CellProof[], reason: string): Finding {
  const group = cells[0]?.group ?? "";
  const promises = cells.map((one) => `${className(one.class)} within ${promiseOf(one.deadline)}`);
  const where = cells.map((one) => `${one.system} on ${one.cloud}`);
  const rings = cells.map(({ ring }) => ring);
  const message = `${group}: no patch is sure to be installed: ${reason} (promised: ${listed(promises)}; rings ${listed(rings)}; ${listed(where)})`;
  return finding("deadline/not-served", { group, message, path: ["groups", group, "strategy"] });
}

/** A derived delay keeps its soak for every release that it was derived for; the proof looks again at its own. */
function brokenSoak(groups: Groups, soak: SoakProof): readonly Finding[] {
  const { group, ring, asked, kept, shortest, after = "" } = soak;
  if (kept !== "native" || shortest === "never" || shortest >= asked) return [];
  const before = after.startsWith(`${group}.`) ? "the ring before" : after;
  const message = `${group}.${ring}: a patch rests ${formatDuration(shortest)} after ${before} at the least, asked is ${formatDuration(asked)} (${soak.system} on ${soak.cloud})`;
  return [finding("soak/broken", { group, ring, message, path: pathOf(groups, soak) })];
}

type Groups = ReadonlyMap<string, PlannedGroup>;

export function groupsByName({ groups }: Plan): Groups {
  return new Map(groups.map((group) => [group.name, group]));
}

function pathOf(
  groups: Groups,
  { group, ring }: { readonly group: string; readonly ring: string },
): Finding["path"] {
  const rings = groups.get(group)?.rings ?? [];
  return ["groups", group, "rings", rings.findIndex(({ name }) => name === ring)];
}

function listed(words: readonly string[]): string {
  return [...new Set(words)].join(", ");
}
