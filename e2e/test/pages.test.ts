import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod/v3";
import { repository } from "./structure/sources.ts";

/*
 * The pages with an install line promise that their examples run with what it installs, and with the versions that they
 * state. `as-pasted.test.ts` follows each of them in an empty folder; this is the cheap part, for every run.
 */

const INSTALLED = globSync(["README.md", "docs/get-started.md", "packages/*/README.md"], { cwd: repository });

const read = (path: string) => readFileSync(join(repository, path), "utf8");

/** The code of a page in the given languages. */
function codeIn(path: string, languages: string): string {
  const blocks = read(path).matchAll(new RegExp(`^\`\`\`(?:${languages})\\b.*\\n([\\s\\S]*?)^\`\`\`$`, "gm"));
  return Array.from(blocks, ([, code = ""]) => code).join("\n");
}

/** The packages of the install lines of a page. */
function installedBy(path: string): string[] {
  const lines = codeIn(path, "sh").matchAll(/^npm install (.*)$/gm);
  return Array.from(lines, ([, line = ""]) =>
    line.split(/\s+/).filter((word) => !word.startsWith("-")),
  ).flat();
}

/** The packages that the code of a page imports or requires. */
function importedBy(path: string): string[] {
  const imports = codeIn(path, "ts|js").matchAll(/(?:\bfrom |^import |\bimport\(|\brequire\()"([^"]+)"/gm);
  return Array.from(imports, ([, specifier = ""]) => specifier)
    .filter((specifier) => !/^(?:\.|node:)/.test(specifier))
    .map((specifier) => specifier.match(/^(?:@[^/]+\/)?[^/]+/)?.[0] ?? specifier);
}

describe.each(INSTALLED)("%s", (path) => {
  test("installs each package that its code imports", () => {
    const installed = installedBy(path);
    expect(installed).not.toEqual([]);
    expect([...new Set(importedBy(path))].filter((name) => !installed.includes(name))).toEqual([]);
  });

  test("states the Node.js of the vitest that it installs", () => {
    const installed = installedBy(path).includes("vitest");
    const vitest = JSON.parse(read("e2e/node_modules/vitest/package.json"));
    // Another range, or another major version, needs other words.
    expect([vitest.version.split(".")[0], vitest.engines.node]).toEqual([
      "5",
      "^22.12.0 || ^24.0.0 || >=26.0.0",
    ]);
    expect(/\(vitest 5 needs 22\.12, 24 or 26\)/.test(read(path))).toBe(installed);
  });
});

test.each([...INSTALLED, ...globSync("packages/*/skills/*/SKILL.md", { cwd: repository })])(
  "%s uses of zod what version 3 has, too",
  (path) => {
    const used = Array.from(codeIn(path, "ts|js").matchAll(/\bz\.(\w+)\(/g), ([, name = ""]) => name);
    expect([...new Set(used)].filter((name) => !(name in z))).toEqual([]);
  },
);

test("the imports of a page are found", () => {
  expect(importedBy("packages/local/README.md")).toEqual(
    expect.arrayContaining(["@aws-sdk/client-lambda", "@faultwire/local", "vitest"]),
  );
});
