// @ts-check
/** The official engine, as the npm package `pulumi` downloads it, kept whole in the cache. */
const fs = require("node:fs");
const path = require("node:path");
const { runInBackground, withCleanup } = require("../background");
const { ENGINE_VERSION } = require("../engineVersion");
const { showStep } = require("../progress");
const { isExecutable } = require("./onPath");

const INSTALLER = "https://get.pulumi.com/install.sh";
const PROBE_MS = 10_000;
const DOWNLOAD_MS = 10 * 60_000;

/** @param {string} cache */
function officialBinary(cache) {
  return path.join(cache, `${ENGINE_VERSION}-official`, "bin", "pulumi");
}

/**
 * @param {string} cache
 * @returns {import("./find").Finding}
 */
function downloadedEngine(cache) {
  const binary = officialBinary(cache);
  return isExecutable(binary) ? { binary } : { reason: "not downloaded yet" };
}

/**
 * @param {{ root: string; cache: string; env: NodeJS.ProcessEnv; installer?: string }} request
 * @returns {Promise<import("./find").Finding>}
 */
async function downloadEngine({ root, cache, env, installer = INSTALLER }) {
  const unreachable = await probe(installer);
  if (unreachable !== undefined)
    return { reason: `${installer} cannot be reached: ${unreachable}` };
  const draft = path.join(cache, `${ENGINE_VERSION}-official.${process.pid}.partial`);
  const undo = () => fs.rmSync(draft, { recursive: true, force: true });
  return withCleanup(undo, () =>
    showStep(`download the Pulumi engine ${ENGINE_VERSION}`, async (step) => {
      step.waitFor("get.pulumi.com, about 150 MB");
      fs.mkdirSync(draft, { recursive: true });
      const downloader = path.join(root, "node_modules", "pulumi", "run.js");
      const { code, output } = await runInBackground(process.execPath, [downloader, "version"], {
        env: {
          ...env,
          PULUMI_HOME: draft,
          PULUMI_VERSION: ENGINE_VERSION,
          PULUMI_SKIP_UPDATE_CHECK: "true",
        },
        timeoutMs: DOWNLOAD_MS,
      });
      if (code !== 0)
        return {
          reason: `the npm package pulumi could not download it: ${output || `code ${code}`}`,
        };
      return keep(path.join(draft, "versions", ENGINE_VERSION), cache);
    }),
  );
}

/**
 * Moved into place in one step, so that a cut-short download is never taken for an engine.
 * @param {string} folder
 * @param {string} cache
 */
function keep(folder, cache) {
  const kept = path.dirname(path.dirname(officialBinary(cache)));
  if (!isExecutable(officialBinary(cache))) {
    fs.rmSync(kept, { recursive: true, force: true });
    fs.renameSync(folder, kept);
  }
  return { binary: officialBinary(cache) };
}

/**
 * Asks the way the package itself does, but gives up soon: it would wait for minutes where packets are dropped.
 * @param {string} url
 */
async function probe(url) {
  try {
    const response = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(PROBE_MS) });
    return response.ok ? undefined : `it answered HTTP ${response.status}`;
  } catch (error) {
    const { message, cause } = /** @type {Error & { cause?: Error }} */ (error);
    return cause ? `${message} (${cause.message})` : message;
  }
}

module.exports = { downloadEngine, downloadedEngine };
