import { buildSync } from "esbuild";

const SOURCE = `${import.meta.dirname}/../src`;

/** Bundles each function into one file, by esbuild in this process: neither Docker nor a build before is needed. */
export function bundleFunctions(names: readonly string[], folder: string): void {
  buildSync({
    entryPoints: names.map((name) => `${SOURCE}/${name}.ts`),
    outdir: folder,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    outExtension: { ".js": ".mjs" },
    conditions: ["@faultwire/source"],
    logLevel: "error",
  });
}
