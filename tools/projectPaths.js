// @ts-check
/** Where things stand: the project's root and the cache that all checkouts of one user share. */
const os = require("node:os");
const path = require("node:path");

const root = path.dirname(__dirname);

/** Engines live here by version; removing the folder is always safe. `XDG_CACHE_HOME` moves it. */
function engineCache(env = process.env) {
  const cacheHome = env["XDG_CACHE_HOME"] || path.join(os.homedir(), ".cache");
  return path.join(cacheHome, "patchwarden", "engine");
}

module.exports = { root, engineCache };
