// @ts-check
/** The version of the Pulumi engine that the project pins, and the oldest one it accepts. */

/** Newest version that both npm (`pulumi`) and the Go module proxy carry; tools/engine/go.mod pins the same. */
const ENGINE_VERSION = "3.259.0";

/** An engine on PATH may be older than the pinned one, but not older than this. */
const OLDEST_ENGINE = "3.230.0";

module.exports = { ENGINE_VERSION, OLDEST_ENGINE };
