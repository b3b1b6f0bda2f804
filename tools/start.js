// @ts-check
/** `npm start`: sets up, then deploys `patching.yaml` into the sandbox and shows what that means. */
const { runCommand } = require("./command");
const path = require("node:path");
const { BUNDLES } = require("./bundles");
const { defaultSandboxFolder, sandboxEnvironment } = require("./environment");
const { runInForeground } = require("./foreground");
const { root } = require("./projectPaths");
const { setUp } = require("./prepare");

runCommand(async () => {
  await setUp();
  const program = path.join(root, BUNDLES.start.output);
  const env = sandboxEnvironment(defaultSandboxFolder());
  return runInForeground(process.execPath, [program, ...process.argv.slice(2)], { cwd: root, env });
});
