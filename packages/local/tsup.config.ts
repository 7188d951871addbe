import { rmSync } from "node:fs";
import { library } from "../../tsup.base.ts";

// Small, as AWS's runtime clients come with it: under 440 kB packed, so the sources are not in the package.
const small = { minify: true, shims: true, clean: false };
const entries = { index: "src/index.ts", vitest: "src/vitest.ts" };

// The two builds run at the same time: neither may remove what the other has written.
rmSync(`${import.meta.dirname}/dist`, { recursive: true, force: true });

export default [
  library(
    { ...entries, command: "src/command/main.ts" },
    {
      ...small,
      format: "esm",
      splitting: true,
      esbuildOptions: (options) => {
        // Parts that are loaded on first use, and what entries share.
        options.chunkNames = "[name]-[hash]";
      },
    },
  ),
  // Without splitting, for which tsup rewrites CommonJS after it was minified, and breaks it: `return_nullishCoalesce`.
  library(entries, {
    ...small,
    format: "cjs",
    splitting: false,
    esbuildPlugins: [
      {
        name: "share-index",
        setup: (build) =>
          build.onResolve({ filter: /^\.\/local\.ts$/ }, ({ importer }) =>
            importer.endsWith("vitest.ts") ? { path: "./index.cjs", external: true } : undefined,
          ),
      },
    ],
  }),
];
