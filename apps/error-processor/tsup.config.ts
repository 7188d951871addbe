import { defineConfig } from "tsup";

export default defineConfig([
  { entry: ["src/story.ts"], format: "esm", target: "node24" },
  /** One file a function, all in it, as one deploys to Lambda. */
  {
    entry: ["src/process-*.ts"],
    format: "esm",
    target: "node24",
    outExtension: () => ({ js: ".mjs" }),
    noExternal: [/./],
    splitting: false,
  },
]);
