/**
 * Checks a tarball of the package in the working directory: that it has what a user needs and nothing else, and that
 * npm can show its page.
 *
 *     node ../../scripts/check-tarball.mjs [TARBALL] [--released]
 *
 * `package.tgz` by default, which the task `pack` makes. With `--released` it has a version and a changelog.
 */
import { execFileSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";

const REPOSITORY = "https://github.com/faultwire/faultwire";
/** Dependencies besides our own packages, as README.md lists them. */
const DEPENDENCIES = {
  wire: [],
  faultwire: ["jiti"],
  local: ["@cfworker/json-schema", "json-p3", "jsonata", "yaml", "yauzl"],
};
/** The most that a tarball may have, in kilobytes, without the changelog, which each release makes longer. Growth is looked at before a number is raised. */
const LIMITS = { caller: 210, catalog: 100, faultwire: 290, handler: 365, infra: 240, local: 440, wire: 210 };
const REQUIRED = ["LICENSE", "README.md"];
/** Code of others that is part of a package, with its licence. */
const BUNDLED = {
  local: {
    "runtime/AWS-LICENSE": /Apache License/,
    "runtime/NOTICE": /Amazon/,
    "runtime/THIRD-PARTY-LICENSES": /MIT/,
    "assets/inspector.html": /Preact:\s+The MIT License/,
    "runtime/aws-lambda-ric-3.3.0.mjs": /./,
    "runtime/aws-lambda-ric-4.0.2.mjs": /./,
    "runtime/companion.mjs": /./,
    "runtime/load-built.mjs": /./,
    "runtime/rapid-client.mjs": /./,
    "runtime/README.md": /./,
  },
};
/** Files that only developers of the packages need. */
const INTERNAL =
  /\.map$|\.test(?:-d)?\.[cm]?ts$|(?:^|\/)(?:tests?|node_modules|\.turbo|coverage)\/|tsconfig|\.tsbuildinfo$|\.env/;

const root = resolve(import.meta.dirname, "..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { released: { type: "boolean" } },
});
const [tarball = "package.tgz"] = positionals;
const directory = basename(process.cwd());

