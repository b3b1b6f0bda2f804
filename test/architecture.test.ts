import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { preProcessFile } from "typescript";
import { describe, expect, it } from "vitest";

const root = path.resolve(__dirname, "..");

/** Imports between files of the tree; the linter's own rule reads the providers' declarations too, for minutes. */
function importGraph(): ReadonlyMap<string, readonly string[]> {
  const list = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts"],
    { cwd: root, encoding: "utf8" },
  );
  const files = list.split("\n").filter((file) => file !== "" && existsSync(path.join(root, file)));
  return new Map(files.map((file) => [file, importsOf(file)]));
}

function importsOf(file: string): readonly string[] {
  const text = readFileSync(path.join(root, file), "utf8");
  const { importedFiles } = preProcessFile(text);
  return importedFiles
    .map(({ fileName }) => fileName)
    .filter((name) => name.startsWith("."))
    .map((name) => path.posix.join(path.posix.dirname(file), name))
    .flatMap((base) => [`${base}.ts`, `${base}/index.ts`])
    .filter((candidate) => existsSync(path.join(root, candidate)));
}

/** The files of one cycle, or nothing. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...trail, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

describe("the tree", () => {
  it("has no import cycle", () => {
    expect(findCycle(importGraph())).toBeUndefined();
  });

  it("finds a cycle where there is one", () => {
    const graph = new Map([
      ["a.ts", ["b.ts"]],
      ["b.ts", ["c.ts"]],
      ["c.ts", ["b.ts"]],
    ]);

    expect(findCycle(graph)).toEqual(["b.ts", "c.ts", "b.ts"]);
  });

  it("keeps the one rule of dependencies between its parts", () => {
    const allowed: Readonly<Record<string, readonly string[]>> = {
      model: ["model"],
      components: ["components", "model"],
      policies: ["policies", "model"],
      operations: ["operations", "model"],
      stacks: ["stacks", "components", "model"],
    };
    const broken = [...importGraph()].flatMap(([file, imports]) => {
      const parts = allowed[file.split("/")[0] ?? ""];
      return parts === undefined
        ? []
        : imports
            .filter((imported) => !parts.includes(imported.split("/")[0] ?? ""))
            .map((imported) => `${file} imports ${imported}`);
    });

    expect(broken).toEqual([]);
  });
});
