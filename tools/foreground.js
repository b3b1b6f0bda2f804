// @ts-check
/** Runs the user's own command: its streams are ours, its exit code becomes ours, and Ctrl-C ends all that it started. */
const { spawn } = require("node:child_process");
const { constants } = require("node:os");

/** A cancelled engine finishes the calls under way first; after this long it is ended. */
const GRACE_MS = 30_000;

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string; env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} 128 + the number of the signal that ended it, or that ended us.
 */
function runInForeground(command, args, { cwd, env }) {
  return new Promise((resolve, reject) => {
    // A terminal sends Ctrl-C to all in its foreground group, so the child stays there; elsewhere it gets a group that we end.
    const ownGroup = !process.stdin.isTTY;
    const child = spawn(command, [...args], { cwd, env, stdio: "inherit", detached: ownGroup });
    const interruption = passSignalsOn(child, ownGroup);
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      interruption.stop();
      const ended = interruption.signal ?? signal;
      resolve(ended ? 128 + constants.signals[ended] : (code ?? 1));
    });
  });
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {boolean} ownGroup
 */
function passSignalsOn(child, ownGroup) {
  /** @type {{ signal: NodeJS.Signals | undefined; stop: () => void }} */
  const interruption = { signal: undefined, stop: () => {} };
  /** @type {NodeJS.Timeout | undefined} */
  let impatience;
  const send = (/** @type {NodeJS.Signals} */ signal) => kill(child, ownGroup, signal);
  const onSignal = (/** @type {NodeJS.Signals} */ signal) => {
    // The second one means it.
    const again = interruption.signal !== undefined;
    interruption.signal = signal;
    if (ownGroup || signal !== "SIGINT") send(again ? "SIGKILL" : signal);
    impatience ??= setTimeout(() => send("SIGKILL"), GRACE_MS);
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, onSignal);
  interruption.stop = () => {
    clearTimeout(impatience);
    for (const signal of signals) process.off(signal, onSignal);
    // What a killed command has left in its group.
    if (ownGroup && interruption.signal !== undefined) send("SIGKILL");
  };
  return interruption;
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {boolean} ownGroup
 * @param {NodeJS.Signals} signal
 */
function kill(child, ownGroup, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(ownGroup ? -child.pid : child.pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

module.exports = { runInForeground };
