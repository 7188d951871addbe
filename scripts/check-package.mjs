/**
 * Packs the package in the working directory as it would be published, and checks what came out: that its licence and
 * every file that it names are in it, that npm can link it to its repository, and the rest with publint and
 * arethetypeswrong.
 */
import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const REPOSITORY = "https://github.com/faultwire/faultwire";
/** Dependencies besides our own packages, as README.md lists them. */
const DEPENDENCIES = {
  wire: [],
  faultwire: ["jiti"],
  local: ["@cfworker/json-schema", "json-p3", "jsonata", "yaml", "yauzl"],
};

const folder = mkdtempSync(join(tmpdir(), "faultwire-pack-"));
try {
  run("pnpm", "pack", "--pack-destination", folder);
  const [tarball] = globSync(join(folder, "*.tgz"));
  run("tar", "-xzf", tarball, "-C", folder);
  checkFiles(join(folder, "package"));
  run("publint", "run", "--strict", tarball);
  run("attw", tarball, "--profile", "node16");
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function checkFiles(packed) {
  const manifest = JSON.parse(readFileSync(join(packed, "package.json"), "utf8"));
  const { exports, typesVersions = {}, bin = {}, main, module, types } = manifest;
  const named = ["LICENSE", "README.md", ...pathsIn([exports, typesVersions, bin, main, module, types])];
  for (const path of named) if (!existsSync(join(packed, path))) refuse(`${path} is not in the package`);
  checkManifest(manifest, basename(process.cwd()));
}

/** The paths in a member, at any depth. */
function pathsIn(member) {
  if (typeof member === "string") return [member];
  return Object.values(member ?? {}).flatMap(pathsIn);
}

/** npm makes provenance statements only for a repository that the package names. */
function checkManifest(manifest, directory) {
  const { name, repository, homepage, bugs, keywords, engines, dependencies = {} } = manifest;
  const right = {
    name: directory === "faultwire" ? directory : `@faultwire/${directory}`,
    repository: { type: "git", url: `git+${REPOSITORY}.git`, directory: `packages/${directory}` },
    homepage: `${REPOSITORY}/tree/main/packages/${directory}#readme`,
    bugs: `${REPOSITORY}/issues`,
    // The first that has `process.getBuiltinModule` and `zlib.crc32`.
    engines: { node: ">=22.3" },
  };
  const given = { name, repository, homepage, bugs, engines };
  for (const [member, value] of Object.entries(right)) {
    const [is, expected] = [given[member], value].map((each) => JSON.stringify(each));
    if (is !== expected) refuse(`${member} is ${is}, not ${expected}`);
  }
  if (!(keywords?.length >= 5)) refuse("keywords has fewer than 5 words to find the package by");
  const others = Object.keys(dependencies).filter((each) => !each.startsWith("@faultwire/"));
  const expected = DEPENDENCIES[directory] ?? ["@standard-schema/spec"];
  if (others.join() !== expected.join())
    refuse(`dependencies are ${others.join(", ")}; README.md says ${expected.join(", ")}`);
}

function run(command, ...parameters) {
  const { status, stdout, stderr } = spawnSync(command, parameters, { encoding: "utf8" });
  if (status !== 0) refuse(`${command} ${parameters.join(" ")}\n${stdout}${stderr}`);
}

function refuse(reason) {
  console.error(reason);
  process.exitCode = 1;
}
