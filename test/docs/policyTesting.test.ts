/** The example of docs/policy-testing.md can be copied as it stands: it compiles, and its own tests pass. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import * as testing from "../../policies/testing";
import { makeBundles } from "../../tools/bundles";
import { compileFaults, programsOf, runProgram } from "../support/pagePrograms";
import { projectRoot } from "../support/sandbox";

const page = "docs/policy-testing.md";
const [program] = programsOf(page);

describe("the page about testing a pack", () => {
  beforeAll(() => makeBundles(projectRoot, ["policies"]));

  it("has an example that compiles with the package's types", () => {
    expect(compileFaults(programsOf(page))).toEqual([]);
  }, 240_000);

  runProgram(program?.text ?? "", {
    vitest: { it, expect },
    "patchwarden/policies/testing": testing,
  });

  it("names everything that the kit offers", () => {
    const text = readFileSync(`${projectRoot}/${page}`, "utf8");

    expect(Object.keys(testing).filter((name) => !text.includes(`\`${name}`))).toEqual([]);
  });
});
