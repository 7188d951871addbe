import { cpSync, existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * Copies packages and all that they depend on from this workspace into a folder's `node_modules`, flat, as npm installs
 * them for a function that is deployed without a bundler.
 *
 * @throws Error for two versions of one package, and for a package that is not installed.
 */
export function installFlat(folder: string, names: readonly string[], from = import.meta.dirname): void {
  for (const name of names) {
    const source = packageFolder(name, from);
    const target = join(folder, "node_modules", name);
    const { version, dependencies = {} } = manifestOf(source);
    if (existsSync(target)) {
      const other = manifestOf(target).version;
      if (other !== version) throw new Error(`${name} is needed in versions ${version} and ${other}`);
      continue;
    }
    cpSync(source, target, { recursive: true, dereference: true, filter: isOwn(source) });
    installFlat(folder, Object.keys(dependencies), source);
  }
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** Finds a package as Node.js does: in each `node_modules` on the way up, by its real path. */
function packageFolder(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (existsSync(found)) return realpathSync(found);
    if (folder === dirname(folder)) throw new Error(`${name} is not installed for ${from}`);
  }
}

/** Returns a filter of the files that are the package's own: dependencies are copied beside it. */
const isOwn = (source: string) => (path: string) =>
  !path.slice(source.length).split(sep).includes("node_modules");
