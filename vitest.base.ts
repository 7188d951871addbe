import { defineConfig } from "vitest/config";

/** Every package's tests: on sources, with no build, and with the count that `npm test` adds up. */
export default defineConfig({
  resolve: { conditions: ["@faultwire/source"] },
  ssr: { resolve: { conditions: ["@faultwire/source"], externalConditions: ["@faultwire/source"] } },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    reporters: ["default", ["json", { outputFile: "test-results.json" }]],
  },
});
