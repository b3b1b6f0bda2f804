// @ts-check
/** `npm run bench -- <name> [arguments]`: bundles a benchmark of bench/ and runs it. Benchmarks are measured, never tested for time. */
const fs = require("node:fs");
const path = require("node:path");
const { runCommand } = require("./command");
const { EXTERNAL } = require("./bundles");
const { bundle } = require("./esbuild");
const { runInForeground } = require("./foreground");
const { root } = require("./projectPaths");
const { replaceFile } = require("./record");
const { SetUpError } = require("./setUpError");

runCommand(async () => {
  const [name = "", ...args] = process.argv.slice(2);
  const known = fs.readdirSync(path.join(root, "bench"));
  if (!known.includes(name)) {
    throw new SetUpError(`no benchmark "${name}"; there are ${known.join(", ")}`);
  }
  // The tools know the project's folder by their own: they are loaded where they lie, which is as far up from dist/bench.
  const external = [...EXTERNAL, "../../tools/*"];
  const { contents } = await bundle({ root, entry: `bench/${name}/main.ts`, external });
  const output = path.join(root, "dist", "bench", `${name}.js`);
  replaceFile(output, contents);
  return runInForeground(process.execPath, [output, ...args], { cwd: root, env: process.env });
});
