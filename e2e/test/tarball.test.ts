import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";

/* The check of a tarball finds what is wrong with one. The tarballs themselves are checked by the task `tarball`. */

const repository = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "faultwire-tarball-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const home = join(repository, "packages/wire");
const {
  exports: _,
  typesVersions,
  main,
  module,
  types,
  ...manifest
} = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));

/** Packs files as a package of the name of the wire's, and returns what the check reports. */
function check(files: Readonly<Record<string, string>>, ...flags: string[]): string[] {
  const packed = mkdtempSync(join(folder, "packed-"));
  for (const [name, text] of Object.entries({
    "package.json": JSON.stringify({ ...manifest, version: "0.0.0" }),
    ...files,
  })) {
    mkdirSync(dirname(join(packed, "package", name)), { recursive: true });
    writeFileSync(join(packed, "package", name), text);
  }
  const tarball = join(packed, "package.tgz");
  spawnSync("tar", ["-czf", tarball, "-C", packed, "package"]);
  const script = join(repository, "scripts/check-tarball.mjs");
  const { stderr } = spawnSync(process.execPath, [script, tarball, ...flags], {
    cwd: home,
    encoding: "utf8",
  });
  return stderr.split("\n").filter(Boolean);
}

const sound = {
  LICENSE: "",
  "README.md": "[site](https://example.com)",
  "dist/index.js": "",
  "skills/faultwire-wire/SKILL.md": "",
  "src/index.ts": "",
};

test("a sound tarball has no complaint", () => {
  expect(check(sound)).toEqual([]);
});

test("everything that does not belong into a tarball is named, and everything that is missing", () => {
  const docs = "https://github.com/faultwire/faultwire/blob/main/docs/none.md";
  const { LICENSE: _, ...unlicensed } = sound;
  const complaints = check(
    {
      ...unlicensed,
      "README.md": `[one](../../docs/faq.md) [two](${docs})`,
      "dist/index.js": `const a = "${repository}/packages";\n//# sourceMappingURL=index.js.map`,
      "dist/index.cjs": 'require("/home/dev/faultwire/a.js")',
      "dist/index.js.map": "{}",
      "src/index.test.ts": "",
    },
    "--released",
  );
  expect(complaints.sort()).toEqual(
    [
      "CHANGELOG.md is not in the package",
      "LICENSE is not in the package",
      "README.md links to ../../docs/faq.md, which npm cannot show",
      "README.md links to docs/none.md, which does not exist",
      "dist/index.cjs has a path of a machine: /home/dev/faultwire/a.js",
      "dist/index.js names a source map",
      "dist/index.js.map is for developers of the package",
      `dist/index.js has a path of a machine: ${repository}`,
      "src/index.test.ts is for developers of the package",
      "version is 0.0.0",
    ].sort(),
  );
});
