import { availableParallelism } from "node:os";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "../vitest.base.ts";

// These tests wait for processes more than they compute: vitest would leave cores idle.
export default mergeConfig(
  base,
  defineConfig({
    test: { globalSetup: "../compile-sources.ts", maxWorkers: availableParallelism() + 1 },
  }),
);
