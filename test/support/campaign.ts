/** How long the campaigns of test/long are: as long as they say, or as `PATCHWARDEN_RUNS` says for a quick look. */

const wanted = process.env["PATCHWARDEN_RUNS"];

/** The number of random cases of a campaign that usually has so many. */
export function runs(usual: number): number {
  return wanted === undefined ? usual : Number(wanted);
}

/** True where a campaign is as long as it should be, so that what it must have met can be asked of it. */
export const isWhole = wanted === undefined;

/** Of a campaign over a list, so many entries spread over it. */
export function some<T>(all: readonly T[]): readonly T[] {
  const count = Math.min(all.length, runs(all.length));
  return Array.from(
    { length: count },
    (_, index) => all[Math.floor((index * all.length) / count)] as T,
  );
}
