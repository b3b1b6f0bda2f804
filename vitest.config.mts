import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { testsOnEngine } from "./tools/testsOnEngine.mjs";

const onEngine = testsOnEngine(import.meta.dirname);

export default defineConfig({
  test: {
    // An Output in a template string throws instead of printing a warning into a name.
    env: { PULUMI_ERROR_OUTPUT_STRING: "true", PATCHWARDEN_AS_OF: "2026-12-01T00:00Z" },
    // Files of one worker share their modules: loading the providers' SDKs and the model for each would take longer than the tests.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: "in process",
          include: ["test/**/*.test.ts"],
          exclude: ["test/long/**", ...onEngine],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 1 },
        },
      },
      {
        // The engine, its language host and the providers fill two cores by themselves: one file at a time, nothing beside it.
        extends: true,
        test: {
          name: "engine",
          include: onEngine,
          // A run of the engine takes 2–3 s on an idle machine, and many times that on a busy one.
          testTimeout: 240_000,
          hookTimeout: 240_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
