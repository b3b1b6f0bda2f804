// @ts-check
/** `npm run test:long -- <vitest arguments>`: the long campaigns of test/long. Prints the seed that repeats them. */
const crypto = require("node:crypto");
const path = require("node:path");
const { runCommand } = require("./command");
const { runInForeground } = require("./foreground");
const { setUp } = require("./prepare");
const { root } = require("./projectPaths");
const { SetUpError } = require("./setUpError");

/** fast-check takes a 32-bit integer. */
function chosenSeed() {
  const text = process.env["PATCHWARDEN_SEED"];
  if (text === undefined) return crypto.randomInt(2 ** 31);
  const seed = Number(text);
  if (text.trim() !== "" && Number.isInteger(seed) && Math.abs(seed) < 2 ** 31) return seed;
  throw new SetUpError(`PATCHWARDEN_SEED is "${text}"; it must be a whole number such as 42`);
}

/** Fewer cases than a campaign has, for a quick look. */
function checkRuns() {
  const text = process.env["PATCHWARDEN_RUNS"];
  if (text === undefined || /^[1-9]\d{0,6}$/.test(text)) return;
  throw new SetUpError(
    `PATCHWARDEN_RUNS is "${text}"; it must be a whole number from 1 on, such as 200`,
  );
}

runCommand(async () => {
  const seed = chosenSeed();
  checkRuns();
  await setUp();
  process.stdout.write(
    `seed ${seed}; PATCHWARDEN_SEED=${seed} npm run test:long repeats this campaign\n`,
  );
  const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs");
  const config = path.join(root, "tools", "longTests.mjs");
  return runInForeground(
    process.execPath,
    [vitest, "run", "--config", config, ...process.argv.slice(2)],
    {
      cwd: root,
      env: { ...process.env, PATCHWARDEN_SEED: String(seed) },
    },
  );
});
