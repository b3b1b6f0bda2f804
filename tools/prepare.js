// @ts-check
/** Makes a checkout ready to run: dependencies, engine, bundles, sandbox. Does only what is missing, and shows what it does. */
const fs = require("node:fs");
const path = require("node:path");
const { exitCleanlyOnSignals } = require("./background");
const { BUNDLES, makeBundles } = require("./bundles");
const { installDependencies } = require("./dependencies");
const { engineSources, findEngine } = require("./engine/find");
const { besideLanguageHost } = require("./engine/languageHost");
const { defaultSandboxFolder } = require("./environment");
const { requireNode } = require("./nodeVersion");
const { engineCache, root } = require("./projectPaths");
const { writeRecord, readRecord } = require("./record");

/** @typedef {import("./bundles").BundleName} BundleName */

/**
 * @param {{ bundles?: readonly BundleName[] }} [needs] All bundles, unless the caller needs only some.
 * @returns {Promise<string>} The engine's command.
 */
async function setUp({ bundles = /** @type {BundleName[]} */ (Object.keys(BUNDLES)) } = {}) {
  requireNode();
  const stopListening = exitCleanlyOnSignals();
  try {
    await installDependencies(root);
    const command = await placeEngine();
    await makeBundles(root, bundles);
    // Required here: what it reads is there only now.
    require("./sandboxHome").prepareSandbox(defaultSandboxFolder());
    return command;
  } finally {
    stopListening();
  }
}

async function placeEngine() {
  const cache = engineCache();
  const engine = await findEngine(engineSources({ root, cache, env: process.env }));
  const command = engine.needsHost
    ? await besideLanguageHost({ root, cache, binary: engine.binary })
    : linkInOwnFolder(engine.binary);
  if (readRecord(root, "engine")?.command !== command) writeRecord(root, "engine", { command });
  return command;
}

/**
 * An installed engine may share its folder with anything, an older node for one: on PATH goes a folder that holds the engine only.
 * @param {string} binary
 */
function linkInOwnFolder(binary) {
  const folder = path.join(root, "node_modules", ".cache", "patchwarden", "engine", "bin");
  const link = path.join(folder, "pulumi");
  if (fs.existsSync(link) && fs.realpathSync(link) === fs.realpathSync(binary)) return link;
  fs.mkdirSync(folder, { recursive: true });
  const draft = `${link}.${process.pid}.partial`;
  fs.symlinkSync(binary, draft);
  fs.renameSync(draft, link);
  return link;
}

module.exports = { setUp };
