/**
 * Runs the scripts of a runbook as they are rendered, in Python, on the simulated clock and with an SDK whose answers
 * the test gives. One interpreter serves a whole test file, over two named pipes: Node must wait for each line.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { pythonDriver } from "./pythonDriver";

type Fields = Readonly<Record<string, unknown>>;

export interface ScriptJob {
  readonly script: string;
  readonly handler: string;
  readonly payload: unknown;
  readonly now: Date;
  /** Seconds that each call takes. @default 0 */
  readonly callSeconds?: number;
}

/** One call of a script to AWS: `ssm:GetCalendarState`, and what it passes. */
export interface ScriptCall {
  readonly api: string;
  readonly inputs: Fields;
  /** Where it asks, when that is not the run's own region. */
  readonly region?: string;
  /** Whose credentials it asks with, when they are not the run's own. */
  readonly key?: string;
  readonly at: Date;
}

export type ScriptEnd =
  | { readonly ok: true; readonly payload: unknown; readonly now: Date }
  | { readonly ok: false; readonly error: string; readonly now: Date };

type Told = { now: number } & (
  | { ok: boolean; payload?: unknown; error?: string }
  | { ask: Omit<ScriptCall, "at"> }
);

/** Scripts are run only where Python is to be had; the SDK for it is not needed. */
export const hasPython = spawnSync("python3", ["--version"]).status === 0;

/** `answer` gives `undefined` when the call fails. */
export function runScript(
  { callSeconds: took = 0, ...job }: ScriptJob,
  answer: (call: ScriptCall) => unknown,
): ScriptEnd {
  const python = interpreter();
  let told = python.say({ ...job, now: job.now.getTime() / 1000 });
  let thrown: unknown;
  while ("ask" in told) {
    let given: unknown;
    try {
      given = thrown === undefined ? answer({ ...told.ask, at: instant(told.now) }) : undefined;
    } catch (error) {
      // The script is led to its end, or the next one would be taken for its answer.
      thrown = error;
    }
    told = python.say(given === undefined ? { failed: true, took } : { given, took });
  }
  if (thrown !== undefined) throw thrown;
  const now = instant(told.now);
  return told.ok
    ? { ok: true, payload: told.payload, now }
    : { ok: false, error: told.error ?? "", now };
}

const instant = (seconds: number) => new Date(seconds * 1000);

interface Interpreter {
  /** Kept, or the process might be collected. */
  readonly child: ChildProcess;
  say(line: object): Told;
}

let running: Interpreter | undefined;

function interpreter(): Interpreter {
  running ??= start();
  return running;
}

function start(): Interpreter {
  if (!hasPython) throw new Error("the scripts of a runbook need python3 to run");
  const folder = mkdtempSync(path.join(tmpdir(), "scripts-"));
  const [there, back] = [path.join(folder, "there"), path.join(folder, "back")];
  execFileSync("python3", [
    "-c",
    "import os, sys; os.mkfifo(sys.argv[1]); os.mkfifo(sys.argv[2])",
    there,
    back,
  ]);
  const child = spawn("python3", ["-c", pythonDriver, there, back], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  child.unref();
  // Each opens only when the other end does.
  const [output, input] = [openSync(there, "w"), openSync(back, "r")];
  rmSync(folder, { recursive: true });
  return {
    child,
    say: (line) => {
      writeSync(output, `${JSON.stringify(line)}\n`);
      return JSON.parse(readLine(input)) as Told;
    },
  };
}

function readLine(input: number): string {
  const parts: Buffer[] = [];
  for (;;) {
    const part = Buffer.alloc(65_536);
    const length = readSync(input, part);
    if (length === 0) throw new Error("the script's interpreter has ended");
    parts.push(part.subarray(0, length));
    if (part[length - 1] === 10) return Buffer.concat(parts).toString("utf8");
  }
}
