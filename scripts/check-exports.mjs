/**
 * Compares what the packages export, by their built declarations, with the `exports.txt` of each: the public API is a
 * promise, and changes on purpose. `--write` writes the files.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** The entries of each package: the name that is imported, and the file with its types. */
const packages = globSync("packages/*/package.json").map((path) => {
  const { name, exports } = JSON.parse(readFileSync(path, "utf8"));
  const entries = Object.entries(exports).flatMap(([entry, { import: source }]) =>
    source === undefined ? [] : [{ name: join(name, entry), file: join(path, "..", source.types) }],
  );
  return { list: join(path, "../exports.txt"), entries };
});
const files = packages.flatMap(({ entries }) => entries.map(({ file }) => file));
const program = ts.createProgram(files, {
  noLib: true,
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
});
const checker = program.getTypeChecker();

for (const { list, entries } of packages) {
  const sections = entries.map(({ name, file }) => [name, ...listExports(file), ""].join("\n"));
  if (process.argv.includes("--write")) writeFileSync(list, sections.join("\n"));
  else compare(list, sections.join("\n"));
}

/** The exported names of a module with their kinds, in order of the names. */
function listExports(file) {
  const module = checker.getSymbolAtLocation(program.getSourceFile(file));
  return checker
    .getExportsOfModule(module)
    .map((symbol) => `  ${symbol.name}: ${kindOf(symbol)}`)
    .sort();
}

function kindOf(symbol) {
  const { flags } = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const kinds = [
    [ts.SymbolFlags.Class, "class"],
    [ts.SymbolFlags.Function, "function"],
    [ts.SymbolFlags.Variable, "const"],
    [ts.SymbolFlags.Interface, "interface"],
    [ts.SymbolFlags.TypeAlias, "type"],
  ];
  const found = kinds.filter(([flag]) => flags & flag).map(([, kind]) => kind);
  if (found.length === 0) throw new Error(`${symbol.name} has no kind that is known`);
  return found.join(" and ");
}

function compare(list, is) {
  const expected = existsSync(list) ? readFileSync(list, "utf8") : "";
  if (is === expected) return;
  const [now, before] = [is, expected].map((each) => new Set(each.split("\n")));
  for (const line of before) if (!now.has(line)) console.error(`-${line}`);
  for (const line of now) if (!before.has(line)) console.error(`+${line}`);
  console.error(
    `${list} differs. If the change is meant, run \`pnpm exports --write\`, and add a changeset.`,
  );
  process.exitCode = 1;
}
