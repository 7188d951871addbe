import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { ExportedCatalog } from "../src/check/catalogs/find-catalogs.ts";
import { runCommand } from "../src/command/run-command.ts";
import { outdatedFiles } from "../src/generate/outdated-files.ts";
import { loadLocked } from "../src/lock/load-locked.ts";

/* The lock and generated files of a project, by the command. Its two versions are in two folders. */

const HERE = join(import.meta.dirname, "..");
const CONFIG = JSON.stringify({
  compilerOptions: {
    module: "nodenext",
    lib: ["es2023"],
    types: [],
    customConditions: ["@faultwire/source"],
  },
  include: ["src"],
});
/** The schemas are in a JavaScript module, whose types the compiler does not read. */
const catalog = (before = "") => `import { defineCatalog, fault, pickFaults } from "@faultwire/catalog";
import { details } from "./schemas.js";
${before}
export class Lost extends fault("Lost", { status: 404, details, message: "m" }) {}
export class Busy extends fault("Busy", { status: 503, message: "m", retryable: true }) {}

export const Orders = defineCatalog("orders", { Lost, Busy });
export const Some = pickFaults(Orders, "Busy");
export default Orders;
const Inner = defineCatalog("inner", { Busy });
void Inner;
`;
const schemas = (members: string) =>
  `import { z } from "zod";\nexport const details = z.object({ ${members} });\n`;
const others = (body: string) => `import { defineCatalog, fault } from "@faultwire/catalog";\n${body}`;
const FILES: Readonly<Record<string, string>> = {
  "package.json": '{ "type": "module" }',
  "old/tsconfig.json": CONFIG,
  "old/src/faults.ts": catalog(),
  "old/src/schemas.js": schemas('kind: z.enum(["a"])'),
  "old/src/index.ts": 'export { Orders } from "./faults.js";\nexport { Lost as default } from "./faults.js";',
  "fresh/tsconfig.json": CONFIG,
  "fresh/src/index.ts": 'export { Orders } from "./faults.js";',
  "fresh/src/faults.ts": catalog("/* Two lines\n   more. */"),
  "fresh/src/schemas.js": schemas('kind: z.enum(["a", "b"]), note: z.string().optional()'),
  "twice/one.ts": others(
    'export const Orders = defineCatalog("orders", { A: fault("A", { message: "m" }) });',
  ),
  "twice/two.ts": others(
    'export const Others = defineCatalog("orders", { B: fault("B", { message: "m" }) });',
  ),
  "several/faults.ts": `import { z } from "zod";\n${others(`
    const A = fault("A", { message: "m", details: z.object({ a: z.string().refine(() => true) }) });
    export const One = defineCatalog("one", { A });
    export const Two = defineCatalog("two", { A });`)}`,
  "twice/broken.ts": "export const a = 1;\nthrow new Error('no database');",
};

let folder: string;
const print = { stdout: "", stderr: "" };
const before = process.cwd();

beforeAll(() => {
  folder = mkdtempSync(join(HERE, ".cache-lock-"));
  for (const [file, text] of Object.entries(FILES)) write(file, text);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  Object.assign(print, { stdout: "", stderr: "" });
  const into = (name: "stdout" | "stderr") => (text: unknown) => {
    print[name] += `${text}\n`;
  };
  vi.spyOn(console, "log").mockImplementation(into("stdout"));
  vi.spyOn(console, "error").mockImplementation(into("stderr"));
  vi.spyOn(process.stderr, "write").mockImplementation(() => true);
});
afterEach(() => vi.restoreAllMocks());

function write(file: string, text: string): void {
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(join(folder, file), text);
}
const read = (file: string) => readFileSync(join(folder, file), "utf8");
const run = async (home: string, ...parameters: string[]) => {
  process.chdir(join(folder, home));
  return await runCommand([...parameters]);
};
const check = (home: string, ...parameters: string[]) => run(home, "check", ...parameters);

