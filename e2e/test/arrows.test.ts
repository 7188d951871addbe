import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

/* The arrows between packages: CONTRIBUTING.md draws them, this compares them with the code. */

const packages = join(import.meta.dirname, "../../packages");
const OURS = ["@faultwire/catalog", "@faultwire/catalog/internal", "@faultwire/wire"];
const RECEIVING = "@faultwire/catalog/receiving";
const ALLOWED: Record<string, readonly string[]> = {
  wire: [],
  catalog: ["@faultwire/wire", "@standard-schema/spec"],
  handler: [...OURS, "@standard-schema/spec"],
  caller: [...OURS, RECEIVING, "@standard-schema/spec"],
  local: [],
  infra: [...OURS, "@standard-schema/spec"],
  faultwire: [...OURS, "@faultwire/caller", "@faultwire/catalog/meanings", "@faultwire/infra"],
};
/** An entry of its own may need a peer, or the plumbing that reads errors; a part that is loaded on first use, a library. */
const FURTHER: Record<string, readonly string[]> = {
  "caller/src/lambda": ["@aws-sdk/client-lambda"],
  "faultwire/src/catalog-file/import-module": ["jiti"],
  "faultwire/src/check": ["typescript"],
  "faultwire/src/redrive": ["@aws-sdk/client-lambda", "@aws-sdk/client-sqs"],
  "handler/src/durable": [RECEIVING],
  "handler/src/opentelemetry": ["@opentelemetry/api"],
  "local/src/code": ["esbuild"],
  "local/src/control/lambda/unzip": ["yauzl"],
  "local/src/gateway/validation/body-check": ["@cfworker/json-schema"],
  "local/src/project/document": ["yaml"],
  "local/src/states/expressions/json-path": ["json-p3"],
  "local/src/states/expressions/jsonata-expression": ["jsonata"],
  "local/src/vitest": ["vitest"],
};
const IMPORT =
  /(?:^import|^export)\s(?:type\s)?[^;]*?from "([^"]+)"|import\("([^"]+)"\)|require\("([^"]+)"\)/gm;

const sources = globSync("*/src/**/*.ts", { cwd: packages }).filter((file) => !/\.test(-d)?\.ts$/.test(file));

function importsOf(file: string): string[] {
  const text = readFileSync(join(packages, file), "utf8");
  return [...text.matchAll(IMPORT)]
    .map(([, one, two, three]) => one ?? two ?? three ?? "")
    .filter((name) => !name.startsWith("."));
}

test("there is something to hold against the arrows", () => {
  expect(sources.length).toBeGreaterThan(60);
  expect(sources.flatMap(importsOf)).toContain("@faultwire/wire");
});

test.each(Object.keys(ALLOWED))("%s imports only what it may", (name) => {
  for (const file of sources.filter((source) => source.startsWith(`${name}/`))) {
    const further = Object.entries(FURTHER).flatMap(([folder, names]) =>
      file.startsWith(folder) ? names : [],
    );
    const foreign = importsOf(file).filter(
      (imported) =>
        !imported.startsWith("node:") && ![...(ALLOWED[name] ?? []), ...further].includes(imported),
    );
    expect([file, foreign]).toEqual([file, []]);
  }
});

test("wire, catalog, the caller, infra and explain import nothing of Node.js, and no file of the handler imports a module of it", () => {
  const isomorphic = sources.filter((file) =>
    /^(?:wire|catalog|caller|handler|infra|faultwire\/src\/explain)\//.test(file),
  );
  for (const file of isomorphic)
    expect([file, importsOf(file).filter((name) => name.startsWith("node:"))]).toEqual([file, []]);
});

test("no package depends at run time on more than the arrows say", () => {
  for (const [name, allowed] of Object.entries(ALLOWED)) {
    const { dependencies = {} } = JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8"));
    const further = Object.entries(FURTHER).flatMap(([folder, names]) =>
      folder.startsWith(`${name}/`) ? names : [],
    );
    expect(
      Object.keys(dependencies).filter((dependency) => ![...allowed, ...further].includes(dependency)),
    ).toEqual([]);
  }
});

describe("the documents draw the arrows as they are", () => {
  const read = (path: string) => readFileSync(join(packages, "..", path), "utf8");
  const ours = Object.keys(ALLOWED).sort();
  const arrows = ours.map((name) => {
    const { dependencies = {} } = JSON.parse(read(`packages/${name}/package.json`));
    const known = Object.keys(dependencies).map((dependency) => dependency.replace("@faultwire/", ""));
    return [name, known.filter((dependency) => ours.includes(dependency)).sort()];
  });
  const namesIn = (text: string) =>
    text
      .match(/[a-z]+/g)
      ?.filter((word) => ours.includes(word))
      .sort() ?? [];

  test("in the table of AGENTS.md", () => {
    const rows = [...read("AGENTS.md").matchAll(/^\| (`[a-z`, ]+?) +\| (.*?)(?:, (?:never|so) .*)? +\|$/gm)];
    const drawn = rows.flatMap(([, from = "", to = ""]) =>
      namesIn(from).map((name) => [name, namesIn(to)] as const),
    );
    expect(drawn.sort()).toEqual(arrows);
  });

  test("in the block of CONTRIBUTING.md", () => {
    const lines = read("CONTRIBUTING.md").matchAll(/^packages\/([a-z]+) .*? {2,}-> (.*)$/gm);
    const drawn = Array.from(lines, ([, name = "", to = ""]) => [name, namesIn(to)]);
    // The first package has no arrow.
    expect([...drawn, ["wire", []]].sort()).toEqual(arrows);
  });

  test("and AGENTS.md names files that exist", () => {
    const paths = read("AGENTS.md").match(/(?<=`)(?:cases|docs|e2e|packages)\/[^<`]*?(?=`)/g) ?? [];
    expect(paths.length).toBeGreaterThan(10);
    const missing = paths.filter(
      (path) => !(path.includes("NAME") || existsSync(join(packages, "..", path))),
    );
    expect(missing).toEqual([]);
  });
});