const folder = mkdtempSync(join(tmpdir(), "faultwire-tarball-"));
try {
  execFileSync("tar", ["-xzf", resolve(tarball), "-C", folder]);
  const packed = join(folder, "package");
  const files = globSync("**", { cwd: packed }).filter((file) => statSync(join(packed, file)).isFile());
  const manifest = JSON.parse(readFileSync(join(packed, "package.json"), "utf8"));
  checkFiles(packed, files, manifest);
  checkManifest(manifest);
  checkReadme(readFileSync(join(packed, "README.md"), "utf8"));
  checkSize(statSync(tarball).size - bytesOfChangelog(packed));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function checkFiles(packed, files, manifest) {
  const { exports, typesVersions = {}, bin = {}, main, module, types } = manifest;
  const named = pathsIn([exports, typesVersions, bin, main, module, types]);
  const changelog = values.released ? ["CHANGELOG.md"] : [];
  const bundled = Object.keys(BUNDLED[directory] ?? {});
  for (const path of [...REQUIRED, ...changelog, ...bundled, ...named])
    if (!existsSync(join(packed, path))) refuse(`${path} is not in the package`);
  if (!manifest.files.includes("CHANGELOG.md")) refuse("`files` does not list CHANGELOG.md");
  for (const pattern of manifest.files.filter((each) => !/^!|CHANGELOG/.test(each)))
    if (globSync(pattern, { cwd: packed }).length === 0)
      refuse(`\`files\` lists ${pattern}, which it has not`);
  for (const file of files) checkFile(file, readFileSync(join(packed, file), "utf8"));
}

function checkFile(file, text) {
  const bundled = BUNDLED[directory] ?? {};
  if (INTERNAL.test(file)) refuse(`${file} is for developers of the package`);
  if (bundled[file]?.test(text) === false) refuse(`${file} is without its licence`);
  if (file.startsWith("runtime/") && !(file in bundled))
    refuse(`${file} is not a known part of AWS's runtime client`);
  checkPaths(file, text);
}

/** Paths of the machine that built it, and code of others that was built in without being named above. */
function checkPaths(file, text) {
  const [path] = [root, homedir()].filter((each) => text.includes(`${each}/`));
  const [, developer] =
    /(\/(?:home|Users)\/[a-z][\w.-]*\/[\w./-]+)/.exec(file.startsWith("dist/") ? text : "") ?? [];
  if (path ?? developer) refuse(`${file} has a path of a machine: ${path ?? developer}`);
  if (/node_modules\/\.pnpm\/[^/\s]+@\d/.test(text)) refuse(`${file} has code of a dependency in it`);
  if (/^\/\/# sourceMappingURL=/m.test(text)) refuse(`${file} names a source map`);
}

/** The paths in a member, at any depth. */
function pathsIn(member) {
  if (typeof member === "string") return [member];
  return Object.values(member ?? {}).flatMap(pathsIn);
}

/** npm makes provenance statements only for a repository that the package names. */
function checkManifest(manifest) {
  const {
    name,
    version,
    repository,
    homepage,
    bugs,
    author,
    keywords,
    engines,
    license,
    dependencies = {},
  } = manifest;
  const right = {
    name: directory === "faultwire" ? directory : `@faultwire/${directory}`,
    repository: { type: "git", url: `git+${REPOSITORY}.git`, directory: `packages/${directory}` },
    homepage: `${REPOSITORY}/tree/main/packages/${directory}#readme`,
    bugs: `${REPOSITORY}/issues`,
    license: "Apache-2.0",
    author: "The Faultwire contributors",
    // The first that has `process.getBuiltinModule` and `zlib.crc32`.
    engines: { node: ">=22.3" },
  };
  const given = { name, repository, homepage, bugs, license, author, engines };
  for (const [member, value] of Object.entries(right)) {
    const [is, expected] = [given[member], value].map((each) => JSON.stringify(each));
    if (is !== expected) refuse(`${member} is ${is}, not ${expected}`);
  }
  if (!(keywords?.length >= 5)) refuse("keywords has fewer than 5 words to find the package by");
  if (values.released && version === "0.0.0") refuse("version is 0.0.0");
  for (const [dependency, range] of Object.entries(dependencies)) {
    if (/^(?:workspace|catalog|link|file):/.test(range)) refuse(`${dependency} has the range ${range}`);
    if (dependency.startsWith("@faultwire/") && range !== `^${version}`)
      refuse(`${dependency} has the range ${range}, not ^${version}`);
  }
  const others = Object.keys(dependencies).filter((each) => !each.startsWith("@faultwire/"));
  const expected = DEPENDENCIES[directory] ?? ["@standard-schema/spec"];
  if (others.join() !== expected.join())
    refuse(`dependencies are ${others.join(", ")}; README.md says ${expected.join(", ")}`);
}

/** npm's page has none of the repository's files beside the README: links are whole, and lead to something. */
function checkReadme(text) {
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, "");
  const targets = [...prose.matchAll(/\]\(([^)\s]+)|\b(?:src|href)="([^"]+)"/g)].map(
    ([, link, source]) => link ?? source,
  );
  for (const target of targets) {
    if (!/^(?:https:\/\/|#)/.test(target)) refuse(`README.md links to ${target}, which npm cannot show`);
    const [, path] = target.split("#")[0].split(new RegExp(`^${REPOSITORY}/(?:blob|tree)/main/`));
    if (path !== undefined && !existsSync(join(root, path)))
      refuse(`README.md links to ${path}, which does not exist`);
  }
}

function bytesOfChangelog(packed) {
  const file = join(packed, "CHANGELOG.md");
  return existsSync(file) ? gzipSync(readFileSync(file)).length : 0;
}

function checkSize(bytes) {
  const [kilobytes, limit] = [Math.ceil(bytes / 1000), LIMITS[directory]];
  console.log(`${kilobytes} kB of at most ${limit} kB`);
  if (kilobytes > limit) refuse(`the tarball has ${kilobytes} kB, more than ${limit} kB`);
}

function refuse(reason) {
  console.error(reason);
  process.exitCode = 1;
}