describe("a lock", () => {
  test("is written on request alone, beside the tsconfig.json, and has what is exported once", async () => {
    expect(await check("old")).toBe(0);
    expect([print.stderr, existsSync(join(folder, "old/faultwire.lock.json"))]).toEqual(["", false]);
    expect(await check("old/src", "--update-lock")).toBe(0);
    expect(print.stderr).toBe(
      "faultwire check: ../faultwire.lock.json has 1 catalog with 2 faults now; commit it\n",
    );
    const { catalogs } = JSON.parse(read("old/faultwire.lock.json"));
    expect(catalogs).toEqual({
      orders: {
        Busy: { promised: true, retryable: true, status: 503 },
        Lost: {
          details: {
            schema: {
              properties: { kind: { enum: ["a"], type: "string" } },
              required: ["kind"],
              type: "object",
            },
          },
          retryable: false,
          status: 404,
        },
      },
    });
  });

  test("is compared with the catalogs: each change is at its class, with both orders and what to do", async () => {
    expect(await check("fresh", "--lock", "../old/faultwire.lock.json")).toBe(1);
    expect(print.stdout).toBe(`src/faults.ts:5:1 error breaking-change
  Lost of orders: kind was "a" and is "a" | "b": needs callers first
    callee first   an old caller catches MalformedFault: kind may be "b"
    callers first  a new caller catches Lost
    to do          deploy all callers first, then the function
../old/faultwire.lock.json:1:1 warning outdated-lock
  1 change is safe in both orders, and not in the lock: write it with --update-lock, so that later changes are compared with them
    Lost of orders: note is new: optional, string
Not seen, so that a change of it is not found:
  src/faults.ts:11:15 a catalog: no module exports it, so that it is not in the lock
0 handlers, 0 callers and 0 functions in 2 files: 1 error, 1 warning, 1 part not seen, 0 throws of errors that are not faults
`);
  });

  test("that is updated is up to date, and states what it takes over", async () => {
    write("fresh/faultwire.lock.json", read("old/faultwire.lock.json"));
    expect(await check("fresh", "--update-lock")).toBe(0);
    expect(print.stderr).toContain('  Lost of orders: kind was "a" and is "a" | "b": needs callers first\n');
    expect(read("fresh/faultwire.lock.json")).toContain('"note"');
  });

  test("with a change in a baseline is quiet, and JSON has the change for programs", async () => {
    const lock = ["--lock", "../old/faultwire.lock.json"];
    expect(await check("fresh", ...lock, "--baseline", "b.json", "--update-baseline")).toBe(0);
    expect(await check("fresh", ...lock, "--baseline", "b.json", "--strict")).toBe(0);
    Object.assign(print, { stdout: "" });
    expect(await check("fresh", ...lock, "--format", "json")).toBe(1);
    expect(JSON.parse(print.stdout).findings[0].change).toMatchObject({
      ...{
        catalog: "orders",
        fault: "Lost",
        kind: "member-changed",
        member: "kind",
        verdict: "callers-first",
      },
      calleeFirst: { effect: "breaks", caught: "MalformedFault", because: 'kind may be "b"' },
      callersFirst: { effect: "same", caught: "Lost" },
    });
  });
});

test("details with rules that no JSON Schema shows are listed once, whatever catalogs have the fault", async () => {
  const source = (exportName: string): ExportedCatalog => ({
    ...{ path: join(folder, "several/faults.ts"), exportName, place: { file: "f", line: 1, column: 1 } },
    faults: new Map([["A", { file: "f", line: 2, column: 1 }]]),
  });
  const { catalogs, unseen } = await loadLocked([source("One"), source("Two")], folder);
  expect(Object.keys(catalogs)).toEqual(["one", "two"]);
  expect(unseen).toEqual([
    {
      ...{ name: "the details of A", place: { file: "f", line: 2, column: 1 }, handlers: [] },
      reason: "they have rules that no JSON Schema shows: custom",
    },
  ]);
});

