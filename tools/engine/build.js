// @ts-check
/** The engine built from its published Go modules, pinned by go.mod and go.sum in this folder. */
const fs = require("node:fs");
const path = require("node:path");
const { runInBackground, withCleanup } = require("../background");
const { ENGINE_VERSION } = require("../engineVersion");
const { showStep } = require("../progress");
const { isAtLeast } = require("../version");
const { isExecutable } = require("./onPath");

/** The `go` line of go.mod. */
const OLDEST_GO = "1.25.11";
const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_FLAG = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${ENGINE_VERSION}`;

/** @param {string} cache */
function builtBinary(cache) {
  return path.join(cache, ENGINE_VERSION, "pulumi");
}

/**
 * @param {string} cache
 * @returns {import("./find").Finding}
 */
function builtEngine(cache) {
  const binary = builtBinary(cache);
  return isExecutable(binary) ? { binary, needsHost: true } : { reason: "not built yet" };
}

/**
 * @param {{ cache: string; env: NodeJS.ProcessEnv; go?: string }} request
 * @returns {Promise<import("./find").Finding>}
 */
async function buildEngine({ cache, env, go = "go" }) {
  const found = await runInBackground(go, ["env", "GOVERSION"], {
    env: { ...env, GOTOOLCHAIN: "local" },
  });
  if (found.code !== 0) return { reason: `no go on PATH (${found.output})` };
  if (!isAtLeast(found.output, OLDEST_GO))
    return { reason: `go on PATH is ${found.output}; building needs ${OLDEST_GO} or newer` };
  const binary = builtBinary(cache);
  const draft = path.join(cache, `${ENGINE_VERSION}.${process.pid}.partial`);
  const undo = () => fs.rmSync(draft, { force: true });
  fs.mkdirSync(path.dirname(binary), { recursive: true });
  removeDrafts(cache);
  return withCleanup(undo, async () => {
    const failure = await showStep(
      `build the Pulumi engine ${ENGINE_VERSION} from its Go modules`,
      (step) => goBuild({ go, env, draft, step }),
    );
    if (failure !== undefined) return { reason: failure };
    fs.renameSync(draft, binary);
    return { binary, needsHost: true };
  });
}

/**
 * What a killed set-up has left. The caller holds the lock, so none of it is in use.
 * @param {string} cache
 */
function removeDrafts(cache) {
  const draft = new RegExp(`^${ENGINE_VERSION}(-official)?\\.\\d+\\.partial$`);
  for (const name of fs.readdirSync(cache))
    if (draft.test(name)) fs.rmSync(path.join(cache, name), { recursive: true, force: true });
}

/**
 * @param {{ go: string; env: NodeJS.ProcessEnv; draft: string; step: import("../progress").Step }} request
 * @returns {Promise<string | undefined>} Why it failed.
 */
async function goBuild({ go, env, draft, step }) {
  step.waitFor("go, only this once; 5 to 10 minutes on two cores");
  const args = ["build", "-v", "-trimpath", "-tags", "osusergo,grpcnotrace"];
  const linked = ["-ldflags", `-s -w ${VERSION_FLAG}`, "-o", draft, PACKAGE];
  const { code, output } = await runInBackground(go, [...args, ...linked], {
    cwd: __dirname,
    env: { ...env, CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off" },
    onLine: countGoLines(step),
  });
  if (code !== 0) return `"go build" ended with code ${code}: ${lastLines(output)}`;
  const check = await runInBackground(draft, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return check.code === 0 && check.output.includes(ENGINE_VERSION)
    ? undefined
    : `the built engine does not run: ${lastLines(check.output)}`;
}

/**
 * `go build -v` names each module it downloads and each package it compiles.
 * @param {import("../progress").Step} step
 */
function countGoLines(step) {
  let [modules, packages] = [0, 0];
  return (/** @type {string} */ line) => {
    if (line.startsWith("go: downloading")) modules += 1;
    else packages += 1;
    const what =
      packages === 0
        ? `${modules} modules downloaded`
        : `${packages} of about 1700 packages compiled`;
    step.waitFor(`go, ${what}; 5 to 10 minutes on two cores`);
  };
}

/** @param {string} output */
function lastLines(output) {
  return output.split("\n").slice(-5).join(" | ") || "it said nothing";
}

module.exports = { buildEngine, builtEngine };
