/** Choices that a number decides, so that it makes the same ones again. */

export interface Chance {
  /** A whole number below a limit. */
  below(limit: number): number;
  pick<T>(all: readonly T[]): T;
}

/** Mulberry32: small, and good enough to choose with. */
export function chanceOf(number: number): Chance {
  let state = Math.imul(number, 0x9e3779b1) >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return { below, pick: <T>(all: readonly T[]): T => all[below(all.length)] as T };
}
