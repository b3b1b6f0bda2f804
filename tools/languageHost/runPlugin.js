// @ts-check
/** `RunPlugin`: a policy pack (kind `analyzer`) or any other plugin written for Node; output and exit code are streamed. */
const { status } = require("@grpc/grpc-js");
const proto = require("@pulumi/pulumi/proto/language_pb");
const { endChild, exitCode, startChild } = require("./children");
const { resolveRunner, runtimeOptions } = require("./programInfo");

/** @param {any} call */
async function runPlugin(call) {
  try {
    const child = startPlugin(call.request);
    call.on("cancelled", () => endChild(child));
    child.stdout?.on("data", (bytes) => call.write(output("setStdout", bytes)));
    child.stderr?.on("data", (bytes) => call.write(output("setStderr", bytes)));
    call.write(output("setExitcode", await exitCode(child)));
    call.end();
  } catch (error) {
    const details = error instanceof Error ? error.message : String(error);
    call.emit("error", { code: status.FAILED_PRECONDITION, details });
  }
}

/** @param {import("@pulumi/pulumi/proto/language_pb").RunPluginRequest} request */
function startPlugin(request) {
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() || request.getProgram();
  const isPolicyPack = request.getKind() === "analyzer";
  const runner = resolveRunner(directory, isPolicyPack ? "run-policy-pack" : "run-plugin");
  // The two runners want the folder at opposite ends; a pack reads package.json in its working directory.
  const args = isPolicyPack
    ? [...request.getArgsList(), directory]
    : [directory, ...request.getArgsList()];
  const entries = request.getEnvList().map((pair) => splitPair(pair));
  // Node takes its own arguments before the script, for packs too.
  return startChild(process.execPath, [...runtimeOptions(info).nodeArgs, runner, ...args], {
    cwd: isPolicyPack ? directory : request.getPwd(),
    env: { ...process.env, ...Object.fromEntries(entries) },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** @param {string} pair */
function splitPair(pair) {
  const at = pair.indexOf("=");
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/**
 * @param {"setStdout" | "setStderr" | "setExitcode"} field
 * @param {any} value
 */
function output(field, value) {
  const response = new proto.RunPluginResponse();
  response[field](value);
  return response;
}

module.exports = { runPlugin };
