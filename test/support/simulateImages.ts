/** Images simulated run by run: what is built, which ring takes which image when, and which has a patch. */
import {
  firstStart,
  type Reading,
  type Simulation,
  simulateFinish,
  simulateFixes,
} from "./simulate";

type Half = "first" | "second";

/** A window whose runs hand images on: the build first, then the rings. */
export interface ImageStage {
  readonly simulated: Simulation;
  /** Minutes that an image rests before it is taken. */
  readonly rest: number;
}

/** When the last ring takes a patch, and when the stop before it was done with it. */
export interface ImagePassage {
  readonly ready: number;
  readonly start: number;
  readonly finish: number;
}

/** An image by the finish of its build, and the instant from which it can be taken. */
interface Offer {
  readonly image: number;
  readonly from: number;
}

type IsLost = (ring: number, start: number, hasPatch: boolean) => boolean | undefined;

/**
 * Walks over the runs of each ring. `built` is the finish of the first image with the patch: every later one has it too.
 * `isLost` says which runs of a ring fail.
 */
function walk(
  stages: readonly ImageStage[],
  halves: readonly Half[],
  built: number,
  isLost: IsLost,
): ImagePassage | undefined {
  const [build, ...rings] = stages;
  if (build === undefined) throw new Error("nothing builds images");
  let offers = builtImages(build.simulated, halves[0] ?? "first");
  let passage: ImagePassage | undefined;
  for (const [index, ring] of rings.entries()) {
    const half = halves[index + 1] ?? "first";
    const round = walkRing(ring, half, offers, built, (...run) => isLost(index, ...run));
    if (round.run === undefined) return undefined;
    passage = { ready: passage?.finish ?? built, ...round.run };
    offers = round.taken;
  }
  return passage;
}

interface Round {
  /** What the ring offers to the next one. */
  readonly taken: readonly Offer[];
  /** The first run with the patch. */
  readonly run?: Omit<ImagePassage, "ready">;
}

function walkRing(
  { simulated: { ring, runs }, rest }: ImageStage,
  half: Half,
  offers: readonly Offer[],
  built: number,
  isLost: (start: number, hasPatch: boolean) => boolean | undefined,
): Round {
  const taken: Offer[] = [];
  let [next, newest] = [0, Number.NEGATIVE_INFINITY];
  // What happens long before brings nobody the patch.
  for (const start of runs[half].filter((one) => one >= built - 60 * 1440)) {
    for (; (offers[next]?.from ?? Number.POSITIVE_INFINITY) + rest <= start; next++) {
      newest = Math.max(newest, offers[next]?.image ?? newest);
    }
    const hasPatch = newest >= built;
    if (newest === Number.NEGATIVE_INFINITY || isLost(start, hasPatch)) continue;
    const finish = simulateFinish(ring, start);
    // Taking an image once more is no news of it.
    if (taken.at(-1)?.image !== newest) taken.push({ image: newest, from: finish });
    if (hasPatch) return { taken, run: { start, finish } };
  }
  return { taken };
}

const images = new WeakMap<readonly number[], readonly Offer[]>();

function builtImages({ ring, runs }: Simulation, half: Half): readonly Offer[] {
  const known = images.get(runs[half]);
  if (known !== undefined) return known;
  const offers = runs[half].map((start) => {
    const image = simulateFinish(ring, start);
    return { image, from: image };
  });
  images.set(runs[half], offers);
  return offers;
}

/** The latest that a patch can land when every stage loses its first `lost` chances; Infinity when it never does. */
export function simulateImageLanding(
  stages: readonly ImageStage[],
  release: number,
  lost = 0,
): number {
  return latest(stages, (halves) => {
    const [first] = stages;
    const fixes = first && simulateFixes(first.simulated, release, halves[0] ?? "first", lost + 1);
    const built = fixes?.[lost];
    if (built === undefined) return Number.POSITIVE_INFINITY;
    return withinWait(release, passageAfter(stages, halves, built, lost));
  });
}

const passages = new WeakMap<readonly ImageStage[], Map<string, ImagePassage | undefined>>();

/** What becomes of an image when each ring loses its first `lost` chances; many releases are in one image. */
function passageAfter(
  stages: readonly ImageStage[],
  halves: readonly Half[],
  built: number,
  lost: number,
): ImagePassage | undefined {
  const ofStages = passages.get(stages) ?? new Map<string, ImagePassage | undefined>();
  passages.set(stages, ofStages);
  const key = [...halves, built, lost].join(" ");
  if (ofStages.has(key)) return ofStages.get(key);
  const left = stages.map(() => lost);
  const passage = walk(stages, halves, built, (ring, _start, hasPatch) => {
    if (!hasPatch || (left[ring] ?? 0) === 0) return false;
    left[ring] = (left[ring] ?? 0) - 1;
    return true;
  });
  ofStages.set(key, passage);
  return passage;
}

/** The same where certain runs are lost, whatever they would have brought. */
export function simulateLostRuns(
  stages: readonly ImageStage[],
  release: number,
  lost: readonly ReadonlySet<number>[],
): number {
  return latest(stages, (halves) => {
    const [first] = stages;
    if (first === undefined) return Number.POSITIVE_INFINITY;
    const kept = first.simulated.runs[halves[0] ?? "first"].filter((one) => !lost[0]?.has(one));
    const surviving = { ...first.simulated, runs: { first: kept, second: kept } };
    const [built] = simulateFixes(surviving, release, "first", 1);
    if (built === undefined) return Number.POSITIVE_INFINITY;
    const remaining = [{ ...first, simulated: surviving }, ...stages.slice(1)];
    const passage = walk(remaining, halves, built, (ring, start) => lost[ring + 1]?.has(start));
    return withinWait(release, passage);
  });
}

/** Every way that an image with a patch as its newest can take under a reading; none when the patch is superseded before. */
export function simulatePassages(
  stages: readonly ImageStage[],
  release: number,
  reading: Reading,
): readonly ImagePassage[] {
  return choices(stages).flatMap((halves) => {
    const [first] = stages;
    const build = first && firstStart(first.simulated, release, halves[0] ?? "first", reading);
    if (first === undefined || build === undefined) return [];
    const { ring, tuesdays } = first.simulated;
    if (ring.cumulative && tuesdays.some((day) => day > release && day < build)) return [];
    return passageAfter(stages, halves, simulateFinish(ring, build), 0) ?? [];
  });
}

function withinWait(release: number, passage: ImagePassage | undefined): number {
  const finish = passage?.finish ?? Number.POSITIVE_INFINITY;
  return finish - release > 400 * 1440 ? Number.POSITIVE_INFINITY : finish;
}

function latest(
  stages: readonly ImageStage[],
  landing: (halves: readonly Half[]) => number,
): number {
  return Math.max(...choices(stages).map(landing));
}

const doubled = new WeakMap<Simulation["runs"], readonly Half[]>();

function halvesOf(runs: Simulation["runs"]): readonly Half[] {
  const known = doubled.get(runs);
  if (known !== undefined) return known;
  const isOne = runs.first.join() === runs.second.join();
  const halves: readonly Half[] = isOne ? ["first"] : ["first", "second"];
  doubled.set(runs, halves);
  return halves;
}

/** Every stage's service takes the first or the second of two starts, where its clocks show any twice. */
function choices(stages: readonly ImageStage[]): readonly (readonly Half[])[] {
  return stages.reduce<readonly (readonly Half[])[]>(
    (found, { simulated: { runs } }) => {
      const halves = halvesOf(runs);
      return found.flatMap((one) => halves.map((half) => [...one, half]));
    },
    [[]],
  );
}
