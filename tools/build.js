// @ts-check
/** `npm run build`: what the package brings: the library with its declarations, and the command as one file. */
const fs = require("node:fs");
const path = require("node:path");
const { makeBundles } = require("./bundles");
const { runCommand } = require("./command");
const { runInForeground } = require("./foreground");
const { root } = require("./projectPaths");

runCommand(async () => {
  await makeBundles(root, ["cli"]);
  // A file that is no more must not stay in the package.
  fs.rmSync(path.join(root, "dist", "library"), { recursive: true, force: true });
  const compiler = path.join(root, "node_modules", "typescript", "bin", "tsc");
  return runInForeground(process.execPath, [compiler, "-p", "tsconfig.build.json"], {
    cwd: root,
    env: process.env,
  });
});
