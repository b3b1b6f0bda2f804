/** The long campaigns: the environment of the fast tests, none of their projects. */
import path from "node:path";
import { defineConfig } from "vitest/config";
import fast from "../vitest.config.mts";

const root = path.dirname(import.meta.dirname);

export default defineConfig({
  root,
  test: {
    env: fast.test?.env,
    include: ["test/long/**/*.test.ts"],
    setupFiles: [path.join(root, "tools", "longTestsSeed.mjs")],
    testTimeout: 60 * 60_000,
    hookTimeout: 10 * 60_000,
  },
});
