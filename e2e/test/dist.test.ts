import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, describe, expect, test } from "vitest";

/* The published files, not the sources: ESM beside CommonJS, bundles, sizes. */

const folder = mkdtempSync(join(tmpdir(), "faultwire-dist-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function bundle(source: string, platform: "node" | "browser"): Promise<Buffer> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    platform,
    target: "es2022",
    external: ["@aws-sdk/*"],
    write: false,
    logLevel: "silent",
  });
  return Buffer.from(outputFiles[0]?.contents ?? []);
}

const run = (file: string) =>
  execFileSync(process.execPath, [file], { encoding: "utf8", cwd: import.meta.dirname });

test("the public entry of the catalog and its plumbing share one copy of the classes, in CommonJS and ESM", () => {
  const script = join(import.meta.dirname, "../.cache-entries.mjs");
  writeFileSync(
    script,
    `
    import { createRequire } from "node:module";
    import * as esm from "@faultwire/catalog";
    import * as esmInternal from "@faultwire/catalog/internal";
    import * as esmReceiving from "@faultwire/catalog/receiving";
    const require = createRequire(import.meta.url);
    const copies = [
      [esm, esmInternal, esmReceiving],
      ["", "/internal", "/receiving"].map((entry) => require("@faultwire/catalog" + entry)),
    ];
    for (const [{ defineCatalog, fault, ServiceFault }, { blankFault }, { toFault }] of copies) {
      class Down extends fault("Down", { message: "down" }) {}
      const received = (error) => toFault({ wire: "standard", payload: "", message: "m", ...error }, defineCatalog("c", { Down }));
      console.log(received({ errorType: "Down" }) instanceof Down, received({ reportedBy: "service" }) instanceof ServiceFault, blankFault("m", Down) instanceof Down);
    }
    `,
  );
  try {
    expect(run(script)).toBe("true true true\ntrue true true\n");
  } finally {
    rmSync(script);
  }
});

describe("two copies of the library", () => {
  test("know each other's faults: ESM beside CommonJS, and a minified bundle beside both", async () => {
    const source = `
      import { fault } from "@faultwire/catalog";
      export class OrderNotFound extends fault("OrderNotFound", { status: 404, message: "m" }) {}
    `;
    const file = join(folder, "minified.mjs");
    writeFileSync(file, await bundle(source, "node"));
    const script = join(import.meta.dirname, "../.cache-copies.mjs");
    writeFileSync(
      script,
      `
      import { createRequire } from "node:module";
      import * as esm from "@faultwire/catalog";
      import { OrderNotFound as Minified } from ${JSON.stringify(file)};
      const cjs = createRequire(import.meta.url)("@faultwire/catalog");
      class InEsm extends esm.fault("OrderNotFound", { message: "m" }) {}
      class InCjs extends cjs.fault("OrderNotFound", { message: "m" }) {}
      const all = [InEsm, InCjs, Minified];
      console.log(JSON.stringify(all.map((one) => all.map((other) => [one.is(new other()), esm.isFault(new other()), cjs.isFault(new other()), new other().name]))));
      console.log(esm.fault !== cjs.fault, new Minified() instanceof InEsm);
      `,
    );
    try {
      const [table = "", copies] = run(script).trim().split("\n");
      expect(copies).toBe("true false");
      for (const cell of JSON.parse(table).flat()) expect(cell).toEqual([true, true, true, "OrderNotFound"]);
    } finally {
      rmSync(script);
    }
  });

  test("a handler in CommonJS answers like one in ESM", () => {
    const require = createRequire(import.meta.url);
    const { defineCatalog, fault } = require("@faultwire/catalog");
    const { wrapHandler } = require("@faultwire/handler");
    const { parse } = require("@faultwire/caller");
    class Down extends fault("Down", { message: "m" }) {}
    const faults = defineCatalog("x", { Down });
    const handler = wrapHandler(() => Promise.reject(new Down()), { throws: faults });
    return handler({}, {}).then(
      () => expect.unreachable(),
      (error: Error) =>
        expect(
          parse(
            { errorType: error.name, errorMessage: error.message, trace: error.stack?.split("\n") },
            faults,
          ),
        ).toBeInstanceOf(Down),
    );
  });
});

/** Calls a function directly and through each kind of API, and prints what came back. */
const CALL_EVERY_FRONT = `
  async function callEveryFront({ local }) {
    const lambda = await local({
      root: __ROOT__,
      functions: { answer: "answer.handler" },
      apis: {
        rest: { type: "rest", routes: { "POST /orders": "answer" } },
        http: { type: "http", routes: { "POST /orders": "answer" } },
        url: { type: "function-url", function: "answer" },
        alb: { type: "alb", function: "answer" },
      },
    });
    const invoke = lambda.endpoint + "/2015-03-31/functions/answer/invocations";
    const urls = [invoke, ...Object.keys(lambda.apis).map((name) => lambda.url(name, "/orders"))];
    for (const url of urls) {
      const response = await fetch(url, { method: "POST", body: "{}" }).catch(String);
      console.log(response.status ?? response);
    }
    await lambda.close();
  }
`;

