// @ts-check
/**
 * Decides which Pulumi engine is used: the user's own, else what this machine has cached, else the official download, else a
 * build. What costs nothing is asked first, so that a network that cannot be reached costs its wait only once.
 */
const path = require("node:path");
const { ENGINE_VERSION, OLDEST_ENGINE } = require("../engineVersion");
const { withLock } = require("../lockFile");
const { SetUpError } = require("../setUpError");
const { buildEngine, builtEngine } = require("./build");
const { downloadEngine, downloadedEngine } = require("./download");
const { engineOnPath } = require("./onPath");

/**
 * @typedef {{ binary: string; needsHost?: boolean } | { reason: string }} Finding
 * `needsHost`: nothing but the engine itself is there, the language host is ours to add.
 */

/**
 * @typedef {object} EngineSources
 * @property {() => Promise<Finding>} onPath
 * @property {() => Finding} downloaded
 * @property {() => Finding} built
 * @property {() => Promise<Finding>} download
 * @property {() => Promise<Finding>} build
 * @property {<T>(work: () => Promise<T>) => Promise<T>} alone Runs the work while no other set-up downloads or builds.
 */

/**
 * @param {{ root: string; cache: string; env: NodeJS.ProcessEnv }} place
 * @returns {EngineSources}
 */
function engineSources({ root, cache, env }) {
  return {
    onPath: () => engineOnPath(env),
    downloaded: () => downloadedEngine(cache),
    built: () => builtEngine(cache),
    download: () => downloadEngine({ root, cache, env }),
    build: () => buildEngine({ cache, env }),
    alone: (work) => withLock(path.join(cache, `${ENGINE_VERSION}.lock`), work),
  };
}

/**
 * @param {EngineSources} sources
 * @returns {Promise<Exclude<Finding, { reason: string }>>}
 */
async function findEngine(sources) {
  const onPath = await sources.onPath();
  if ("binary" in onPath) return onPath;
  const cached = fromCache(sources);
  if (cached !== undefined) return cached;
  return sources.alone(async () => {
    const meanwhile = fromCache(sources);
    if (meanwhile !== undefined) return meanwhile;
    const download = await sources.download();
    if ("binary" in download) return download;
    const build = await sources.build();
    if ("binary" in build) return build;
    throw new SetUpError(explain(onPath.reason, download.reason, build.reason));
  });
}

/** @param {EngineSources} sources */
function fromCache(sources) {
  for (const finding of [sources.downloaded(), sources.built()])
    if ("binary" in finding) return finding;
  return undefined;
}

/**
 * @param {string} onPath
 * @param {string} download
 * @param {string} build
 */
function explain(onPath, download, build) {
  return [
    "no Pulumi engine; three ways were tried:",
    `  1. pulumi on PATH, ${OLDEST_ENGINE} or newer: ${onPath}`,
    `  2. download of ${ENGINE_VERSION} by the npm package pulumi: ${download}`,
    `  3. build of ${ENGINE_VERSION} with Go: ${build}`,
    "install Pulumi (https://www.pulumi.com/docs/install/), or Go 1.25.11 or newer (https://go.dev/dl/), and run this again",
  ].join("\n");
}

module.exports = { engineSources, findEngine };
