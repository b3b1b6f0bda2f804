// @ts-check
/**
 * The environment in which the real engine finds the sandbox instead of the clouds. One source for `npm run sandbox`,
 * `npm start` and the tests.
 */
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { root } = require("./projectPaths");
const { readRecord } = require("./record");
const { SetUpError } = require("./setUpError");

/** Of the user's environment, what would lead the engine out of the sandbox. */
const NOT_PASSED_ON = [
  "PULUMI_ACCESS_TOKEN",
  "PULUMI_CONFIG_PASSPHRASE_FILE",
  "PULUMI_DEBUG_PROVIDERS",
  "PULUMI_DEBUG_LANGUAGES",
  "PULUMI_IGNORE_AMBIENT_PLUGINS",
];

/** The sandbox of this project: `.patchwarden/`, unless `PATCHWARDEN_SANDBOX` names another folder. */
function defaultSandboxFolder(env = process.env) {
  return path.resolve(env["PATCHWARDEN_SANDBOX"] || path.join(root, ".patchwarden"));
}

/**
 * @param {string} sandboxFolder
 * @param {NodeJS.ProcessEnv} [base] What is passed on, such as `PATCHWARDEN_DOCUMENT`.
 * @returns {Record<string, string>}
 */
function sandboxEnvironment(sandboxFolder, base = process.env) {
  const folder = path.resolve(sandboxFolder);
  const passedOn = Object.entries(base).filter(([name]) => !NOT_PASSED_ON.includes(name));
  return {
    .../** @type {Record<string, string>} */ (Object.fromEntries(passedOn)),
    PATCHWARDEN_SANDBOX: folder,
    PULUMI_HOME: path.join(folder, "home"),
    PULUMI_BACKEND_URL: stateUrl(folder),
    PULUMI_CONFIG_PASSPHRASE: "sandbox",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PATH: [path.dirname(engineCommand()), base["PATH"] ?? ""].join(path.delimiter),
  };
}

/** @param {string} folder */
function stateUrl(folder) {
  return pathToFileURL(path.join(folder, "state")).href;
}

/** @returns {string} Absolute path of the `pulumi` that the set-up found; it stands in a folder `bin` that holds only the engine. */
function engineCommand() {
  const command = readRecord(root, "engine")?.command;
  if (command === undefined) throw new SetUpError("no engine is set up yet: run npm run setup");
  return command;
}

module.exports = { defaultSandboxFolder, sandboxEnvironment, engineCommand };
