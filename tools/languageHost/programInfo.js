// @ts-check
/** What the engine says of a program or plugin: its folders and the `runtime.options` of its project file. */
const { createRequire } = require("node:module");
const path = require("node:path");

/**
 * @typedef {object} RuntimeOptions
 * @property {boolean} typescript Compile TypeScript while loading; on unless the project says otherwise.
 * @property {string | undefined} tsconfig
 * @property {readonly string[]} nodeArgs
 * @property {string} packageManager `auto` looks at the lock files.
 */

/**
 * @param {import("@pulumi/pulumi/proto/language_pb").ProgramInfo | undefined} info
 * @returns {RuntimeOptions}
 */
function runtimeOptions(info) {
  const options = info?.getOptions()?.toJavaScript() ?? {};
  return {
    typescript: options["typescript"] !== false && options["typescript"] !== "false",
    tsconfig: options["tsconfig"] ? String(options["tsconfig"]) : undefined,
    nodeArgs: splitArguments(String(options["nodeargs"] ?? "")),
    packageManager: String(options["packagemanager"] ?? "auto"),
  };
}

/**
 * Splits like a shell does, without expansions: blanks separate, quotes keep together.
 * @param {string} text
 */
function splitArguments(text) {
  const words = text.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, "$1$2"));
}

/**
 * The runner belongs to the SDK that the program itself installed, never to this host.
 * @param {string} directory
 * @param {"run" | "run-policy-pack" | "run-plugin"} runner
 */
function resolveRunner(directory, runner) {
  try {
    return createRequire(path.join(directory, "index.js")).resolve(`@pulumi/pulumi/cmd/${runner}`);
  } catch {
    throw new Error(
      `the Pulumi SDK is not installed for ${directory}: run "npm install" there (looked for @pulumi/pulumi/cmd/${runner})`,
    );
  }
}

module.exports = { runtimeOptions, resolveRunner };
