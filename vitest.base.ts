import { defineConfig } from "vitest/config";

/** Every package's tests: on sources, with no build, and with the count that `npm test` adds up. */
export default defineConfig({
  resolve: { conditions: ["@faultwire/source"] },
  ssr: { resolve: { conditions: ["@faultwire/source"], externalConditions: ["@faultwire/source"] } },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // A file leaves nothing behind, so that the next can run in the same process: loading takes longer than most tests.
    isolate: false,
    // Milliseconds after which a test hangs; how long it takes on a busy machine says nothing.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    // With `--coverage`: a line that no test of the package runs fails it.
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["**/*.test*.ts"],
      reporter: [["text", { skipFull: true }]],
      thresholds: { lines: 100 },
    },
    reporters: ["default", ["json", { outputFile: "test-results.json" }]],
  },
});
