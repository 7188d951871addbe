import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Local, local } from "../src/index.ts";
import { call } from "./call.ts";

const folder = mkdtempSync(join(tmpdir(), "faultwire-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a project. With esbuild it is linked into `node_modules`, as pnpm links it. */
function project(name: string, files: Readonly<Record<string, string>>, esbuild = true): string {
  const root = join(folder, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  if (esbuild) link(root, "esbuild", join(import.meta.dirname, "../node_modules/esbuild"));
  return root;
}

function link(root: string, name: string, target: string): void {
  const path = join(root, "node_modules", name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

const installed = (name: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [`node_modules/${name}/${file}`, text]));

/** TypeScript as tutorials and templates have it: nothing of it can be removed and leave JavaScript that runs. */
const WRITTEN = {
  "tsconfig.base.json": `{
    // comments, and trailing commas
    "compilerOptions": { "module": "commonjs", "experimentalDecorators": true, },
  }`,
  "tsconfig.json": `{ "extends": "./tsconfig.base.json", "compilerOptions": {
    "baseUrl": ".", "paths": { "@lib/*": ["lib/*"] }, "jsx": "react", "jsxFactory": "h", } }`,
  "src/app.ts": `
import { APIGatewayProxyEvent } from "aws-lambda";
import { Colour, Prices } from "./model";
import { Kind } from "./kind";
import { label } from "@lib/label.js";
import { page } from "lib/page";
import version from "./version.json";
import old = require("./old");

export { Kind };

class Shop {
  constructor(private readonly name: string) {}
  @described describe(): string { return this.name; }
}

function described(_: object, __: string, descriptor: PropertyDescriptor): void {
  const original = descriptor.value;
  descriptor.value = function (this: Shop) { return "the " + original.call(this); };
}

export const handler = async (event: Partial<APIGatewayProxyEvent>) => ({
  colour: Colour.Red,
  cents: Prices.inCents(1.5),
  label: label("x"),
  page: page("order"),
  version: version.version,
  shop: new Shop("shop").describe(),
  old: old.answer,
  path: event.path,
  folder: __dirname,
});
`,
  "src/kind.ts": "export interface Kind { kind: string }\n",
  "src/model/index.ts": `
export { Kind } from "../kind";
export enum Colour { Red = "red" }
export namespace Prices { export const inCents = (price: number): number => Math.round(price * 100); }
`,
  "src/version.json": '{ "version": "1.2.3" }',
  "src/old.js": "exports.answer = 42;\n",
  "lib/label.ts": "export const label = (text: string): string => 'label ' + text;\n",
  "lib/page.tsx": `
const h = (tag: string, _: object | null, ...children: string[]): string => tag + ":" + children.join("");
export const page = (title: string) => <p>{title}</p>;
`,
};

const ERROR = `import { fail } from "./fail";

interface Order {
  readonly orderId: string;
}

export const handler = async ({ orderId }: Order): Promise<void> => {
  fail(orderId);
};
export const later = async (): Promise<void> => { await Promise.resolve(); throw new Late(); };
class Late extends Error { static readonly kind = Late; override readonly name = Late.name; }
`;

describe("TypeScript that a project's esbuild builds", () => {
  test.each(["nodejs24.x", "nodejs22.x"] as const)(
    "runs as people write it: values, paths, JSX, decorators, JSON, under %s",
    async (runtime) => {
      const root = project(`written-${runtime}`, WRITTEN);
      await using lambda = await local({ root, functions: { app: { handler: "src/app.handler", runtime } } });
      expect((await call(lambda, "app", { path: "/orders" })).payload).toEqual({
        colour: "red",
        cents: 150,
        label: "label x",
        page: "p:order",
        version: "1.2.3",
        shop: "the shop",
        old: 42,
        path: "/orders",
        folder: join(root, "src"),
      });
    },
  );

  test("is an ES module where package.json, its extension, its code or tsconfig's module makes it one", async () => {
    const esm = `
      import { readFileSync } from "node:fs";
      const loaded = await Promise.resolve("awaited");
      enum Kind { Module = "module" }
      function twice(method: () => number, _: ClassMethodDecoratorContext) {
        return function (this: object): number { return method.call(this) * 2; };
      }
      class Sum { @twice one(): number { return 1; } }
      export const handler = async () => ({ loaded, kind: Kind.Module, decorated: new Sum().one(), file: import.meta.filename, size: readFileSync(new URL(import.meta.url)).length > 0 });
      export default handler;
    `;
    const cjs =
      "enum Kind { A = 'cjs' }\nexport const handler = async () => [Kind.A, typeof require, __filename];\n";
    const root = project("formats", {
      "module/package.json": '{ "type": "module" }',
      "module/app.ts": esm,
      "module/old.cts": cjs,
      "plain/module.mts": esm,
      "plain/awaits.ts": esm,
      "plain/app.ts": cjs,
      "compiled/tsconfig.json": '{ "compilerOptions": { "module": "ESNext" } }',
      "compiled/app.ts": "enum A { B = 'esm' }\nexport const handler = async () => [A.B, typeof module];\n",
      "compiled/requires.ts": cjs,
    });
    await using lambda = await local({
      root,
      functions: {
        "module-app": "module/app.handler",
        "module-default": "module/app.default",
        "module-old": "module/old.handler",
        "plain-module": "plain/module.handler",
        "plain-awaits": "plain/awaits.handler",
        "plain-app": { handler: "plain/app.handler" },
        "compiled-app": "compiled/app.handler",
        "compiled-requires": "compiled/requires.handler",
      },
    });
    const module = { loaded: "awaited", kind: "module", decorated: 2, size: true };
    expect((await call(lambda, "module-app")).payload).toEqual({
      ...module,
      file: join(root, "module/app.ts"),
    });
    expect((await call(lambda, "module-default")).payload).toMatchObject(module);
    expect((await call(lambda, "plain-module")).payload).toMatchObject(module);
    expect((await call(lambda, "plain-awaits")).payload).toMatchObject(module);
    expect((await call(lambda, "module-old")).payload).toEqual([
      "cjs",
      "function",
      join(root, "module/old.cts"),
    ]);
    expect((await call(lambda, "plain-app")).payload).toEqual([
      "cjs",
      "function",
      join(root, "plain/app.ts"),
    ]);
    expect((await call(lambda, "compiled-app")).payload).toEqual(["esm", "undefined"]);
    expect((await call(lambda, "compiled-requires")).payload).toEqual([
      "cjs",
      "function",
      join(root, "compiled/requires.ts"),
    ]);
  });

  test.each(["module", "commonjs"])("has stacks that point to the source: %s", async (type) => {
    const root = project(`stacks-${type}`, {
      "package.json": JSON.stringify({ type }),
      "src/app.ts": ERROR,
      "src/fail.ts":
        "type Text = string;\n\nexport function fail(id: Text): never {\n  throw new RangeError('order ' + id);\n}\n",
    });
    await using lambda = await local({ root, functions: { app: "src/app.handler", later: "src/app.later" } });
    const { payload, log } = await call(lambda, "app", { orderId: "o-1" });
    expect(payload).toMatchObject({ errorType: "RangeError", errorMessage: "order o-1" });
    const { trace } = payload as { trace: readonly string[] };
    expect(trace.slice(0, 3)).toEqual([
      "RangeError: order o-1",
      expect.stringMatching(/^ {4}at fail \(.*\/src\/fail\.ts:4:9\)$/),
      expect.stringMatching(/^ {4}at .*handler \(.*\/src\/app\.ts:8:3\)$/),
    ]);
    expect(log).toContain(trace[1]?.trim());
    // A bundler that does not keep names makes it "_Late".
    expect((await call(lambda, "later")).payload).toMatchObject({ errorType: "Late" });
  });

  test("loads packages as they are installed, and builds those of a workspace that are TypeScript", async () => {
    const root = project("workspace/functions/orders", {
      "package.json": '{ "type": "module" }',
      "src/app.ts": `
        import { money, inner } from "@acme/money";
        import { identity } from "@acme/built";
        import { own } from "@acme/built/own";
        import * as direct from "dual";
        enum E { A = 1 }
        export const handler = async () => ({ money: money(E.A), inner, same: identity === own, direct: direct.kind, data: (await import("dual/data.json")).default.data });
      `,
      ...installed("dual", {
        "package.json":
          '{ "name": "dual", "exports": { ".": { "import": "./m.mjs", "require": "./c.cjs" }, "./data.json": "./data.json" } }',
        "m.mjs": "export const kind = 'import';",
        "c.cjs": "exports.kind = 'require';",
        "data.json": '{ "data": 7 }',
      }),
    });
    const money = project("workspace/packages/money", {
      "package.json": '{ "name": "@acme/money", "exports": "./src/index.ts" }',
      "src/index.ts": `import { inner } from "only-here"; enum M { A = 1 }\nexport const money = (n: number): number => n + M.A;\nexport { inner };`,
      ...installed("only-here", {
        "package.json": '{ "name": "only-here", "main": "index.js" }',
        "index.js": "exports.inner = 'inner';",
      }),
    });
    const built = project("workspace/packages/built", {
      "package.json":
        '{ "name": "@acme/built", "type": "module", "exports": { ".": "./index.js", "./own": "./own.js" } }',
      "index.js": 'export { own as identity } from "./own.js";',
      "own.js": "export const own = {};",
    });
    link(root, "@acme/money", money);
    link(root, "@acme/built", built);
    await using lambda = await local({ root, functions: { orders: "src/app.handler" } });
    expect((await call(lambda, "orders")).payload).toEqual({
      money: 2,
      inner: "inner",
      same: true,
      direct: "import",
      data: 7,
    });
  });

  test("names each place that cannot be built, when local starts", async () => {
    const root = project("wrong", {
      "src/app.ts":
        'import { a } from "./nowhere";\nimport { b } from "./b";\nexport const handler = async () => [a, b];\n',
      "src/b.ts": "export const b = 1;\nconst x = ;\n",
    });
    const failure = await local({ root, functions: { app: "src/app.handler" } }).catch((error) => error);
    expect(failure.message.split("\n")).toEqual([
      "function app: its code cannot be built",
      expect.stringMatching(/\/wrong\/src\/app\.ts:1:19: Could not resolve "\.\/nowhere"$/),
      expect.stringMatching(/\/wrong\/src\/b\.ts:2:11: Unexpected ";"$/),
    ]);
  });

  test.each([
    [".ts", "commonjs"],
    [".mjs", ""],
  ])("names a package of the runtime that the project has not: from %s", async (extension) => {
    const root = project(`sdk${extension}`, {
      [`app${extension}`]:
        'import { S3Client } from "@aws-sdk/client-s3";\nexport const handler = async () => new S3Client({});\n',
    });
    await using lambda = await local({ root, functions: { app: "app.handler" } });
    expect((await call(lambda, "app")).payload).toMatchObject({
      errorMessage: expect.stringMatching(
        /^(?:Error: )?Cannot find (?:package|module) '@aws-sdk\/client-s3'[\s\S]*\nLambda's runtime has @aws-sdk\/client-s3; local takes it from the project: npm install --save-dev @aws-sdk\/client-s3$/,
      ),
    });
  });

  test("runs where there is no JavaScript beside it, as on AWS", async () => {
    const root = project("beside", {
      "a.js": "exports.handler = async () => 'js';",
      "a.ts": "export const handler = async () => 'ts';",
      "b.tsx": "export const handler = async (): Promise<string> => 'tsx';",
      "c.jsx": "const h = (tag) => tag;\n/** @jsx h */\nexport const handler = async () => <jsx />;",
    });
    await using lambda = await local({ root, functions: { a: "a.handler", b: "b.handler", c: "c.handler" } });
    const answers = ["a", "b", "c"].map(async (name) => (await call(lambda, name)).payload);
    expect(await Promise.all(answers)).toEqual(["js", "tsx", "jsx"]);
  });

  test("is found where pnpm keeps the dependencies of dependencies", async () => {
    const root = project(
      "pnpm",
      { "functions/app.ts": "enum A { B = 'built' }\nexport const handler = async () => A.B;" },
      false,
    );
    link(root, ".pnpm/node_modules/esbuild", join(import.meta.dirname, "../node_modules/esbuild"));
    await using lambda = await local({ root: join(root, "functions"), functions: { app: "app.handler" } });
    expect((await call(lambda, "app")).payload).toBe("built");
  });
});

describe("TypeScript without esbuild, of which Node.js removes the types", () => {
  const stripped = `${import.meta.dirname}/functions/typescript`;
  const order = { orderId: "o-1", price: 1.5 };
  let root: string;
  let lambda: Local;

  beforeAll(async () => {
    const read = (file: string) => readFileSync(join(stripped, file), "utf8");
    root = project(
      "stripped",
      {
        "package.json": '{ "type": "module" }',
        ...Object.fromEntries(["orders.ts", "money.ts", "order.ts"].map((file) => [file, read(file)])),
        "colours.ts": 'enum Colour { Red = "red" }\nexport const handler = async () => Colour.Red;\n',
        "types.ts": 'import { Handler } from "aws-lambda";\nexport const handler: Handler = async () => 1;\n',
        "extensions.ts": 'import { inCents } from "./money";\nexport const handler = async () => inCents;\n',
        "page.tsx": "export const handler = async () => <p>order</p>;\n",
      },
      false,
    );
    const functions = {
      orders: "orders.handler",
      older: { handler: "orders.handler", runtime: "nodejs22.x" },
      default: "orders.default",
      failing: "orders.failing",
      colours: "colours.handler",
      types: "types.handler",
      extensions: "extensions.handler",
    } as const;
    lambda = await local({ root, functions });
  });
  afterAll(() => lambda.close());

  test.each(["orders", "older", "default"])(
    "%s runs from source, with what it imports, in its own folder",
    async (name) => {
      const { payload } = await call(lambda, name, order);
      expect(payload).toMatchObject({ cents: 150, file: "stripped/orders.ts" });
    },
  );

  test("_HANDLER is what was configured", async () => {
    expect((await call(lambda, "orders", order)).payload).toMatchObject({ handler: "orders.handler" });
  });

  test("an error's stack names the line of the source", async () => {
    const { payload } = await call(lambda, "failing", order);
    expect(payload).toMatchObject({
      errorType: "RangeError",
      trace: expect.arrayContaining([expect.stringMatching(/stripped\/orders\.ts:15:9\)$/)]),
    });
  });

  test.each([
    ["colours", "Runtime.UserCodeSyntaxError", "TypeScript enum is not supported in strip-only mode"],
    ["types", "Error", "Cannot find package 'aws-lambda'"],
    ["extensions", "Error", "Cannot find module '"],
  ])(
    "what is more than types is refused in the words of Node.js, and esbuild named: %s",
    async (name, errorType, words) => {
      const { payload } = await call(lambda, name);
      expect(payload).toMatchObject({ errorType, errorMessage: expect.stringContaining(words) });
      expect(payload).toMatchObject({
        errorMessage: expect.stringContaining("npm install --save-dev esbuild"),
      });
    },
  );

  test("what Node.js cannot run from source is refused where it is configured", async () => {
    await expect(local({ root, functions: { page: "page.handler" } })).rejects.toThrow(
      /^function page: Node\.js alone does not run JSX; install esbuild in the project \(npm install --save-dev esbuild\), or build .*page\.tsx to JavaScript$/,
    );
    vi.spyOn(process.features, "typescript", "get").mockReturnValue(false);
    try {
      await expect(local({ root, functions: { orders: "orders.handler" } })).rejects.toThrow(
        /^function orders: this Node\.js \(v[\d.]+\) alone runs no TypeScript; install esbuild in the project/,
      );
    } finally {
      vi.restoreAllMocks();
    }
  });
});
