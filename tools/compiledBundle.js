// @ts-check
/**
 * Loads a bundle with what V8 compiled of it in a run before, which is kept beside it: compiling is a sixth of a short
 * command's time, and a fifteenth of the check of a thousand groups. Node 20 has no `module.enableCompileCache`.
 */
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const vm = require("node:vm");
const { hashOf } = require("./inputHash");
const { replaceFile } = require("./record");

/** A run of so many milliseconds has called most of what there is to compile. */
const LONG = 1000;

/** @typedef {{ readonly data: Buffer; readonly ofLongRun: boolean }} Kept */

/** @param {string} file A CommonJS module, without an `import()`. */
function loadBundle(file) {
  const text = fs.readFileSync(file, "utf8").replace(/^#!.*/, "");
  const hash = hashOf(text);
  const kept = readKept(file, hash);
  const script = new vm.Script(Module.wrap(text), {
    filename: file,
    ...(kept && { cachedData: kept.data }),
  });
  // V8 refuses what another version of it compiled, or one with other flags.
  const isUsed = kept !== undefined && script.cachedDataRejected === false;
  process.once("exit", () => {
    const ofLongRun = performance.now() > LONG;
    if (isUsed && (kept.ofLongRun || !ofLongRun)) return;
    keep(file, hash, { data: script.createCachedData(), ofLongRun });
  });
  const loaded = { exports: {} };
  const run = script.runInThisContext();
  run(loaded.exports, Module.createRequire(file), loaded, file, path.dirname(file));
  return loaded.exports;
}

/** @param {string} file */
function fileOfKept(file) {
  return `${file}.compiled`;
}

/**
 * V8 looks at a text's length only, so that the hash is compared here.
 * @param {string} file
 * @param {string} hash
 * @returns {Kept | undefined}
 */
function readKept(file, hash) {
  try {
    const contents = fs.readFileSync(fileOfKept(file));
    const begin = contents.indexOf("\n");
    const [ofText, length] = contents.toString("latin1", 0, begin).split(" ");
    if (ofText !== hash) return undefined;
    return { data: contents.subarray(begin + 1), ofLongRun: length === "long" };
  } catch {
    return undefined;
  }
}

/**
 * A folder that may not be written to keeps nothing, and every run compiles.
 * @param {string} file
 * @param {string} hash
 * @param {Kept} kept
 */
function keep(file, hash, { data, ofLongRun }) {
  try {
    const head = Buffer.from(`${hash} ${ofLongRun ? "long" : "short"}\n`);
    replaceFile(fileOfKept(file), Buffer.concat([head, data]));
  } catch {
    // Nothing is lost but time.
  }
}

module.exports = { loadBundle };
