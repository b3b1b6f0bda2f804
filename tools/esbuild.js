// @ts-check
/** One entry file bundled into one CommonJS file. */
const path = require("node:path");

/**
 * @typedef {object} Bundle
 * @property {Uint8Array} contents
 * @property {readonly string[]} inputs Files of the project that went in, relative to its root.
 */

/**
 * @param {{ root: string; entry: string; external: readonly string[]; firstLine?: string }} request
 * @returns {Promise<Bundle>}
 */
async function bundle({ root, entry, external, firstLine }) {
  // Required here: it is installed by the set-up itself.
  const esbuild = require("esbuild");
  const result = await esbuild.build({
    entryPoints: [path.join(root, entry)],
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: [...external],
    write: false,
    metafile: true,
    logLevel: "silent",
    legalComments: "none",
    ...(firstLine === undefined ? {} : { banner: { js: firstLine } }),
  });
  const inputs = Object.keys(result.metafile.inputs);
  return {
    contents: /** @type {any} */ (result.outputFiles[0]).contents,
    inputs: inputs.filter((file) => !file.startsWith("node_modules/")),
  };
}

module.exports = { bundle };
