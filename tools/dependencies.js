// @ts-check
/** Installs the locked dependencies with `npm ci`, once per lock file; an installation that was cut short is done again. */
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { runInBackground } = require("./background");
const { withLock } = require("./lockFile");
const { showStep } = require("./progress");
const { SetUpError } = require("./setUpError");

/**
 * @param {string} root
 * @returns {Promise<void>}
 */
async function installDependencies(root) {
  if (isInstalled(root)) return;
  await withLock(path.join(root, ".patchwarden", "dependencies.lock"), async () => {
    // Another set-up may have done it while this one waited.
    if (isInstalled(root)) return;
    if (!matchesInstalled(root))
      await showStep("install dependencies", (step) => npmCi(root, step));
    fs.writeFileSync(stampFile(root), lockHash(root));
  });
}

/** @param {string} root */
function stampFile(root) {
  return path.join(root, "node_modules", ".patchwarden-lock");
}

/** @param {string} root */
function lockHash(root) {
  const lock = fs.readFileSync(path.join(root, "package-lock.json"));
  return crypto.createHash("sha256").update(lock).digest("hex");
}

/** @param {string} root */
function isInstalled(root) {
  const stamp = stampFile(root);
  return fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === lockHash(root);
}

/**
 * True when npm itself, called by hand, has installed what the lock file asks for. npm writes its record last, so a killed
 * installation has none.
 * @param {string} root
 */
function matchesInstalled(root) {
  const record = path.join(root, "node_modules", ".package-lock.json");
  if (!fs.existsSync(record)) return false;
  const installed = JSON.parse(fs.readFileSync(record, "utf8")).packages ?? {};
  const wanted = JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(([location, entry]) => {
    const found = installed[location];
    if (location === "") return true;
    return found ? found.version === entry.version : Boolean(entry.optional);
  });
}

/**
 * @param {string} root
 * @param {import("./progress").Step} step
 */
async function npmCi(root, step) {
  step.waitFor("npm ci, about a minute when nothing is cached");
  const flags = ["ci", "--include=dev", "--prefer-offline", "--no-audit", "--no-fund"];
  const { code, output } = await runInBackground("npm", flags, { cwd: root });
  if (code === 0) return;
  throw new SetUpError(
    code === 127
      ? `npm is not on PATH (${output}); install Node with npm`
      : `"npm ci" ended with code ${code}; it said:\n${output}`,
  );
}

module.exports = { installDependencies };
