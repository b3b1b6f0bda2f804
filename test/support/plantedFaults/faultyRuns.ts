/** Runs tests against sources with faults in them: in one process of their own, and in memory. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

export const root = path.join(__dirname, "../../..");

export interface FaultyRun {
  readonly name: string;
  /** The source that is changed, from the project's root, and what is loaded in its place. */
  readonly file: string;
  readonly code: string;
  readonly tests: readonly string[];
}

export interface FailedTest {
  readonly name: string;
  /** What was thrown: the names of an error and of its causes, and its message. */
  readonly errors: readonly { readonly names: readonly string[]; readonly message: string }[];
}

/** One test file of one run. */
export interface TestedFile {
  readonly run: string;
  readonly file: string;
  /** Why the file could not be run at all. */
  readonly broken: readonly string[];
  readonly failed: readonly FailedTest[];
  readonly passed: number;
}

export interface Answer {
  readonly files: readonly TestedFile[];
  /** What was thrown outside of tests. */
  readonly unhandled: readonly string[];
}

export function runFaulty(runs: readonly FaultyRun[]): Answer {
  const folder = mkdtempSync(path.join(tmpdir(), "patchwarden-faults-"));
  const [request, answer] = [path.join(folder, "request.json"), path.join(folder, "answer.json")];
  try {
    writeFileSync(request, JSON.stringify(runs));
    const program = path.join(root, "tools", "faultyRuns.mjs");
    // The child is a Vitest of its own, which must not take this worker's settings for its own.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST")),
    );
    execFileSync(process.execPath, [program, request, answer], {
      cwd: root,
      env,
      stdio: "pipe",
      // A fault may make a loop of the proof endless.
      timeout: 30 * 60_000,
    });
    return JSON.parse(readFileSync(answer, "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
