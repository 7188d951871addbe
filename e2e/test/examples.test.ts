import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { examples, folder, readClaims, readManifest, repository } from "../examples/example.ts";
import { packPackages, type Tarballs } from "../examples/pack-packages.ts";
import { runExample } from "../examples/run-example.ts";
import { isWholeRun } from "./is-whole-run.ts";

/* The examples are outside of the workspace, and installed only in a whole run. */

const read = (...path: readonly string[]) => readFileSync(join(repository, ...path), "utf8");
const { catalog } = parse(read("pnpm-workspace.yaml")) as { catalog: Record<string, string> };
const { version = "" } = readManifest(join(repository, "packages/catalog"));
/** The range of the newest minor version; before the first release, of that one. */
const ownRange = version === "0.0.0" ? "^0.1.0" : version.replace(/^(\d+\.\d+)\..*/, "^$1.0");

test("there are twelve examples", () => {
  expect(examples).toHaveLength(12);
});

describe.each(examples)("the example %s", (name) => {
  const manifest = readManifest(join(folder, name));

  test("has the versions of the repository, and for our packages the newest minor version", () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    const expected = all.map(([dependency]) => [
      dependency,
      /^(?:@faultwire\/|faultwire$)/.test(dependency) ? ownRange : catalog[dependency],
    ]);
    expect(Object.fromEntries(all)).toEqual(Object.fromEntries(expected));
  });

  test("is a project of ES modules that can be tested and deployed", () => {
    expect(manifest).toMatchObject({
      name: `faultwire-example-${name}`,
      type: "module",
      description: expect.any(String),
      scripts: { test: expect.any(String), types: "tsc", deploy: expect.any(String) },
    });
    for (const file of ["tsconfig.json", ".gitignore"])
      expect([file, existsSync(join(folder, name, file))]).toEqual([file, true]);
  });

  test("can be started, but for durable functions; its README names the tests, and a call with its output", () => {
    const { tests, calls } = readClaims(read("examples", name, "README.md"));
    expect(tests.length).toBeGreaterThan(2);
    expect(manifest.scripts.start === undefined).toBe(name === "durable");
    expect(calls).toHaveLength(name === "durable" ? 0 : 1);
    for (const [, prints] of calls) expect(prints).not.toBe("");
  });

  test("is linked from the list of examples and from the documentation", () => {
    expect(read("examples/README.md")).toContain(`(${name}/README.md)`);
    expect(read("docs/README.md")).toContain(`(../examples/${name}/README.md)`);
  });
});

describe.runIf(isWholeRun)("installed in an empty folder with the packed packages", () => {
  let packed: string;
  let tarballs: Tarballs;
  beforeAll(() => {
    packed = mkdtempSync(join(tmpdir(), "faultwire-examples-"));
    tarballs = packPackages(packed);
  }, 300_000);
  afterAll(() => rmSync(packed, { recursive: true, force: true }));

  test.each(examples)(
    "the example %s compiles, passes its tests, and answers as its README says",
    { timeout: 900_000 },
    (name) => runExample(name, tarballs),
  );
});
