import { defineConfig } from "tsup";

export default defineConfig([
  { entry: ["src/story.ts", "src/traces-story.ts"], format: "esm", target: "node24" },
  /** One file a function, all in it but the SDK, which Lambda's runtime has. */
  {
    entry: ["src/process-*.ts", "src/random-error.ts", "src/store-errors.ts"],
    format: "esm",
    target: "node24",
    outExtension: () => ({ js: ".mjs" }),
    external: [/^@aws-sdk\//],
    noExternal: [/^(?!@aws-sdk\/)/],
    splitting: false,
  },
]);
