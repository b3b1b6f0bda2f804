// @ts-check
/** The project's programs that run without a TypeScript compiler: bundled once, and again when one of their sources changes. */
const fs = require("node:fs");
const path = require("node:path");
const { bundle } = require("./esbuild");
const { hashFiles, hashOf } = require("./inputHash");
const { readRecord, replaceFile, writeRecord } = require("./record");
const { SetUpError } = require("./setUpError");

/** Where each entry goes. */
const BUNDLES = {
  awsProvider: { entry: "sandbox/awsProvider.ts", output: "dist/sandbox/aws.js" },
  azureProvider: { entry: "sandbox/azureNativeProvider.ts", output: "dist/sandbox/azureNative.js" },
  policies: { entry: "policies/index.ts", output: "policies/bin/index.js" },
  cli: { entry: "operations/cli.ts", output: "dist/cli.js" },
  start: { entry: "sandbox/demo/start.ts", output: "dist/start.js" },
};

/** Shared with the program that loads them: two copies of these break `instanceof` and message types. */
const EXTERNAL = [
  "@pulumi/*",
  "@grpc/*",
  "google-protobuf",
  "google-protobuf/*",
  "typescript",
  "esbuild",
];

/** @typedef {keyof typeof BUNDLES} BundleName */

/**
 * @param {string} root
 * @param {readonly BundleName[]} names
 */
async function makeBundles(root, names) {
  /** @type {string[]} */
  const faults = [];
  for (const name of names) {
    if (isCurrent(root, name)) continue;
    const fault = await makeBundle(root, name).catch((error) => error.message);
    if (fault !== undefined) faults.push(`${BUNDLES[name].entry}: ${fault}`);
  }
  if (faults.length > 0) throw new SetUpError(`cannot bundle ${faults.join("\n")}`);
}

/**
 * @param {string} root
 * @param {BundleName} name
 */
async function makeBundle(root, name) {
  const { entry, output } = BUNDLES[name];
  const { contents, inputs } = await bundle({ root, entry, external: EXTERNAL });
  const hash = hashInputs(root, inputs);
  replaceFile(path.join(root, output), contents);
  writeRecord(root, `bundle-${name}`, { inputs, hash });
}

/**
 * @param {string} root
 * @param {BundleName} name
 */
function isCurrent(root, name) {
  const record = readRecord(root, `bundle-${name}`);
  if (record === undefined || !fs.existsSync(path.join(root, BUNDLES[name].output))) return false;
  return record.hash === hashInputs(root, record.inputs);
}

/**
 * @param {string} root
 * @param {readonly string[]} inputs
 */
function hashInputs(root, inputs) {
  const files = [...inputs, "package-lock.json"].map((file) => path.join(root, file));
  return hashOf(hashFiles(files), hashFiles([__filename]));
}

module.exports = { BUNDLES, EXTERNAL, makeBundles };
