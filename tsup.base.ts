import { defineConfig, type Options } from "tsup";

interface LibraryOptions extends Options {
  /** The entries of the types, where they differ from those of the code. */
  types?: Record<string, string>;
}

/**
 * Every package's build: ESM and CommonJS, each with its types. An entry is one file, with the codecs that it uses in
 * it: at a cold start a further file costs more than code does.
 */
export function library(
  entry: Record<string, string>,
  { types = entry, ...more }: LibraryOptions = {},
): ReturnType<typeof defineConfig> {
  return defineConfig({
    entry,
    format: ["esm", "cjs"],
    target: "node22",
    splitting: false,
    noExternal: ["@faultwire/wire"],
    // From its sources: of a file that nothing uses, nothing is left.
    esbuildOptions: (options) => {
      options.conditions = ["@faultwire/source", "module"];
    },
    dts: {
      entry: types,
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
