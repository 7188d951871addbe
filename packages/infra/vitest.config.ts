import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.base.ts";

// Pure functions share nothing that one test could leave to the next: files run in one worker, loaded once.
export default mergeConfig(base, defineConfig({ test: { isolate: false } }));
