#!/usr/bin/env node
// @ts-check
/** The package's command. In a checkout it is bundled first when a source has changed; an installed package brings it built. */
const fs = require("node:fs");
const path = require("node:path");
const { fail } = require("./command");
const { BUNDLES, makeBundles } = require("./bundles");
const { loadBundle } = require("./compiledBundle");
const { installDependencies } = require("./dependencies");
const { requireNode } = require("./nodeVersion");
const { root } = require("./projectPaths");

/** Loaded into this process: it reads its arguments and sets the exit code itself. */
async function main() {
  requireNode();
  if (fs.existsSync(path.join(root, BUNDLES.cli.entry))) {
    await installDependencies(root);
    await makeBundles(root, ["cli"]);
  }
  loadBundle(path.join(root, BUNDLES.cli.output));
}

main().catch(fail);
