// @ts-check
/** Small JSON records of what the set-up has done in this checkout. They live in node_modules, and may be lost at any time. */
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

/**
 * @param {string} root
 * @param {string} name
 */
function recordFile(root, name) {
  return path.join(root, "node_modules", ".cache", "patchwarden", `${name}.json`);
}

/**
 * @param {string} root
 * @param {string} name
 * @returns {any} Nothing when there is no record, or only half of one.
 */
function readRecord(root, name) {
  try {
    return JSON.parse(fs.readFileSync(recordFile(root, name), "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} root
 * @param {string} name
 * @param {unknown} record
 */
function writeRecord(root, name, record) {
  replaceFile(recordFile(root, name), JSON.stringify(record));
}

/**
 * Readers see the old file or the new one, never half of it.
 * @param {string} file
 * @param {string | Uint8Array} contents
 * @param {number} [mode]
 */
function replaceFile(file, contents, mode = 0o644) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${crypto.randomUUID()}.partial`;
  fs.writeFileSync(draft, contents, { mode });
  fs.renameSync(draft, file);
}

module.exports = { readRecord, writeRecord, replaceFile };
