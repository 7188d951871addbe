import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { EMPTY_NAMES, type SmallFunction } from "./functions.ts";
import { installFlat } from "./install-flat.ts";

/** A function as it is deployed: with its packages in `node_modules`, or in one file. */
export interface Deployment {
  readonly of: SmallFunction;
  readonly bundling?: Bundling;
}

/** A way to put a function and its packages into one file. */
interface Bundling {
  readonly name: string;
  readonly minify: boolean;
}

/** A function that can be imported. */
export interface Prepared {
  readonly name: string;
  readonly file: string;
}

/** Writes functions and their packages to a folder, one after the other. */
export async function prepareFunctions(
  folder: string,
  deployments: readonly Deployment[],
): Promise<Prepared[]> {
  for (const name of EMPTY_NAMES) addEmptyPackage(folder, name);
  const prepared: Prepared[] = [];
  for (const [index, { of, bundling }] of deployments.entries()) {
    const file = join(folder, `function-${index}.mjs`);
    writeFileSync(file, of.source);
    installFlat(folder, of.packages);
    if (bundling) await bundle(file, bundling);
    prepared.push({ name: bundling ? `${of.name}, ${bundling.name}` : of.name, file });
  }
  return prepared;
}

function bundle(file: string, { minify }: Bundling) {
  return build({
    entryPoints: [file],
    outfile: file,
    allowOverwrite: true,
    bundle: true,
    minify,
    platform: "node",
    format: "esm",
    target: "node24",
  });
}

function addEmptyPackage(folder: string, name: string): void {
  const target = join(folder, "node_modules", name);
  mkdirSync(target, { recursive: true });
  const manifest = { name, version: "1.0.0", type: "module", exports: "./index.js" };
  writeFileSync(join(target, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(target, "index.js"), "export {};\n");
}
