// @ts-check
/** Child processes of the language host. None may outlive the call that started it, nor the host. */
const { spawn } = require("node:child_process");
const { constants } = require("node:os");

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/**
 * Starts a child that is remembered until it ends.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
function startChild(command, args, options) {
  const child = spawn(command, [...args], options);
  running.add(child);
  const forget = () => running.delete(child);
  child.once("exit", forget);
  child.once("error", forget);
  return child;
}

/**
 * Resolves to the exit code once output is read to its end; a child ended by a signal counts as 128 + its number, as in a shell.
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>}
 */
function exitCode(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/** @param {import("node:child_process").ChildProcess} child */
function endChild(child) {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
}

function endAllChildren() {
  for (const child of running) endChild(child);
}

module.exports = { startChild, exitCode, endChild, endAllChildren };
