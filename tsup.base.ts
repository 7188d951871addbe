import { defineConfig, type Options } from "tsup";

/** Every package's build: ESM and CommonJS, each with its types. */
export function library(entry: Record<string, string>, more: Options = {}): ReturnType<typeof defineConfig> {
  return defineConfig({
    entry,
    format: ["esm", "cjs"],
    target: "node22",
    dts: {
      compilerOptions: {
        noEmit: false,
        allowImportingTsExtensions: true,
        emitDeclarationOnly: true,
        customConditions: [],
      },
    },
    clean: true,
    ...more,
  });
}
