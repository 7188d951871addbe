import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.base.ts";

/** All tests with the newest SDK, and those of the SDK with the oldest that callers support. */
export default mergeConfig(
  base,
  defineConfig({
    test: {
      projects: [
        { extends: true, test: { name: "newest SDK" } },
        {
          extends: true,
          resolve: { alias: { "@aws-sdk/client-lambda": "client-lambda-oldest" } },
          test: { name: "oldest SDK", exclude: ["src/**", "test/*.test.ts"] },
        },
      ],
    },
  }),
);
