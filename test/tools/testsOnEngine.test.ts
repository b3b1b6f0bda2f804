import { describe, expect, it } from "vitest";
import { testsOnEngine } from "../../tools/testsOnEngine.mjs";
import { root } from "./load";

describe("the tests on the engine", () => {
  const files = testsOnEngine(root);

  it("are the files that ask for a sandbox, wherever they lie", () => {
    expect(files).toEqual(
      expect.arrayContaining([
        "test/stacks/lifecycle.test.ts",
        "test/components/aws/contract.test.ts",
      ]),
    );
  });

  it("are neither campaigns nor tests that ask for none", () => {
    expect(files.filter((file) => file.startsWith("test/long/"))).toEqual([]);
    expect(files).not.toContain("test/architecture.test.ts");
  });
});
