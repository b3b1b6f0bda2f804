// @ts-check
/** `npm run sandbox -- <pulumi arguments>`: any Pulumi command against the sandbox. Nothing is added to its output. */
const { runCommand } = require("./command");
const { defaultSandboxFolder, sandboxEnvironment } = require("./environment");
const { runInForeground } = require("./foreground");
const { resetSandbox } = require("./resetSandbox");
const { setUp } = require("./prepare");

const HELP = `Runs any Pulumi command in the sandbox: the real engine, state and clouds in .patchwarden/, no account.

  npm run sandbox -- <pulumi arguments>     for example: npm run sandbox -- preview --diff
  npm run -s sandbox -- stack export        -s keeps npm's own lines out of the output
  npm run sandbox -- -C DIR up --stack dev  another project
  npm run sandbox -- reset                  empties the sandbox: every stack and every cloud in it

PATCHWARDEN_SANDBOX moves the sandbox to another folder. "npm run sandbox -- help" is Pulumi's own help.
`;

/** @param {readonly string[]} args */
async function main(args) {
  if (args.length === 0) {
    process.stderr.write(HELP);
    return 0;
  }
  if (args[0] === "reset") return resetSandbox(defaultSandboxFolder(), args.slice(1));
  const command = await setUp({ bundles: ["awsProvider", "azureProvider", "policies"] });
  const env = sandboxEnvironment(defaultSandboxFolder());
  return runInForeground(command, args, { env: process.stdin.isTTY ? env : unattended(env) });
}

/**
 * Nobody is there to confirm, and nothing in a sandbox can be lost.
 * @param {Record<string, string>} env
 */
function unattended(env) {
  return { PULUMI_SKIP_CONFIRMATIONS: "true", ...env };
}

runCommand(() => main(process.argv.slice(2)));
