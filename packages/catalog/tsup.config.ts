import { library } from "../../tsup.base.ts";

const [receiving, meanings] = ["src/receiving/index.ts", "src/meanings/index.ts"];

export default library(
  { index: "src/run-time.ts", receiving, meanings },
  {
    types: { index: "src/index.ts", internal: "src/internal/index.ts", receiving, meanings },
    esbuildPlugins: [
      {
        // The classes are those of the index in every entry, not a second copy.
        name: "share-index",
        setup: (build) => {
          const index = build.initialOptions.format === "cjs" ? "./index.cjs" : "./index.js";
          build.onResolve({ filter: /^\.\.\// }, ({ importer, path }) =>
            /\/src\/(?:receiving|meanings)\//.test(importer) && !path.startsWith("../meanings/")
              ? { path: index, external: true }
              : undefined,
          );
        },
      },
    ],
  },
);
