/**
 * Promotion lists simulated patch by patch: a ring's run finishes, its close tells of it at once or late, and after the
 * soak the next ring's list has the patch for each run that starts from then on.
 */
import { type Simulation, simulateFinish } from "./simulate";

type Half = "first" | "second";

/** A ring on the way of a patch; the first one installs what its baseline approves. */
export interface ListStage {
  readonly simulated: Simulation;
  /** Minutes that a patch rests in the ring before. */
  readonly soak: number;
}

/** One patch in the last ring of the way. */
export interface ListPassage {
  /** When the ring before had it; the release in the first ring. */
  readonly ready: number;
  /** Start of the ring's run that installs it. */
  readonly start: number;
  readonly finish: number;
}

/** Minutes after a run's finish by which its close has told what it installed. */
export const latestClose = 60;
const longest = 400 * 1440;

/** The latest that a patch can land when every ring loses its first `lost` chances; Infinity when it never does. */
export function simulateListLanding(
  stages: readonly ListStage[],
  release: number,
  lost = 0,
): number {
  const finishes = simulateListPassages(stages, release, latestClose, lost).map((passage) =>
    passage === undefined || passage.finish - release > longest
      ? Number.POSITIVE_INFINITY
      : passage.finish,
  );
  return Math.max(...finishes);
}

/** What becomes of a patch, whichever of two starts each ring's service takes. */
export function simulateListPassages(
  stages: readonly ListStage[],
  release: number,
  close: number,
  lost = 0,
): readonly (ListPassage | undefined)[] {
  let passages: readonly (ListPassage | undefined)[] = [undefined];
  for (const [index, { simulated, soak }] of stages.entries()) {
    passages = passages.flatMap((before) => {
      if (index > 0 && before === undefined) return [undefined];
      const listed = before === undefined ? release : before.finish + close + soak;
      const ready = before?.finish ?? release;
      return halvesOf(simulated).map((half) => {
        const run = nextRun(simulated, half, listed, lost);
        return run && { ready, ...run };
      });
    });
  }
  return passages;
}

/** Every run takes the patch once it may; so many of those fail. */
function nextRun(
  { ring, runs }: Simulation,
  half: Half,
  listed: number,
  lost: number,
): Omit<ListPassage, "ready"> | undefined {
  let left = lost;
  for (let run = firstFrom(runs[half], listed); run < runs[half].length; run++) {
    const start = runs[half][run] ?? Number.NaN;
    if (left === 0) return { start, finish: simulateFinish(ring, start) };
    left--;
  }
  return undefined;
}

/** The shortest rest after any of a ring's runs that may bring it a release of a span, told at once. */
export function simulateListRest(
  way: readonly ListStage[],
  [from, until]: readonly [number, number],
): number {
  const [before, after] = way.slice(-2);
  if (before === undefined || after === undefined) throw new Error("a list comes from nowhere");
  const { ring, runs } = before.simulated;
  let shortest = Number.POSITIVE_INFINITY;
  for (const half of halvesOf(before.simulated)) {
    const starts = runs[half];
    const ofHalf = { ring, tuesdays: [], runs: { first: starts, second: starts } };
    const last = lastStart([...way.slice(0, -2), { ...before, simulated: ofHalf }], until);
    for (const start of starts.slice(firstFrom(starts, from))) {
      const finish = simulateFinish(ring, start);
      for (const later of halvesOf(after.simulated)) {
        const next = nextRun(after.simulated, later, finish + after.soak, 0);
        if (next !== undefined) shortest = Math.min(shortest, next.start - finish);
      }
      if (start >= last) break;
    }
  }
  return shortest;
}

/** When a ring has what is released last, with closes that come late. */
function lastStart(way: readonly ListStage[], release: number): number {
  const passages = simulateListPassages(way, release, latestClose);
  const isLate = passages.some((one) => one === undefined || one.finish - release > longest);
  return isLate ? release : Math.max(...passages.map((one) => one?.start ?? release));
}

const doubled = new WeakMap<Simulation, readonly Half[]>();

function halvesOf(simulated: Simulation): readonly Half[] {
  const known = doubled.get(simulated);
  if (known !== undefined) return known;
  const { first, second } = simulated.runs;
  const halves: readonly Half[] = first.join() === second.join() ? ["first"] : ["first", "second"];
  doubled.set(simulated, halves);
  return halves;
}

function firstFrom(sorted: readonly number[], wanted: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
