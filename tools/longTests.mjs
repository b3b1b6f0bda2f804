/** The project's Vitest configuration, turned from the fast tests to the long campaigns. */
import path from "node:path";
import { defineConfig } from "vitest/config";
import fast from "../vitest.config.mts";

const root = path.dirname(import.meta.dirname);

export default defineConfig({
  ...fast,
  root,
  test: {
    ...fast.test,
    include: ["test/long/**/*.test.ts"],
    exclude: ["node_modules/**"],
    setupFiles: [path.join(root, "tools", "longTestsSeed.mjs")],
    testTimeout: 60 * 60_000,
    hookTimeout: 10 * 60_000,
  },
});
