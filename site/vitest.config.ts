import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", "json"],
    outputFile: { json: "test-results.json" },
    // Long pages on a slow machine: what hangs is ended, nothing else.
    maxConcurrency: 3,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