describe("catalogs that cannot be locked end with what to do", () => {
  const exported = (file: string, exportName: string): ExportedCatalog => ({
    path: join(folder, file),
    exportName,
    place: { file, line: 1, column: 1 },
    faults: new Map(),
  });

  test("two of one name, and a module that throws", async () => {
    const two = [exported("twice/one.ts", "Orders"), exported("twice/two.ts", "Others")];
    await expect(loadLocked(two, folder)).rejects.toThrow(
      "check: two catalogs are named orders, and neither is a part of the other: Orders of twice/one.ts and Others of twice/two.ts; rename one",
    );
    await expect(loadLocked([exported("twice/broken.ts", "a")], folder)).rejects.toThrow(
      /check: twice\/broken\.ts cannot be loaded: no database at .*broken\.ts:2/,
    );
  });

  test("two updates at once, and no catalog", async () => {
    expect(await check("old", "--update-lock", "--baseline", "b.json", "--update-baseline")).toBe(2);
    expect(print.stderr).toContain("--update-lock and --update-baseline are two commands");
  });
});

describe("generated files", () => {
  const generate = (home: string, ...parameters: string[]) => run(home, "generate", ...parameters);
  const stateOf = async (home: string) =>
    (await outdatedFiles(join(folder, home))).map(({ path, ...rest }) => ({
      ...rest,
      path: path.slice(folder.length + 1),
    }));

  test("are made again by the command on their first line, from the folder in which it was run", async () => {
    expect(
      await generate(
        "old/src",
        "json-schema",
        "faults.ts",
        "--export",
        "Orders",
        "--out",
        "made/it's a.json",
      ),
    ).toBe(0);
    expect(await generate("old", "docs", "src/faults.ts", "--export", "Orders", "--out", "errors.md")).toBe(
      0,
    );
    expect(await generate("old", "types", "src/faults.ts", "--export=Orders", "--out", "src/made.d.ts")).toBe(
      0,
    );
    write("old/errors.md", read("old/errors.md").replaceAll("\n", "\r\n"));
    write("old/node_modules/a/made.json", read("old/src/made/it's a.json"));
    write("old/notes.md", "Made by: npx faultwire generate docs src/faults.ts --out notes.md\n");
    write("old/odd.json", '{ "a": "Made by: npx faultwire generate \\x" }');
    expect(await stateOf("old")).toEqual([]);
    write("old/src/made/it's a.json", read("old/src/made/it's a.json").replace('"Lost"', '"Last"'));
    write("old/moved.ts", read("old/src/made.d.ts"));
    write("old/gone.md", "<!-- Made by: npx faultwire generate docs src/gone.ts --out gone.md -->\n");
    write(
      "old/later.md",
      "<!-- Made by: npx faultwire generate poem src/faults.ts --later --out later.md -->\n",
    );
    expect(await stateOf("old")).toEqual([
      {
        path: "old/gone.md",
        isSeen: true,
        problem:
          "it cannot be made again: there is no file src/gone.ts; name the file that exports the catalog",
      },
      {
        path: "old/later.md",
        isSeen: true,
        problem: expect.stringContaining("it cannot be made again: Unknown option '--later'"),
      },
      {
        path: "old/moved.ts",
        isSeen: false,
        problem: expect.stringContaining(
          "it is not at the place that its command writes: npx faultwire generate types src/faults.ts",
        ),
      },
      {
        path: "old/src/made/it's a.json",
        isSeen: true,
        problem:
          "it is not what its command makes now; run in src: npx faultwire generate json-schema faults.ts --export Orders --out 'made/it'\\''s a.json'",
      },
    ]);
  });

  test("are errors of check at their first line", async () => {
    expect(await check("old")).toBe(1);
    expect(print.stdout).toContain(`src/made/it's a.json:1:1 error outdated-file
  this generated file is out of date: it is not what its command makes now; run in src: npx faultwire generate`);
    expect(print.stdout).toContain(
      "  moved.ts:1:1 a generated file: it is not at the place that its command writes",
    );
  });
});
