/**
 * `check` as people run it, and the peer: the YAML parser alone on the same texts. Each in a process of its own and in
 * turn, so that a slow or busy machine slows both, and their ratio says what the machine cannot.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { parseDocument } from "yaml";
import { readAll } from "./texts";

export interface EndToEnd {
  /** Medians in milliseconds: from the start of the process to its end, and of the parsing alone. */
  readonly check: number;
  readonly peer: number;
}

/** Parses what `check` reads and prints the milliseconds that it took. */
export function timePeer(file: string): void {
  const { texts } = readAll(file);
  const started = performance.now();
  for (const text of texts) parseDocument(text).toJS();
  process.stdout.write(String(performance.now() - started));
}

export function timeEndToEnd(file: string, asOf: number, times: number): EndToEnd {
  const day = new Date(asOf * 60_000).toISOString().slice(0, 10);
  const turns = Array.from({ length: times }, () => ({
    check: timeCheck(["check", "--no-fix", "--document", file, "--as-of", day]),
    peer: Number(
      execFileSync(process.execPath, [process.argv[1] ?? "", "--peer", file], { encoding: "utf8" }),
    ),
  }));
  return {
    check: median(turns.map(({ check }) => check)),
    peer: median(turns.map(({ peer }) => peer)),
  };
}

function timeCheck(args: readonly string[]): number {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, ["tools/patchwarden.js", ...args], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  // The made-up organisations have broken promises and findings: anything else is a fault of the bench.
  if (status !== 3) throw new Error(`check ended with ${status}`);
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
