import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/* A project with functions, whose coverage is measured as its users do. It is in this package, so that it finds vitest. */

const root = join(import.meta.dirname, `../.cache/coverage-${process.pid}`);
const vitest = join(import.meta.dirname, "../node_modules/vitest/vitest.mjs");

const APP = `import { inCents } from "./money";
import type { Order } from "./order";

export const handler = async (order: Order): Promise<object> => {
  if (order.price < 0) {
    throw new RangeError("a price below zero");
  }
  return { cents: inCents(order) };
};
`;
const MONEY = `import { Order } from "./order";

export const inCents = ({ price }: Order): number => {
  const cents = price * 100;
  return Math.round(cents);
};

export function inEuros(cents: number): number {
  return cents / 100;
}
`;
const PLAIN = `export const handler = async ({ fails }) => {
  if (fails) {
    throw new Error("it fails");
  }
  return "plain";
};
`;
const FILES = {
  "package.json": '{ "type": "module" }',
  "src/app.ts": APP,
  "src/money.ts": MONEY,
  "src/order.ts": "export interface Order {\n  readonly price: number;\n}\n",
  "src/plain.mjs": PLAIN,
  "vitest.config.mjs": `export default {
    resolve: { conditions: ["@faultwire/source"] },
    test: { coverage: {
      enabled: true, provider: "v8", autoAttachSubprocess: true, include: ["src/**"], reporter: ["json"],
    } },
  };`,
  "app.test.ts": `
    import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
    import { expect } from "vitest";
    import { localTest } from "../../src/vitest.ts";

    const test = localTest({
      root: import.meta.dirname,
      functions: { app: "src/app.handler", older: { handler: "src/app.handler", runtime: "nodejs22.x" }, plain: "src/plain.handler" },
    });
    test("calls", async ({ lambda }) => {
      const client = new LambdaClient(lambda.client);
      for (const FunctionName of ["app", "older", "plain"])
        await client.send(new InvokeCommand({ FunctionName, Payload: '{"price":1.5}' }));
      expect(lambda.runs("app")[0]?.answer).toBe('{"cents":150}');
      client.destroy();
    });
  `,
};

interface FileCoverage {
  readonly statementMap: Readonly<Record<string, { readonly start: { readonly line: number } }>>;
  readonly s: Readonly<Record<string, number>>;
}

beforeAll(() => {
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("the coverage of functions", () => {
  test("is in vitest's report, by the lines of their sources", async () => {
    await promisify(execFile)(process.execPath, [vitest, "run"], {
      cwd: root,
      env: { ...process.env, NODE_V8_COVERAGE: "", VITEST: undefined },
    });
    const report: Record<string, FileCoverage> = JSON.parse(
      readFileSync(join(root, "coverage/coverage-final.json"), "utf8"),
    );
    const counts = (file: string) => {
      const { statementMap, s } = report[join(root, file)] ?? { statementMap: {}, s: {} };
      return Object.fromEntries(Object.entries(statementMap).map(([id, { start }]) => [start.line, s[id]]));
    };
    expect(counts("src/app.ts")).toMatchObject({ 5: 2, 6: 0, 8: 2 });
    expect(counts("src/money.ts")).toMatchObject({ 4: 2, 5: 2, 9: 0 });
    expect(counts("src/plain.mjs")).toMatchObject({ 2: 1, 3: 0, 5: 1 });
  });

  test("is written where NODE_V8_COVERAGE of the caller names a folder, as c8 does", async () => {
    const folder = join(root, "v8");
    const script = `
      import { local } from ${JSON.stringify(join(import.meta.dirname, "../src/index.ts"))};
      const lambda = await local({ root: ${JSON.stringify(root)}, functions: { app: "src/app.handler" } });
      await fetch(lambda.endpoint + "/2015-03-31/functions/app/invocations", { method: "POST", body: '{"price":1}' });
      await lambda.close();
    `;
    const flags = ["--conditions=@faultwire/source", "--no-warnings", "--input-type=module", "-e", script];
    await promisify(execFile)(process.execPath, flags, { env: { ...process.env, NODE_V8_COVERAGE: folder } });
    const scripts = readdirSync(folder).flatMap(
      (file) =>
        JSON.parse(readFileSync(join(folder, file), "utf8")).result as {
          readonly url: string;
          readonly functions: readonly {
            readonly functionName: string;
            readonly ranges: readonly {
              readonly startOffset: number;
              readonly endOffset: number;
              readonly count: number;
            }[];
          }[];
        }[],
    );
    const { functions = [] } = scripts.find(({ url }) => url.endsWith("/src/app.ts")) ?? {};
    const texts = (functions[1]?.ranges ?? []).map(
      ({ startOffset, endOffset, count }) => [APP.slice(startOffset, endOffset).trim(), count] as const,
    );
    expect(texts).toEqual([
      [expect.stringMatching(/^order: Order\)[\s\S]*cents: inCents\(order\) };\n};$/), 1],
      [expect.stringMatching(/^\{\s*throw new RangeError\("a price below zero"\);\s*\}$/), 0],
    ]);
    expect(scripts.map(({ url }) => url)).toContainEqual(expect.stringMatching(/\/src\/money\.ts$/));
  });
});
