import { library } from "../../tsup.base.ts";

export default library(
  { index: "src/index.ts", vitest: "src/vitest.ts", command: "src/command/main.ts" },
  // Entries share their code, and with it where they find the runtime clients. Small, as it comes with those: under
  // 150 kB packed, so the sources are not in the package.
  {
    shims: true,
    splitting: true,
    minify: true,
    esbuildOptions: (options) => {
      // There is one. By another name in each build, those of older ones would be packed with it.
      options.chunkNames = "[name]";
    },
  },
);
