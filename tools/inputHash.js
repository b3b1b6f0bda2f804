// @ts-check
/** Tells by content whether something must be made again. Times of files are not looked at: a clone has them all alike. */
const crypto = require("node:crypto");
const fs = require("node:fs");

/** @param {...(string | Uint8Array)} parts */
function hashOf(...parts) {
  const hash = crypto.createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 16);
}

/**
 * @param {readonly string[]} files
 * @returns {string} Hash over names and contents; a missing file counts as one that is different from all others.
 */
function hashFiles(files) {
  const parts = files.flatMap((file) => [
    file,
    fs.existsSync(file) ? fs.readFileSync(file) : "(missing)",
  ]);
  return hashOf(...parts);
}

module.exports = { hashOf, hashFiles };
