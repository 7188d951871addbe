import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The places in a folder: of its own packages, and of those that pnpm keeps for other packages. */
const PLACES = ["node_modules/esbuild", "node_modules/.pnpm/node_modules/esbuild"];

/**
 * Finds the esbuild of a project in its folders and those above them. Returns the path of its main module, or undefined.
 * One that only NODE_PATH names, as commands of pnpm set it, is not the project's.
 */
export function findEsbuild(folders: readonly string[]): string | undefined {
  const manifest = folders
    .flatMap(andAbove)
    .flatMap((folder) => PLACES.map((place) => join(folder, place, "package.json")))
    .find((file) => existsSync(file));
  return manifest && createRequire(manifest).resolve(dirname(manifest));
}

function andAbove(folder: string): readonly string[] {
  return dirname(folder) === folder ? [folder] : [folder, ...andAbove(dirname(folder))];
}
