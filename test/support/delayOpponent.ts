/** Compares derived delays, also after a ring of another group, with a simulation of the 28 years after which calendars repeat. */
import { expect } from "vitest";
import { derivedDelayDays } from "../../model/proof/deriveDelay";
import { dayMinutes, earliest, effectiveFrom, type RandomPolicy } from "./randomPolicies";
import { readings, type Simulation, simulateRest, simulation } from "./simulate";

/** Fails when a derived delay keeps its soak not always, or when a day less would do. */
export function compareDelayWithSimulation(
  policy: RandomPolicy,
  soak: number,
  ownDays: number,
): void {
  const [, window] = policy.windows;
  const { freezes, source } = policy;
  const earlier = {
    window: source?.window ?? policy.windows[0],
    delayDays: source?.delay ?? policy.delays[0],
    freezes: source?.freezes ?? freezes,
  };
  const derived = derivedDelayDays({ earlier, window, ownDays, soak, freezes, effectiveFrom });
  if (derived === undefined) return;
  const until = earliest + 29 * 366 * dayMinutes + 800 * dayMinutes;
  const common = { cloud: "aws", cumulative: false, effectiveFrom } as const;
  const canary = simulation({ ...common, ...earlier }, earliest, until);
  const simulated = simulation({ ...common, window, delayDays: derived, freezes }, earliest, until);
  const shorter = { ...simulated, ring: { ...simulated.ring, delayDays: derived - 1 } };
  const shortest = (later: Simulation): number => {
    let least = Number.POSITIVE_INFINITY;
    for (const release of boundaryReleases(canary)) {
      for (const reading of readings) {
        const rest = simulateRest(canary, later, release, reading);
        if (!Number.isNaN(rest)) least = Math.min(least, rest);
      }
    }
    return least;
  };
  expect(shortest(simulated), `rest with ${derived} days`).toBeGreaterThanOrEqual(soak);
  if (derived > ownDays) expect(shortest(shorter), "rest with a day less").toBeLessThan(soak);
}

/** Releases of the 28 years from the effective day on that just miss a run of a ring, under each reading. */
function boundaryReleases({ ring: one, runs }: Simulation): readonly number[] {
  const last = earliest + 28 * 365.25 * dayMinutes;
  const wanted = new Set([earliest]);
  for (const start of new Set([...runs.first, ...runs.second])) {
    const base = start - one.delayDays * dayMinutes;
    const midnight = Math.floor(base / dayMinutes) * dayMinutes;
    for (const release of [base, base + 1, midnight, midnight + dayMinutes]) wanted.add(release);
  }
  return [...wanted].filter((release) => release >= earliest && release <= last);
}
