// @ts-check
/** Gives a sandbox its Pulumi home: our providers stand there as installed plugins, in the versions of the installed SDKs. */
const fs = require("node:fs");
const path = require("node:path");
const { BUNDLES } = require("./bundles");
const { root } = require("./projectPaths");
const { replaceFile } = require("./record");

const PROVIDERS = [
  { name: "aws", sdk: "@pulumi/aws", program: BUNDLES.awsProvider.output },
  { name: "azure-native", sdk: "@pulumi/azure-native", program: BUNDLES.azureProvider.output },
];

/**
 * Idempotent; writes only what differs.
 * @param {string} sandboxFolder
 */
function prepareSandbox(sandboxFolder) {
  const plugins = path.join(sandboxFolder, "home", "plugins");
  const wanted = PROVIDERS.map((provider) => placeProvider(plugins, provider));
  for (const name of fs.readdirSync(plugins))
    if (/^resource-(aws|azure-native)-v/.test(name) && !wanted.includes(name))
      fs.rmSync(path.join(plugins, name), { recursive: true, force: true });
  // The file backend refuses a folder that is not there.
  fs.mkdirSync(path.join(sandboxFolder, "state"), { recursive: true });
  fs.mkdirSync(path.join(sandboxFolder, "cloud"), { recursive: true });
}

/**
 * @param {string} plugins
 * @param {{ name: string; sdk: string; program: string }} provider
 */
function placeProvider(plugins, { name, sdk, program }) {
  const folder = `resource-${name}-v${installedVersion(sdk)}`;
  const file = path.join(plugins, folder, `pulumi-resource-${name}`);
  const command = [process.execPath, path.join(root, program)].map(quote).join(" ");
  const script = `#!/bin/sh\nexec ${command} "$@"\n`;
  if (!fs.existsSync(file) || fs.readFileSync(file, "utf8") !== script)
    replaceFile(file, script, 0o755);
  return folder;
}

/** @param {string} sdk */
function installedVersion(sdk) {
  const manifest = path.join(root, "node_modules", sdk, "package.json");
  return JSON.parse(fs.readFileSync(manifest, "utf8")).version.replace(/^v/, "");
}

/** @param {string} text */
function quote(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

module.exports = { prepareSandbox };
