import { defineConfig } from "tsup";

/** One file a function, all in it, as one deploys to Lambda. */
export default defineConfig({
  entry: ["src/*-order.ts", "src/*-orders.ts"],
  format: "esm",
  target: "node24",
  outExtension: () => ({ js: ".mjs" }),
  noExternal: [/./],
  splitting: false,
  clean: true,
});
