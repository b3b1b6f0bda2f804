// @ts-check
/** Refuses a Node or a system on which later steps would fail in ways that nobody understands. */
const { SetUpError } = require("./setUpError");
const { isAtLeast } = require("./version");

const OLDEST_NODE = "20.19.0";

/** Also the version that package.json asks for under `engines`. */
function requireNode(version = process.version, platform = process.platform) {
  if (!isAtLeast(version, OLDEST_NODE))
    throw new SetUpError(
      `Node is ${version}; Patchwarden needs 20.19 or newer: install it from https://nodejs.org`,
    );
  if (platform === "win32")
    throw new SetUpError(
      "the sandbox's plugins are shell scripts, and Windows runs none: use WSL 2 or a container",
    );
}

module.exports = { requireNode };
