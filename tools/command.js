// @ts-check
/** The frame of every command in this folder. */
const { SetUpError } = require("./setUpError");

/**
 * Ends the process with the command's exit code; what the user can mend is shown as it is, without a stack trace.
 * @param {() => Promise<number>} command
 */
function runCommand(command) {
  command().then((code) => process.exit(code), fail);
}

/** @param {Error} error */
function fail(error) {
  process.stderr.write(`${error instanceof SetUpError ? error.message : error.stack}\n`);
  process.exit(1);
}

module.exports = { runCommand, fail };
