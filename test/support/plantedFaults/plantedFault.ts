/** A deliberate fault in the proof: one text replaced by another, and the tests that must see it. */
export interface PlantedFault {
  /** What the proof gets wrong, in words. */
  readonly what: string;
  /** From the project's root. */
  readonly file: string;
  /** Must occur exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** Names below `test/model`, each of which must fail. */
  readonly caughtBy: readonly string[];
}

/** The source with the fault in it; throws when the file no longer has its text. */
export function plant({ what, file, find, replace }: PlantedFault, source: string): string {
  const [before, after, ...more] = source.split(find);
  if (before === undefined || after === undefined || more.length > 0) {
    const count = after === undefined ? "no longer occurs" : `occurs ${more.length + 1} times`;
    throw new Error(
      `planted fault "${what}": its text ${count} in ${file}: ${find}; write its find and replace anew in test/support/plantedFaults`,
    );
  }
  if (find === replace) throw new Error(`planted fault "${what}" changes nothing`);
  return before + replace + after;
}

export const testFile = (name: string): string => `test/model/${name}.test.ts`;
