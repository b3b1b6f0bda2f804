// @ts-check
/** Empties a sandbox: its stacks, its clouds and which stack was selected. The Pulumi home with the plugins stays. */
const fs = require("node:fs");
const path = require("node:path");

/**
 * @param {string} folder
 * @param {readonly string[]} args
 * @returns {number} Exit code.
 */
function resetSandbox(folder, args) {
  if (args.length > 0) {
    process.stderr.write(`sandbox reset takes no arguments, got "${args.join(" ")}"\n`);
    return 2;
  }
  const parts = ["state", "cloud", path.join("home", "workspaces"), path.join("home", "logs")].map(
    (part) => path.join(folder, part),
  );
  const found = parts.filter((part) => fs.existsSync(part));
  const stacks = countFiles(path.join(folder, "state", ".pulumi", "stacks"));
  const clouds = countFiles(path.join(folder, "cloud"));
  for (const part of found) fs.rmSync(part, { recursive: true, force: true });
  process.stderr.write(
    stacks + clouds === 0
      ? `nothing to remove in ${folder}\n`
      : `removed ${stacks} ${stacks === 1 ? "stack" : "stacks"} and what ${clouds} had in the clouds, from ${folder}\n`,
  );
  return 0;
}

/** @param {string} folder */
function countFiles(folder) {
  if (!fs.existsSync(folder)) return 0;
  const names = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".json")).length;
}

module.exports = { resetSandbox };
