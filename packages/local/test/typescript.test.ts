import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Local, local } from "../src/index.ts";
import { call } from "./call.ts";

const root = `${import.meta.dirname}/functions/typescript`;
const order = { orderId: "o-1", price: 1.5 };
/** Syntax that a compiler which only strips types refuses. */
const REFUSED = {
  "colours.ts": 'enum Colour { Red = "red" }\nexport const handler = async () => Colour.Red;\n',
  "page.tsx": "export const handler = async () => <p>order</p>;\n",
};
const folder = mkdtempSync(join(tmpdir(), "faultwire-test-"));
let lambda: Local;

beforeAll(async () => {
  for (const [file, text] of Object.entries(REFUSED)) writeFileSync(join(folder, file), text);
  lambda = await local({
    root,
    functions: {
      orders: "orders.handler",
      older: { handler: "orders.handler", runtime: "nodejs22.x" },
      default: "orders.default",
      failing: "orders.failing",
      colours: join(folder, "colours.handler"),
    },
  });
});
afterAll(async () => {
  await lambda[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

test.each(["orders", "older", "default"])(
  "%s runs from source, with what it imports, in its own folder",
  async (name) => {
    const { payload } = await call(lambda, name, order);
    expect(payload).toMatchObject({ cents: 150, file: "typescript/orders.ts" });
  },
);

test("_HANDLER is what was configured", async () => {
  expect((await call(lambda, "orders", order)).payload).toMatchObject({ handler: "orders.handler" });
});

test("an error's stack names the line of the source", async () => {
  const { payload } = await call(lambda, "failing", order);
  expect(payload).toMatchObject({
    errorType: "RangeError",
    trace: expect.arrayContaining([expect.stringMatching(/typescript\/orders\.ts:15:9\)$/)]),
  });
});

test("syntax that is more than types is refused in the words of Node.js", async () => {
  const { payload } = await call(lambda, "colours");
  expect(payload).toMatchObject({
    errorType: "Runtime.UserCodeSyntaxError",
    errorMessage: expect.stringContaining("TypeScript enum is not supported in strip-only mode"),
  });
});

test("what Node.js cannot run from source is refused where it is configured", async () => {
  await expect(local({ root: folder, functions: { page: "page.handler" } })).rejects.toThrow(
    /^function page: neither the runtime nor Node\.js runs .*page\.tsx as it is; build it to JavaScript$/,
  );
  vi.spyOn(process.features, "typescript", "get").mockReturnValue(false);
  try {
    await expect(local({ root, functions: { orders: "orders.handler" } })).rejects.toThrow(
      /^function orders: this Node\.js \(v[\d.]+\) runs no TypeScript; build .*orders\.ts to JavaScript/,
    );
  } finally {
    vi.restoreAllMocks();
  }
});
