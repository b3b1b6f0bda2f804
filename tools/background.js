// @ts-check
/**
 * Commands that the set-up runs without a terminal (npm, go, the engine's installer). Each leads a process group of its own, so
 * that ending it ends what it started; an interrupted set-up ends them all and exits.
 */
const { spawn } = require("node:child_process");
const { constants } = require("node:os");

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
/** Work to undo when the set-up is interrupted. @type {Set<() => void>} */
const cleanups = new Set();

/**
 * Runs the command, and ends its whole group when our end of the pipe closes: a set-up that was killed itself leaves no npm
 * behind that writes into what the next one makes.
 */
const GUARD = [
  "exec 3<&0",
  '"$@" </dev/null 3<&- & command=$!',
  "{ read -r _ <&3; kill -s KILL -- -$$; } >/dev/null 2>&1 & guard=$!",
  "exec 3<&-",
  "wait $command; code=$?",
  "kill $guard 2>/dev/null",
  "exit $code",
].join("\n");

/**
 * @typedef {object} Outcome
 * @property {number} code 127 when the command is not there, 124 when it took too long.
 * @property {string} output Last lines of both streams.
 */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string; env?: NodeJS.ProcessEnv; timeoutMs?: number; onLine?: (line: string) => void }} [options]
 * @returns {Promise<Outcome>}
 */
function runInBackground(command, args, { cwd, env, timeoutMs, onLine } = {}) {
  return new Promise((resolve) => {
    const child = spawn("/bin/sh", ["-c", GUARD, "sh", command, ...args], {
      cwd,
      env,
      detached: true,
      stdio: "pipe",
    });
    running.add(child);
    const lines = new RecentLines(onLine);
    child.stdout?.on("data", (bytes) => lines.add(bytes));
    child.stderr?.on("data", (bytes) => lines.add(bytes));
    let late = false;
    const stop = () => {
      late = true;
      endGroup(child);
    };
    const timer = timeoutMs === undefined ? undefined : setTimeout(stop, timeoutMs);
    const end = (/** @type {Outcome} */ outcome) => {
      clearTimeout(timer);
      running.delete(child);
      resolve(outcome);
    };
    child.once("exit", () => child.stdin.destroy());
    child.once("error", (error) => end({ code: 127, output: error.message }));
    child.once("close", (code, signal) =>
      end({
        code: late ? 124 : (code ?? 128 + (signal ? constants.signals[signal] : 0)),
        output: lines.text(),
      }),
    );
  });
}

class RecentLines {
  /** @param {((line: string) => void) | undefined} onLine */
  constructor(onLine) {
    this.onLine = onLine;
    /** @type {string[]} */
    this.lines = [];
    this.rest = "";
  }

  /** @param {Buffer} bytes */
  add(bytes) {
    const parts = (this.rest + bytes.toString("utf8")).split(/\r?\n/);
    this.rest = parts.pop() ?? "";
    for (const line of parts) this.onLine?.(line);
    this.lines = [...this.lines, ...parts].slice(-40);
  }

  text() {
    return [...this.lines, this.rest].join("\n").trim();
  }
}

/** @param {import("node:child_process").ChildProcess} child */
function endGroup(child) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group has ended by itself.
  }
}

/**
 * Runs `work`; `undo` runs after it, and also when the set-up is interrupted meanwhile.
 * @template T
 * @param {() => void} undo
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withCleanup(undo, work) {
  cleanups.add(undo);
  try {
    return await work();
  } finally {
    cleanups.delete(undo);
    undo();
  }
}

/** Makes Ctrl-C end every command in the background, undo what is half-done, and exit as shells expect. */
function exitCleanlyOnSignals() {
  const exit = (/** @type {number} */ code) => {
    for (const child of running) endGroup(child);
    for (const undo of cleanups) undo();
    process.exit(code);
  };
  const handlers = { SIGINT: () => exit(130), SIGTERM: () => exit(143), SIGHUP: () => exit(129) };
  for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler);
  return () => {
    for (const [signal, handler] of Object.entries(handlers)) process.off(signal, handler);
  };
}

module.exports = { runInBackground, withCleanup, exitCleanlyOnSignals };
