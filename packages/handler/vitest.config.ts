import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.base.ts";

// Wrappers keep nothing from one test to the next: files run in one worker, loaded once.
export default mergeConfig(
  base,
  defineConfig({ test: { globalSetup: "../../compile-sources.ts", isolate: false } }),
);
