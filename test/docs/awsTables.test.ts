/** The tables about AWS, and of the sandbox: every argument and document key that they name exists, and every test. */
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import * as aws from "../../components/aws";
import { azureRules } from "../../sandbox/azure";
import { isArgument, isDocumentKey } from "../support/namedKeys";

const root = path.resolve(__dirname, "../..");

interface Row {
  readonly about: string;
  readonly arguments: readonly string[];
  readonly keys: readonly string[];
  readonly tests: readonly string[];
  readonly ours: string;
}

/** Rows of every table of a page. What begins with a component's name is an argument, a test file is a test, the rest a key. */
function rowsOf(page: string): readonly Row[] {
  const lines = readFileSync(path.join(root, "docs/components/aws", page), "utf8").split("\n");
  return lines
    .filter((line, index) => line.startsWith("| ") && !lines[index + 1]?.startsWith("|---"))
    .map((line) => {
      const [, about = "", ...cells] = line.split("|").map((cell) => cell.trim());
      const ours = cells.join(" ");
      const named = [...ours.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);
      const tests = named.filter((text) => text.endsWith(".test.ts"));
      const others = named.filter((text) => !tests.includes(text));
      const isOfComponent = (text: string) => Object.hasOwn(aws, text.split(".")[0] ?? "");
      return {
        about,
        ours,
        tests,
        arguments: others.filter(isOfComponent),
        keys: others.filter((text) => !isOfComponent(text)),
      };
    });
}

describe.each(["features.md", "migration.md", "complaints.md"])(
  "docs/components/aws/%s",
  (page) => {
    const rows = rowsOf(page);

    it("has an answer in every row", () => {
      expect(rows.length).toBeGreaterThan(10);
      expect(rows.filter(({ ours }) => ours.trim() === "").map(({ about }) => about)).toEqual([]);
    });

    it("names only arguments that the components take", () => {
      const wrong = rows
        .flatMap((row) => row.arguments)
        .filter((key) => key.includes(".") && !isArgument(key));

      expect(wrong).toEqual([]);
    });

    it("names only keys that the document has", () => {
      expect(rows.flatMap((row) => row.keys).filter((key) => !isDocumentKey(key))).toEqual([]);
    });

    it("names only tests that there are", () => {
      const missing = rows
        .flatMap((row) => row.tests)
        .filter((file) => !existsSync(path.join(root, file)));

      expect(missing).toEqual([]);
    });
  },
);

describe.each(["complaints.md", "../../sandbox.md"])("docs/components/aws/%s", (page) => {
  const rows = rowsOf(page).filter(
    ({ ours }) => page === "complaints.md" || ours.includes(".test.ts"),
  );

  it.each(rows.map((row) => [row.about, row] as const))("%s is a test", (_, { ours, tests }) => {
    const [, sentence = ""] = /\*([^*]+)\*/.exec(ours) ?? [];
    const texts = tests.map((file) => readFileSync(path.join(root, file), "utf8"));

    expect(sentence).not.toBe("");
    expect(texts.some((text) => text.includes(sentence))).toBe(true);
  });
});

describe("docs/sandbox.md", () => {
  it("names only files of the sandbox that there are", () => {
    const text = readFileSync(path.join(root, "docs/sandbox.md"), "utf8");
    const files = [...text.matchAll(/`(sandbox\/aws\/[^`]+\.ts)`/g)].map(([, file = ""]) => file);

    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });
});

describe("docs/sandbox.md about Azure", () => {
  const rows = rowsOf("../../sandbox.md");

  it("names every type that has rules", () => {
    const named = rows.flatMap(({ about }) => [...about.matchAll(/`(?:\w+\.)?(\w+)`/g)]);
    const missing = azureRules
      .map(({ type }) => type.split(":").at(-1) ?? "")
      .filter((name) => !named.some(([, text]) => text === name));

    expect(missing).toEqual([]);
  });

  it("has a test for every rule that spans fields, and every quota that is refused", () => {
    const ofAzure = rows.filter(({ tests }) =>
      tests.some((file) => file.startsWith("test/sandbox/azure/")),
    );

    expect(ofAzure.length).toBeGreaterThan(40);
  });
});

describe("what the tables are held against", () => {
  it.each(["PatchBaseline.approvalRules[].approveAfter", "MaintenanceWindow.work.runs[].nothing"])(
    "knows no argument %s",
    (key) => expect(isArgument(key)).toBe(false),
  );

  it.each(["groups.*.ring", "windows.*.lasts", "groups[].rings"])("knows no key %s", (key) =>
    expect(isDocumentKey(key)).toBe(false),
  );
});
