// @ts-check
/** Compares dotted versions such as `v3.259.0`, `go1.25.11` or `20.19`; what follows a dash or plus is ignored. */

/**
 * @param {string} text
 * @returns {readonly number[] | undefined} The numbers, or nothing when the text holds no version.
 */
function parseVersion(text) {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)] : undefined;
}

/**
 * @param {string} version
 * @param {string} least
 * @returns {boolean} False when either text holds no version.
 */
function isAtLeast(version, least) {
  const [have, want] = [parseVersion(version), parseVersion(least)];
  if (!have || !want) return false;
  const differs = have.findIndex((number, index) => number !== want[index]);
  return differs === -1 || (have[differs] ?? 0) > (want[differs] ?? 0);
}

module.exports = { isAtLeast };
