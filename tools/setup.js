// @ts-check
/** `npm run setup`, and before `npm test`. */
const { runCommand } = require("./command");
const { setUp } = require("./prepare");

runCommand(async () => {
  const command = await setUp();
  process.stderr.write(`✔ ready, engine ${command}\n`);
  return 0;
});
