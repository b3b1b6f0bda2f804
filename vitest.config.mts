import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/long/**", "node_modules/**"],
    // An Output in a template string throws instead of printing a warning into a name.
    env: { PULUMI_ERROR_OUTPUT_STRING: "true", PATCHWARDEN_AS_OF: "2026-12-01T00:00Z" },
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
