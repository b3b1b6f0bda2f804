/** The table of practices: every command of it runs, and every test that it names exists. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommandLine } from "../../operations/commandLine";

const root = path.resolve(__dirname, "../..");
const rows = readFileSync(path.join(root, "docs/practices.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| S\d/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()));

function spans(cell = ""): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text ?? "");
}

const commands = rows.flatMap(([, row = "", , cell]) =>
  spans(cell).map((command) => [row, command] as const),
);
const tests = rows.flatMap(([, row = "", , , cell]) =>
  spans(cell).map((file) => [row, file] as const),
);

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "patchwarden-practices-"));
  cpSync(path.join(root, "docs/examples/bank"), path.join(folder, "bank"), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("docs/practices.md", () => {
  it("has a command and a test for each row of the policy language", () => {
    const wanted = [
      ...["S1.1.1", "S1.1.4", "S1.6.1", "S1.7.2", "S1.8.6", "S2.1.1", "S2.1.2", "S2.1.3"],
      ...["S1.1.3", "S1.2.5", "S1.3.2", "S1.4.1", "S1.4.6", "S1.6.2", "S1.6.4", "S1.6.5", "S1.7.5"],
      ...["S2.2.3", "S2.2.6", "S2.3.3", "S2.4.1", "S2.4.2", "S2.4.3", "S2.4.4", "S2.4.5"],
      ...["S2.4.6", "S2.5.1", "S2.5.5", "S2.6.2"],
    ];

    expect(rows.map(([, row]) => row)).toEqual(expect.arrayContaining(wanted));
    for (const [, row = "", , command, test] of rows)
      expect([row, spans(command).length > 0, spans(test).length > 0]).toEqual([row, true, true]);
  });

  it("tells of each row that components make true", () => {
    const page = readFileSync(path.join(root, "docs/practices.md"), "utf8");
    const wanted = ["S1.3.2", "S1.4.1", "S1.6.4", "S1.6.5", "S2.4.3", "S2.4.6", "S2.5.5", "S2.6.2"];

    expect(wanted.filter((row) => !page.includes(row))).toEqual([]);
  });

  it.each(commands)("%s: %s", (_, command) => {
    const out: string[] = [];
    const err: string[] = [];

    const exit = runCommandLine(command.split(" ").slice(1), {
      cwd: folder,
      now: () => Date.UTC(2026, 11, 1),
      out: (text) => out.push(text),
      err: (text) => err.push(text),
    });

    expect([exit, ...err]).toEqual([0]);
    expect(out.join("\n")).not.toBe("");
  });

  it.each(tests)("%s: %s is a test", (_, file) => {
    expect(existsSync(path.join(root, file))).toBe(true);
  });
});