describe("local as it is published calls functions through every front", () => {
  writeFileSync(
    join(folder, "answer.mjs"),
    'export const handler = async () => ({ statusCode: 201, headers: { "x-a": "b" }, body: "{}" });',
  );
  const shared = CALL_EVERY_FRONT.replace("__ROOT__", JSON.stringify(folder));
  test.each([
    [
      "imported",
      ".cache-local.mjs",
      `import * as local from "@faultwire/local"; ${shared} await callEveryFront(local);`,
    ],
    ["required", ".cache-local.cjs", `${shared} callEveryFront(require("@faultwire/local"));`],
  ])("%s", (_, name, source) => {
    const script = join(import.meta.dirname, "..", name);
    writeFileSync(script, source);
    try {
      expect(run(script).trim().split("\n")).toEqual(["200", "201", "201", "201", "201"]);
    } finally {
      rmSync(script);
    }
  });
});

test("no helper is glued to a keyword in what is published", () => {
  const files = globSync("*/dist/*.{js,cjs}", { cwd: join(import.meta.dirname, "../../packages") });
  expect(files.length).toBeGreaterThan(10);
  const glued = files.filter((file) =>
    /\b(?:return|throw|case|typeof|await)_(?:nullish|optional)/.test(
      readFileSync(join(import.meta.dirname, "../../packages", file), "utf8"),
    ),
  );
  expect(glued).toEqual([]);
});

test("the caller's main entry, the catalog and the wires go into a browser's bundle", async () => {
  const source = `
    import { createHttpCaller, parse, parseResponse } from "@faultwire/caller";
    import { defineCatalog, fault, match } from "@faultwire/catalog";
    console.log(createHttpCaller, parse, parseResponse, defineCatalog, fault, match);
  `;
  const code = (await bundle(source, "browser")).toString();
  expect(code).not.toMatch(/node:|require\(|process\.|(?<![\w"'`])Buffer\b/);
});

test("a handler that uses none of them loads neither node:http nor a schema library", () => {
  const script = `
    import("@faultwire/handler").then(() => {
      const loaded = process.moduleLoadList.filter((name) => /^NativeModule (?:http|https|net|tls)$/.test(name));
      console.log(JSON.stringify(loaded));
    });
  `;
  expect(
    JSON.parse(
      execFileSync(process.execPath, ["-e", script], { encoding: "utf8", cwd: import.meta.dirname }),
    ),
  ).toEqual([]);
});

/** Imports, and the files of ours that Node.js reads for each: the entry itself, and those that it imports. */
const LOADED: Record<string, string[]> = {
  "@faultwire/catalog": ["catalog/dist/index.js"],
  "@faultwire/handler": ["handler/dist/index.js", "catalog/dist/index.js"],
  "@faultwire/handler/middy": ["handler/dist/middy.js", "catalog/dist/index.js"],
  "@faultwire/handler/durable": [
    "handler/dist/durable.js",
    "catalog/dist/index.js",
    "catalog/dist/receiving.js",
  ],
  "@faultwire/caller": ["caller/dist/index.js", "catalog/dist/index.js", "catalog/dist/receiving.js"],
  "@faultwire/caller/lambda": ["caller/dist/lambda.js", "catalog/dist/index.js", "catalog/dist/receiving.js"],
};

test.each(Object.entries(LOADED))(
  "an import of %s reads one file of each package that it needs",
  (name, files) => {
    const script = `
    const loaded = new Set();
    require("node:module").registerHooks({
      load(url, context, next) {
        const [, file] = url.match(/\\/packages\\/(.*)/) ?? [];
        if (file) loaded.add(file);
        return next(url, context);
      },
    });
    import(${JSON.stringify(name)}).then(() => console.log(JSON.stringify([...loaded].sort())));
  `;
    const output = execFileSync(process.execPath, ["-e", script], {
      encoding: "utf8",
      cwd: import.meta.dirname,
    });
    expect(JSON.parse(output)).toEqual([...files].sort());
  },
);

test("a bundle of wrapHandler has nothing of the wrappers of other invokers in it, nor has any of those of another", async () => {
  const traces: Record<string, RegExp> = {
    wrapAppSync: /errorInfo/,
    wrapAppSyncEvents: /"SUBSCRIBE"/,
    wrapAuthorizer: /[^:]"Unauthorized"/,
    wrapBatch: /batchItemFailures/,
    wrapCallback: /beforeExit/,
    wrapCognito: /\[\.\\s\]\+/,
    wrapCustomResource: /PhysicalResourceId/,
    wrapDurable: /ErrorData/,
    wrapEdge: /x-accel/,
    wrapS3Batch: /treatMissingKeysAs/,
  };
  const tracesIn = async (name: string) => {
    const entry = name === "wrapDurable" ? "@faultwire/handler/durable" : "@faultwire/handler";
    const code = (await bundle(`export { ${name} } from "${entry}";`, "node")).toString();
    return Object.keys(traces).filter((wrapper) => traces[wrapper]?.test(code));
  };
  expect(await tracesIn("wrapHandler")).toEqual([]);
  for (const wrapper of Object.keys(traces)) expect(await tracesIn(wrapper)).toEqual([wrapper]);
});

test("the types of no entry need a peer, which another entry is for", () => {
  const folder = join(import.meta.dirname, "../../packages/handler/dist");
  const files = globSync("*.d.{ts,cts}", { cwd: folder });
  expect(files).toEqual(
    expect.arrayContaining([
      "express.d.ts",
      "hono.d.ts",
      "middy.d.cts",
      "opentelemetry.d.ts",
      "powertools.d.ts",
    ]),
  );
  const imported = files.flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/(?:from|import) '([^.'][^']*)'/g)].map(
      ([, name]) => name,
    ),
  );
  expect(new Set(imported)).toEqual(
    new Set(["@faultwire/catalog", "@faultwire/wire", "@standard-schema/spec"]),
  );
});

test("of an entry of which nothing is used, nothing is left in a bundle", async () => {
  const packages = join(import.meta.dirname, "../../packages");
  const entries = ["wire", "catalog", "handler", "caller"].flatMap((name) => {
    const { exports } = JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8"));
    return Object.values<{ import?: { default: string } }>(exports).flatMap((entry) =>
      entry.import ? [join(name, entry.import.default)] : [],
    );
  });
  // The class of all faults has a member of a computed name, and every import of the catalog uses it.
  const files = entries.filter((file) => file !== "catalog/dist/index.js");
  expect(files.length).toBeGreaterThan(12);
  for (const file of files) {
    const { outputFiles } = await build({
      stdin: {
        contents: readFileSync(join(packages, file), "utf8").replace(/^export \{[^}]*\};$/m, ""),
        loader: "js",
      },
      bundle: true,
      minifySyntax: true,
      minifyWhitespace: true,
      format: "esm",
      write: false,
      plugins: [
        {
          name: "others",
          setup: ({ onResolve }) =>
            onResolve({ filter: /./ }, ({ path, kind }) =>
              kind === "entry-point" ? undefined : { path, external: true, sideEffects: false },
            ),
        },
      ],
    });
    expect([file, outputFiles[0]?.text]).toEqual([file, ""]);
  }
});

