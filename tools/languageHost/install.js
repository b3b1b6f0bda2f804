// @ts-check
/** `InstallDependencies`: runs the project's own package manager and streams what it prints. */
const { status } = require("@grpc/grpc-js");
const fs = require("node:fs");
const path = require("node:path");
const proto = require("@pulumi/pulumi/proto/language_pb");
const { endChild, exitCode, startChild } = require("./children");
const { runtimeOptions } = require("./programInfo");

const LOCK_FILES = { pnpm: "pnpm-lock.yaml", yarn: "yarn.lock", bun: "bun.lock" };

/** @param {any} call */
async function installDependencies(call) {
  const directory = call.request.getDirectory();
  const manager = packageManager(directory, runtimeOptions(call.request.getInfo()).packageManager);
  const child = startChild(manager, ["install"], {
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
  });
  call.on("cancelled", () => endChild(child));
  child.stdout?.on("data", (bytes) => call.write(output("setStdout", bytes)));
  child.stderr?.on("data", (bytes) => call.write(output("setStderr", bytes)));
  const failure = await exitCode(child).then(
    (code) => (code === 0 ? undefined : `"${manager} install" ended with code ${code}`),
    (error) => `cannot run "${manager} install": ${error.message}`,
  );
  if (failure === undefined) call.end();
  else call.emit("error", { code: status.UNKNOWN, details: `${failure} in ${directory}` });
}

/**
 * @param {string} directory
 * @param {string} wanted
 */
function packageManager(directory, wanted) {
  if (wanted !== "auto") return wanted;
  const found = Object.entries(LOCK_FILES).find(([, file]) =>
    fs.existsSync(path.join(directory, file)),
  );
  return found?.[0] ?? "npm";
}

/**
 * @param {"setStdout" | "setStderr"} field
 * @param {Buffer} bytes
 */
function output(field, bytes) {
  const response = new proto.InstallDependenciesResponse();
  response[field](bytes);
  return response;
}

module.exports = { installDependencies };
