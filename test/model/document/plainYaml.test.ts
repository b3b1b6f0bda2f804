import { readFileSync } from "node:fs";
import * as path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Document, isMap, isScalar, isSeq } from "yaml";
import { plainYaml } from "../../../model/document/plainYaml";
import { parseYaml } from "../../../model/document/yaml";
import { runs } from "../../support/campaign";
import { damagedDocument } from "../../support/documentMutations";

const read = (file: string): string =>
  readFileSync(path.resolve(__dirname, "../../..", file), "utf8");

/** Values with the places that messages name: where each node begins, and where a word ends. */
function placesOf(node: unknown): unknown {
  if (isScalar(node)) return { value: node.value, from: node.range?.[0], until: node.range?.[1] };
  if (isSeq(node)) return { from: node.range?.[0], items: node.items.map(placesOf) };
  if (!isMap(node)) return node;
  const pairs = node.items.map(({ key, value }) => [placesOf(key), placesOf(value)]);
  return { from: node.range?.[0], pairs };
}

function expectSame(text: string, plain: Document): void {
  const { document, errors, tooDeep } = parseYaml(text);
  expect({ errors, tooDeep }).toEqual({ errors: [], tooDeep: undefined });
  expect(placesOf(plain.contents)).toEqual(placesOf(document?.contents));
}

describe("the quick reading of a plain document", () => {
  it.each(["patching.yaml", "test/support/everything.yaml", "docs/examples/bank/patching.yaml"])(
    "has the values and places that the parser gives %s",
    (file) => {
      const plain = plainYaml(read(file));

      expect(plain).toBeDefined();
      if (plain !== undefined) expectSame(read(file), plain);
    },
  );

  it("has them for every damaged document that it does not leave to the parser", () => {
    let count = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (number) => {
        const { root, files } = damagedDocument(number);
        for (const text of [root, ...Object.values(files)]) {
          const plain = plainYaml(text);
          if (plain === undefined) continue;
          count += 1;
          expectSame(text, plain);
        }
      }),
      { numRuns: runs(40) },
    );

    expect(count).toBeGreaterThan(10);
  });

  it.each([
    ["a tag", "a: !!str 1\n"],
    ["an anchor", "a: &b 1\nc: *b\n"],
    ["a directive", "%YAML 1.2\n---\na: 1\n"],
    ["a directive that nobody knows", "%ODD\n---\na: 1\n"],
    ["a long line", `${"k".repeat(1030)}: 1\n`],
    ["a second document", "a: 1\n---\nb: 1\n"],
    ["an entry without a value", "a:\nb: 1\n"],
    ["text over several lines", "a: one\n  two\n"],
    ["a block of text", "a: |\n  one\n"],
    ["a tab", "a: 1\t# one\n"],
    ["lines of another system", "a: 1\r\nb: 2\r\n"],
    ["an error", "a: [1\n"],
    ["a key behind a mapping in braces", "a:\n- { b: 1 } c: 2\n"],
    ["a key behind a list in brackets", "a:\n- [b] c: 2\n"],
    ["a key behind a word in quotes", "a:\n- 'b' c: 2\n"],
    ["an item behind a list in brackets", "- [b] - c\n"],
    ["a mark that is indented", "  ---\n  'a'\n"],
    ["an end before the document", "...\na: 1\n"],
    ["a key behind an end", "... a: 1\n"],
    ["a key behind a mark", "--- a: 1\n"],
    ["nothing", ""],
    ["deep nesting", `${"[".repeat(30)}${"]".repeat(30)}\n`],
  ])("leaves %s to the parser", (_, text) => {
    expect(plainYaml(text)).toBeUndefined();
  });
});
