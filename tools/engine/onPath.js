// @ts-check
/** An engine that the user has installed: `pulumi` on PATH, with the language host for Node. */
const fs = require("node:fs");
const path = require("node:path");
const { runInBackground } = require("../background");
const { OLDEST_ENGINE } = require("../engineVersion");
const { isAtLeast } = require("../version");

const HOST = "pulumi-language-nodejs";

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import("./find").Finding>}
 */
async function engineOnPath(env) {
  const binary = findOnPath("pulumi", env, (file) => !isNpmPackage(file));
  if (binary === undefined) return { reason: "no pulumi on PATH" };
  const real = fs.realpathSync(binary);
  const { code, output } = await runInBackground(binary, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: 30_000,
  });
  if (code !== 0) return { reason: `${binary} does not run: ${output || `code ${code}`}` };
  const version = output.split("\n").at(-1) ?? "";
  if (!isAtLeast(version, OLDEST_ENGINE))
    return { reason: `${binary} is ${version}; ${OLDEST_ENGINE} is the oldest that will do` };
  const beside = isExecutable(path.join(path.dirname(real), HOST));
  if (!beside && findOnPath(HOST, env) === undefined)
    return { reason: `${binary} has no ${HOST} beside it or on PATH` };
  return { binary: real };
}

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @param {(file: string) => boolean} [accepts]
 */
function findOnPath(name, env, accepts = () => true) {
  const folders = (env["PATH"] ?? "")
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder));
  const files = folders.map((folder) => path.join(folder, name));
  return files.find((file) => isExecutable(file) && accepts(file));
}

/** npm puts its packages' commands on PATH: `pulumi` there is the downloader, which has its own place in the order. */
function isNpmPackage(/** @type {string} */ file) {
  return fs.realpathSync(file).split(path.sep).includes("node_modules");
}

/** @param {string} file */
function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

module.exports = { engineOnPath, isExecutable };
