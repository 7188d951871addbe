/**
 * Checks that a user of a package may use all of it: the licences of what the packages depend on, at any depth,
 * and that they have no code of others in them besides what `check-tarball.mjs` looks for.
 */
import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Licences without conditions for programs that use the code. */
const ALLOWED = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "ISC",
  "MIT",
]);

const command = ["licenses", "list", "--prod", "--json", "--filter", "./packages/*"];
const licences = JSON.parse(execFileSync("pnpm", command, { encoding: "utf8" }));
for (const [licence, dependencies] of Object.entries(licences))
  if (!ALLOWED.has(licence))
    refuse(
      `${dependencies.map(({ name }) => name).join(", ")}: the licence ${licence} is not one that we accept`,
    );

for (const manifest of globSync("packages/*/package.json")) {
  const { dependencies = {}, peerDependencies = {} } = JSON.parse(readFileSync(manifest, "utf8"));
  const external = ["@faultwire/wire", ...Object.keys({ ...dependencies, ...peerDependencies })];
  const sources = globSync("src/**/*.ts", {
    cwd: join(manifest, ".."),
    exclude: ["**/*.test.ts", "**/*.test-d.ts"],
  });
  for (const source of sources) {
    const path = join(manifest, "..", source);
    for (const name of importsOf(readFileSync(path, "utf8")))
      if (!external.some((each) => name === each || name.startsWith(`${each}/`)))
        refuse(`${path} imports ${name}, which is not a dependency and would become part of the package`);
  }
}

/** The packages that a module loads, without those that it needs for types alone. */
function importsOf(text) {
  const found = text.matchAll(/^(?:import|export)\b(?! type\b)(?:[\w\s{},*$]*\bfrom)? "([^"]+)";$/gm);
  return Array.from(found, ([, name]) => name).filter((name) => !/^(?:\.|node:)/.test(name));
}

function refuse(reason) {
  console.error(reason);
  process.exitCode = 1;
}