/** The code behind each row of docs/performance.md. */
const SIZED: Record<string, string> = {
  "a catalog alone: `fault`, `defineCatalog`": `
    import { defineCatalog, fault } from "@faultwire/catalog";
    class A extends fault("A", { message: "a" }) {}
    export const Faults = defineCatalog("x", { A });
  `,
  "a small function: `fault`, `defineCatalog`, `wrapHandler`": `
    import { defineCatalog, fault } from "@faultwire/catalog";
    import { wrapHandler } from "@faultwire/handler";
    class A extends fault("A", { message: "a" }) {}
    export const handler = wrapHandler(async () => { throw new A(); }, { throws: defineCatalog("x", { A }) });
  `,
  "a function that handles and calls: the same and `createCaller`": `
    import { defineCatalog, fault } from "@faultwire/catalog";
    import { createCaller } from "@faultwire/caller/lambda";
    import { wrapHandler } from "@faultwire/handler";
    class A extends fault("A", { message: "a" }) {}
    const throws = defineCatalog("x", { A });
    const call = createCaller({ functionName: "f", faults: throws });
    export const handler = wrapHandler((input) => call(input), { throws });
  `,
  "`createCaller`": 'export { createCaller } from "@faultwire/caller/lambda";',
  "`createHttpCaller`": 'export { createHttpCaller } from "@faultwire/caller";',
  "`parse`, with every wire": 'export { parse } from "@faultwire/caller";',
};

describe("the sizes in docs/performance.md are true", () => {
  const text = readFileSync(join(import.meta.dirname, "../../docs/performance.md"), "utf8");
  const rows = text.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  test.each(Object.entries(SIZED))("%s", async (row, source) => {
    const [, , cell] = rows.find(([, first]) => first === row) ?? [];
    const limit = Number(cell);
    const size = gzipSync(await bundle(source, "node"), { level: 9 }).length;
    expect(size).toBeLessThanOrEqual(limit);
    // A limit with a tenth to spare hides growth.
    expect(size).toBeGreaterThan(limit * 0.9);
  });
});
