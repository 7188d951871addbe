import { execFile } from "node:child_process";
import { cpSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { STRICTEST } from "../rehearsal/typescript-consumer.ts";
import { codeDocuments } from "./structure/documents.ts";
import { repository } from "./structure/sources.ts";

/*
 * A project that uses the built packages compiles with the newest TypeScript, and its mistakes do not. Older versions and
 * other kinds of modules have their turn in the rehearsal of a release, `npm run release:dry`, with what is published.
 */

const tsc = join(import.meta.dirname, "../../node_modules/typescript-7/bin/tsc");
const folder = join(import.meta.dirname, "../.cache/typescript");

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Compiles a project and returns what the compiler reports. */
async function compile(home: string): Promise<string> {
  const run = promisify(execFile)(process.execPath, [tsc, "-p", home, "--pretty", "false"], { cwd: home });
  return run.then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
}

test("a project of ESM and CommonJS compiles, and its mistakes are refused", async () => {
  const home = join(folder, "nodenext");
  for (const type of ["module", "commonjs"]) {
    cpSync(join(import.meta.dirname, "consumer"), join(home, type), { recursive: true });
    writeFileSync(join(home, type, "package.json"), JSON.stringify({ type }));
  }
  const compilerOptions = { ...STRICTEST, module: "nodenext", outDir: "dist", rootDir: "." };
  writeFileSync(join(home, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*/*.ts"] }));
  expect(await compile(home)).toBe("");
}, 600_000);

test("the README's example compiles with its tsconfig.json", async () => {
  const home = join(folder, "readme");
  const files = codeDocuments.find(({ path }) => path === "README.md")?.files ?? [];
  mkdirSync(home, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(home, name), text);
  writeFileSync(join(home, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(home, "tsconfig.json"), firstJsonOf("README.md"));
  expect(await compile(home)).toBe("");
  expect(readdirSync(join(home, "dist"))).toEqual(["faults.js", "get-order.js", "get-order.test.js"]);
}, 600_000);

test("the TypeScript in the documents compiles with the tsconfig.json that docs/typescript.md calls enough", async () => {
  const home = join(folder, "documents");
  for (const { path, files } of codeDocuments) {
    mkdirSync(join(home, path), { recursive: true });
    for (const [name, text] of files) writeFileSync(join(home, path, name), text);
  }
  writeFileSync(join(home, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(home, "enough.json"), firstJsonOf("docs/typescript.md"));
  const tsconfig = {
    extends: "./enough.json",
    compilerOptions: { noEmit: true },
    include: ["**/*.ts", "**/*.mts"],
  };
  writeFileSync(join(home, "tsconfig.json"), JSON.stringify(tsconfig));
  expect(await compile(home)).toBe("");
}, 600_000);

test("each example of TypeScript and JavaScript in docs has a file name", () => {
  const pages = globSync("docs/**/*.md", { cwd: repository });
  const nameless = pages.flatMap((path) =>
    readFileSync(join(repository, path), "utf8")
      .split("\n")
      .flatMap((line, at) =>
        /^\s*```(?:[cm]?[jt]sx?|typescript|javascript)\s*$/.test(line) ? [`${path}:${at + 1}`] : [],
      ),
  );
  expect(nameless).toEqual([]);
});

/** The first JSON that a document shows. */
function firstJsonOf(path: string): string {
  const [, json = ""] = /^```json\n([\s\S]*?)^```$/m.exec(readFileSync(join(repository, path), "utf8")) ?? [];
  return json;
}

test("a mistake that is not marked as one is reported", async () => {
  const home = join(folder, "unmarked");
  cpSync(join(import.meta.dirname, "consumer"), home, { recursive: true });
  const wrong = readFileSync(join(home, "wrong.ts"), "utf8");
  writeFileSync(join(home, "wrong.ts"), wrong.replaceAll("// @ts-expect-error", "//"));
  writeFileSync(join(home, "package.json"), JSON.stringify({ type: "module" }));
  const compilerOptions = {
    ...STRICTEST,
    module: "nodenext",
    skipLibCheck: true,
    declaration: false,
    noEmit: true,
  };
  writeFileSync(join(home, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["wrong.ts"] }));
  const errors = (await compile(home)).match(/^wrong\.ts\(\d+/gm);
  expect(errors?.length).toBe(wrong.split("@ts-expect-error").length - 1);
}, 600_000);
