/** Mutation check: every fault that is planted in the proof makes the tests fail that are named for it, by an assertion. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { some } from "../../support/campaign";
import { allFaults } from "../../support/plantedFaults/allFaults";
import { type Answer, root, runFaulty } from "../../support/plantedFaults/faultyRuns";
import { type PlantedFault, plant, testFile } from "../../support/plantedFaults/plantedFault";

const sourceOf = (file: string): string => readFileSync(path.join(root, file), "utf8");
const sound = "no fault";
const testsOf = (faults: readonly PlantedFault[]): readonly string[] =>
  [...new Set(faults.flatMap(({ caughtBy }) => caughtBy))].map(testFile);

const planted = some(allFaults);

describe("the mutation check", () => {
  let answer: Answer;

  beforeAll(() => {
    const file = "model/proof/prove.ts";
    answer = runFaulty([
      { name: sound, file, code: sourceOf(file), tests: testsOf(planted) },
      ...planted.map((fault) => ({
        name: fault.what,
        file: fault.file,
        code: plant(fault, sourceOf(fault.file)),
        tests: testsOf([fault]),
      })),
    ]);
  }, 3_600_000);

  it("starts from tests that pass", () => {
    expect(answer.unhandled).toEqual([]);
    const files = answer.files.filter(({ run }) => run === sound);
    expect(files.map(({ file }) => file).sort()).toEqual([...testsOf(planted)].sort());
    expect(files.filter(({ broken, failed }) => broken.length + failed.length > 0)).toEqual([]);
  });

  it.each(planted)("$what: $caughtBy", (fault) => {
    for (const wanted of testsOf([fault])) {
      const tested = answer.files.find(({ run, file }) => run === fault.what && file === wanted);
      expect(tested?.broken, `${wanted} can be run`).toEqual([]);
      // A planted fault that throws or runs too long would be seen without any test.
      const caught = tested?.failed.filter(({ errors }) =>
        errors.every(({ names }) => names.includes("AssertionError")),
      );
      expect(caught, `tests of ${wanted} that an assertion failed`).not.toEqual([]);
    }
  });
});
