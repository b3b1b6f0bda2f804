// @ts-check
/** Puts a built engine and our language host into one folder, where the engine takes the host for its own. */
const fs = require("node:fs");
const path = require("node:path");
const { ENGINE_VERSION } = require("../engineVersion");
const { bundle } = require("../esbuild");
const { hashFiles, hashOf } = require("../inputHash");
const { readRecord, writeRecord } = require("../record");

/**
 * @param {{ root: string; cache: string; binary: string }} request
 * @returns {Promise<string>} The folder's name carries the host's hash: two checkouts with different hosts do not disturb each other.
 */
async function besideLanguageHost({ root, cache, binary }) {
  const inputs = hashInputs(root, binary);
  const known = readRecord(root, "languageHost");
  if (known?.inputs === inputs && fs.existsSync(known.binary)) return known.binary;
  const host = await bundleHost(root);
  const folder = path.join(cache, `${ENGINE_VERSION}-${hashOf(host, identity(binary))}`);
  const placed = path.join(folder, "bin", "pulumi");
  if (!fs.existsSync(placed)) place({ folder, binary, host });
  writeRecord(root, "languageHost", { inputs, binary: placed });
  return placed;
}

/**
 * @param {string} root
 * @param {string} binary
 */
function hashInputs(root, binary) {
  const folder = path.join(root, "tools", "languageHost");
  const sources = fs.readdirSync(folder).map((name) => path.join(folder, name));
  const lock = path.join(root, "package-lock.json");
  return hashOf(hashFiles([...sources, lock]), ENGINE_VERSION, binary, identity(binary));
}

/** An engine that was built anew is another one. */
function identity(/** @type {string} */ binary) {
  const { size, mtimeMs } = fs.statSync(binary);
  return `${size} ${mtimeMs}`;
}

/** @param {string} root */
async function bundleHost(root) {
  const { contents } = await bundle({
    root,
    entry: path.join("tools", "languageHost", "main.js"),
    external: [],
    firstLine: "#!/usr/bin/env node",
  });
  return contents;
}

/** @param {{ folder: string; binary: string; host: Uint8Array }} request */
function place({ folder, binary, host }) {
  const draft = `${folder}.${process.pid}.partial`;
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(path.join(draft, "bin"), { recursive: true });
  linkOrCopy(binary, path.join(draft, "bin", "pulumi"));
  fs.writeFileSync(path.join(draft, "bin", "pulumi-language-nodejs"), host, { mode: 0o755 });
  try {
    fs.renameSync(draft, folder);
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    // Another set-up has placed the same content meanwhile.
    if (!fs.existsSync(path.join(folder, "bin", "pulumi"))) throw error;
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
function linkOrCopy(from, to) {
  try {
    fs.linkSync(from, to);
  } catch {
    fs.copyFileSync(from, to);
    fs.chmodSync(to, 0o755);
  }
}

module.exports = { besideLanguageHost };
