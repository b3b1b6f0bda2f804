/** The faults of the mutation check still fit the proof: `npm run test:long -- test/long/proof/mutants.test.ts` plants them. */
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";
import { allFaults } from "../../support/plantedFaults/allFaults";
import { root } from "../../support/plantedFaults/faultyRuns";
import { plant, testFile } from "../../support/plantedFaults/plantedFault";

const source = (file: string): string => readFileSync(path.join(root, file), "utf8");

describe("the planted faults", () => {
  it.each(allFaults)("find their text once, and compile: $what", (fault) => {
    const code = plant(fault, source(fault.file));
    expect(() => transformSync(code, { loader: "ts" })).not.toThrow();
    for (const name of fault.caughtBy)
      expect(existsSync(path.join(root, testFile(name)))).toBe(true);
  });

  it("are each another one", () => {
    expect(new Set(allFaults.map(({ what }) => what)).size).toBe(allFaults.length);
  });
});

describe("plant", () => {
  const fault = {
    what: "two is three",
    file: "model/two.ts",
    find: "2",
    replace: "3",
    caughtBy: [],
  };

  it("changes one text", () => {
    expect(plant(fault, "const two = 2;")).toBe("const two = 3;");
  });

  it("says what to do when the text is gone or no longer one", () => {
    expect(() => plant(fault, "const two = 1 + 1;")).toThrow(
      'planted fault "two is three": its text no longer occurs in model/two.ts: 2; write its find and replace anew in test/support/plantedFaults',
    );
    expect(() => plant(fault, "const two = 2 / 2 + 2 / 2;")).toThrow("occurs 4 times");
  });
});
