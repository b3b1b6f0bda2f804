// @ts-check
/** Bundles tools/languageHost into one executable file, so that it can stand beside the engine outside the project. */
const path = require("node:path");
const { root } = require("./projectPaths");

/** @returns {Promise<Uint8Array>} The text of `pulumi-language-nodejs`. */
async function bundleLanguageHost() {
  const esbuild = require("esbuild");
  const result = await esbuild.build({
    entryPoints: [path.join(root, "tools", "languageHost", "main.js")],
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    target: "node20",
    write: false,
    logLevel: "silent",
    legalComments: "none",
    banner: { js: "#!/usr/bin/env node" },
  });
  const file = result.outputFiles[0];
  if (!file) throw new Error("esbuild wrote no language host");
  return file.contents;
}

module.exports = { bundleLanguageHost };
