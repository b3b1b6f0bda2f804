// @ts-check
/**
 * `node tools/faultyRuns.mjs <request> <answer>`: runs tests against changed sources, each change in a project of its own
 * and all of them in one process. A change is made in memory, while the module is loaded; no file of the tree is touched.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createVitest } from "vitest/node";

/** @typedef {{ readonly name: string, readonly file: string, readonly code: string, readonly tests: readonly string[] }} Run */

const root = path.dirname(import.meta.dirname);
// Properties take the campaign's seed, which repeats what they found.
const seeded = path.join(root, "tools", "longTestsSeed.mjs");
const [request = "", answer = ""] = process.argv.slice(2);
/** @type {readonly Run[]} */
const runs = JSON.parse(readFileSync(request, "utf8"));

/** @param {Run} run */
function projectOf({ name, file, code, tests }) {
  const changed = path.join(root, file);
  return {
    root,
    plugins: [
      {
        name: "planted-fault",
        enforce: /** @type {const} */ ("pre"),
        load: (/** @type {string} */ id) => (id.split("?")[0] === changed ? code : undefined),
      },
    ],
    test: { name, include: [...tests], setupFiles: [seeded], testTimeout: 60_000 },
  };
}

/** What a thrown value and its causes are called: fast-check wraps the assertion that failed. @param {any} error */
function namesOf(error) {
  const names = [];
  for (let one = error; one !== undefined && one !== null; one = one.cause) names.push(one.name);
  return names;
}

const vitest = await createVitest(
  "test",
  { root, config: false, watch: false, run: true, reporters: [{}], pool: "threads", maxWorkers: 1 },
  { test: { projects: runs.map(projectOf) } },
);
const { testModules, unhandledErrors } = await vitest.start();
const files = testModules.map((one) => ({
  run: one.project.name,
  file: one.relativeModuleId,
  broken: one.errors().map(({ message }) => message),
  failed: [...one.children.allTests("failed")].map((test) => ({
    name: test.fullName,
    errors: (test.result().errors ?? []).map((error) => ({
      names: namesOf(error),
      message: error.message,
    })),
  })),
  passed: [...one.children.allTests("passed")].length,
}));
writeFileSync(answer, JSON.stringify({ files, unhandled: unhandledErrors.map(String) }));
await vitest.close();
// Tests that fail are what was asked for; Vitest thinks otherwise.
process.exitCode = 0;
