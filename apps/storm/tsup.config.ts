import { defineConfig } from "tsup";

const shared = { format: "esm", target: "node24", clean: true } as const;

/** The scenario, and the functions: one file with all in it, as one deploys to Lambda. */
export default defineConfig([
  { ...shared, entry: ["src/main.ts"], outDir: "dist/scenario" },
  {
    ...shared,
    entry: ["src/functions/functions.ts"],
    outDir: "dist/functions",
    outExtension: () => ({ js: ".mjs" }),
    noExternal: [/./],
    minify: true,
  },
]);
