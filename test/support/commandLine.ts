/** The command line in a folder of its own, on 1 December 2026: what the tests of commands start from. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach } from "vitest";
import { runCommandLine } from "../../operations/commandLine";

export interface Printed {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

export interface Workplace {
  run(...args: string[]): Printed;
  write(text: string, file?: string): void;
  read(file: string): string;
  /** Absolute path of a file in the folder. */
  pathOf(file: string): string;
}

/** Call it at the top of a test file; every test gets an empty folder. */
export function workplace(): Workplace {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "patchwarden-command-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return {
    run: (...args) => runIn(folder, args),
    write: (text, file = "patching.yaml") => {
      const target = path.join(folder, file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    },
    pathOf: (file) => path.join(folder, file),
    read: (file) => readFileSync(path.join(folder, file), "utf8"),
  };
}

function runIn(cwd: string, args: readonly string[]): Printed {
  const out: string[] = [];
  const err: string[] = [];
  const exit = runCommandLine(args, {
    cwd,
    now: () => Date.UTC(2026, 11, 1),
    out: (text) => out.push(text),
    err: (text) => err.push(text),
  });
  return { exit, out: out.join("\n"), err: err.join("\n") };
}
