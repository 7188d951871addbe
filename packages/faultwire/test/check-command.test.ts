import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { check } from "../src/check/check.ts";
import type { Finding } from "../src/check/finding.ts";
import { compareBaseline, writeBaseline } from "../src/check/report/baseline.ts";
import { writeAnnotation } from "../src/check/report/write-annotation.ts";
import { runCommand } from "../src/command/run-command.ts";

/* The command check, over a project of two projects that references connect. */

const MAIN = join(import.meta.dirname, "../src/main.ts");
const PROJECT = join(import.meta.dirname, "../fixtures/references");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "faultwire-check-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { PATH, NODE_COMPILE_CACHE } = process.env;

function run(parameters: readonly string[], cwd = PROJECT, environment = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=@faultwire/source", "--no-warnings", MAIN, "check", ...parameters],
    { cwd, encoding: "utf8", env: { PATH, NODE_COMPILE_CACHE, ...environment } },
  );
  return { status, stdout, stderr };
}

test("a throw in a referenced project is found with the way to it, before anything is built", () => {
  const { status, stdout, stderr } = run([]);
  expect([status, stderr]).toEqual([1, ""]);
  expect(stdout).toBe(`faults/src/index.ts:10:3 error undeclared-fault
  Gone reaches careless (functions/src/handlers.ts:4:25) and is not in its throws
    functions/src/handlers.ts:4:55  refuse(text)
    faults/src/index.ts:10:3        throw new Gone();
2 handlers, 0 callers and 4 functions in 2 files: 1 error, 0 warnings, 0 parts not seen, 1 throw of errors that are not faults
`);
});

test("the project of the documentation has the findings that it shows", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/check.md"), "utf8");
  const home = join(folder, "documented");
  mkdirSync(home);
  symlinkSync(join(import.meta.dirname, "../node_modules"), join(home, "node_modules"));
  for (const [, name = "", code = ""] of page.matchAll(/^```ts title="(.*)"\n([\s\S]*?)^```$/gm))
    writeFileSync(join(home, name), code);
  const options = {
    module: "nodenext",
    lib: ["es2023", "dom"],
    types: [],
    customConditions: ["@faultwire/source"],
  };
  writeFileSync(join(home, "package.json"), '{ "type": "module" }');
  writeFileSync(
    join(home, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...options, strict: true } }),
  );
  const [, shown = ""] = /^```text\n([\s\S]*?)^```$/m.exec(page) ?? [];
  expect(run([], home).stdout).toBe(shown);
});

test("findings become annotations of GitHub at paths from the root of the repository", () => {
  const { status, stdout } = run(["--format", "github", "--errors", "--strict"], PROJECT, {
    GITHUB_WORKSPACE: join(PROJECT, ".."),
  });
  expect(status).toBe(1);
  expect(stdout.split("\n")[0]).toBe(
    "::error file=references/faults/src/index.ts,line=10,col=3,title=faultwire undeclared-fault::" +
      "Gone reaches careless (references/functions/src/handlers.ts:4:25) and is not in its throws%0A" +
      "references/functions/src/handlers.ts:4:55 refuse(text)%0Areferences/faults/src/index.ts:10:3 throw new Gone();",
  );
  expect(stdout).toContain(
    "::warning file=references/faults/src/index.ts,line=9,col=34,title=faultwire undeclared-error::",
  );
});

test("a baseline keeps old findings quiet", () => {
  const baseline = join(folder, "baseline.json");
  expect(run(["--baseline", baseline, "--update-baseline"])).toMatchObject({ status: 0, stdout: "" });
  const { status, stdout } = run(["--baseline", baseline, "--format", "json"]);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ findings: [], counts: { handlers: 2, callers: 0, files: 2 } });
});

const finding: Finding = {
  rule: "undeclared-fault",
  severity: "error",
  message: "100%\r\nof a: b, c",
  place: { file: "src/a:b,100%.ts", line: 1, column: 2 },
  path: [],
  key: "one",
};

test("texts of annotations are escaped as GitHub asks", () => {
  expect(writeAnnotation(finding)).toBe(
    "::error file=src/a%3Ab%2C100%25.ts,line=1,col=2,title=faultwire undeclared-fault::100%25%0D%0Aof a: b, c",
  );
});

test("an entry of a baseline is good for one finding, and one that is gone is counted", () => {
  const path = join(folder, "counted.json");
  writeBaseline(path, [finding, { ...finding, key: "two" }]);
  expect(compareBaseline(path, [finding, finding])).toMatchObject({ findings: [finding], known: 1, gone: 1 });
});

test("apps/orders throws nothing that it does not declare, and nothing in it is hidden", () => {
  const { findings, unseen, counts } = check({
    folder: join(import.meta.dirname, "../../../apps/orders"),
    project: undefined,
  });
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(unseen).toEqual([]);
  expect(counts.handlers).toBe(5);
});

describe("what cannot be carried out ends with 2 and what to do", () => {
  test.each([
    [
      ["-p", "nowhere"],
      `${join(process.cwd(), "nowhere")} does not exist; name a tsconfig.json: -p tsconfig.json`,
    ],
    [["--format", "xml"], "--format is text, json or github; it is xml"],
    [["--update-baseline"], "--update-baseline needs the file: --baseline FILE"],
    [["src"], "src is not an option; name a project with -p src"],
    [["--strct"], "Unknown option '--strct'"],
  ])("%j", async (parameters, message) => {
    const print = vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(await runCommand(["check", ...parameters])).toBe(2);
    expect(print.mock.calls.join("\n")).toContain(`faultwire: check: ${message}`);
    print.mockRestore();
  });

  test("a folder without a tsconfig.json, one without typescript, and a wrong tsconfig.json", () => {
    expect(run([], folder).stderr).toContain(`there is no tsconfig.json in ${folder} or above it`);
    const bare = join(folder, "bare");
    mkdirSync(bare);
    writeFileSync(join(bare, "tsconfig.json"), "{}");
    expect(run([], bare).stderr).toContain(`${bare} has no typescript; install it there`);
    symlinkSync(join(import.meta.dirname, "../node_modules"), join(bare, "node_modules"));
    expect(run([], bare)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("names no source; check its files and include"),
    });
    writeFileSync(join(bare, "tsconfig.json"), '{ "compilerOptions": { "target": "es1066" } }');
    expect(run([], bare).stderr).toContain("Argument for '--target' option must be");
  });

  test("TypeScript 7, which has no JavaScript API", () => {
    const native = join(folder, "native");
    mkdirSync(join(native, "node_modules"), { recursive: true });
    writeFileSync(join(native, "tsconfig.json"), "{}");
    const seven = join(import.meta.dirname, "../../../node_modules/typescript-7");
    symlinkSync(seven, join(native, "node_modules/typescript"));
    const { status, stderr } = run([], native);
    expect(status).toBe(2);
    expect(stderr).toContain(
      `typescript ${JSON.parse(readFileSync(join(seven, "package.json"), "utf8")).version} cannot be used`,
    );
    expect(stderr).toContain("npm install --save-dev @typescript/typescript6");
  });
});
