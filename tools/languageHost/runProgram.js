// @ts-check
/** `Run`: one Pulumi program as a child of its own, told everything by arguments and environment. */
const proto = require("@pulumi/pulumi/proto/language_pb");
const { endChild, exitCode, startChild } = require("./children");
const { resolveRunner, runtimeOptions } = require("./programInfo");

/** The runner ends with this code when it has already shown the error to the user. */
const ALREADY_EXPLAINED = 32;

/**
 * @param {any} call
 * @param {string} engineAddress
 */
async function runProgram(call, engineAddress) {
  /** @type {import("@pulumi/pulumi/proto/language_pb").RunRequest} */
  const request = call.request;
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() || request.getPwd();
  const options = runtimeOptions(info);
  const runner = resolveRunner(directory, "run");
  const args = [...options.nodeArgs, runner, ...runnerArguments(request, engineAddress)];
  const child = startChild(process.execPath, args, {
    cwd: directory,
    env: { ...process.env, ...programEnvironment(request, options) },
    // The engine reads our own output, so the program's goes where ours goes.
    stdio: ["ignore", "inherit", "inherit"],
  });
  call.on("cancelled", () => endChild(child));
  return runResponse(await exitCode(child));
}

/**
 * @param {import("@pulumi/pulumi/proto/language_pb").RunRequest} request
 * @param {string} engineAddress
 */
function runnerArguments(request, engineAddress) {
  const flags = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    project: request.getProject(),
    stack: request.getStack(),
    pwd: request.getPwd(),
    "root-directory": request.getInfo()?.getRootDirectory(),
    organization: request.getOrganization(),
    parallel: request.getParallel() > 0 ? String(request.getParallel()) : "",
  };
  const given = Object.entries(flags).flatMap(([flag, value]) =>
    value ? [`--${flag}`, value] : [],
  );
  const dryRun = request.getDryrun() ? ["--dry-run"] : [];
  const entryPoint = request.getInfo()?.getEntryPoint() || request.getProgram() || ".";
  return [...given, ...dryRun, entryPoint, ...request.getArgsList()];
}

/**
 * @param {import("@pulumi/pulumi/proto/language_pb").RunRequest} request
 * @param {import("./programInfo").RuntimeOptions} options
 */
function programEnvironment(request, options) {
  const config = Object.fromEntries(request.getConfigMap().toArray());
  return {
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: String(options.typescript),
    ...(options.tsconfig ? { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig } : {}),
  };
}

/** @param {number} code */
function runResponse(code) {
  const response = new proto.RunResponse();
  if (code === ALREADY_EXPLAINED) response.setBail(true);
  else if (code !== 0) response.setError(`Program exited with non-zero exit code: ${code}`);
  return response;
}

module.exports = { runProgram };
