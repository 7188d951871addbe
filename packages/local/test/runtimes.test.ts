import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { call } from "./call.ts";

const root = `${import.meta.dirname}/functions`;

const error = (errorType: string, errorMessage: string) =>
  expect.objectContaining({ errorType, errorMessage, trace: expect.any(Array) });
const exit = (how: string) => ({
  errorType: "Runtime.ExitError",
  errorMessage: expect.stringMatching(new RegExp(`^RequestId: [0-9a-f-]{36} Error: Runtime exited ${how}$`)),
});
const deprecated = expect.objectContaining({ errorType: "Runtime.CallbackHandlerDeprecated" });
const handled = {
  errorType: "handled",
  errorMessage:
    "callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack",
};

/** An export of awkward.cjs, and what the two runtimes answer. */
const DIFFERENCES = [
  {
    what: "a handler with a callback",
    handler: "callback",
    node24: deprecated,
    node22: { got: { a: 1 } },
  },
  {
    what: "an error given to the callback",
    handler: "callbackError",
    node24: deprecated,
    node22: error("RangeError", "boom"),
  },
  {
    what: "a callback called before the event loop is empty",
    handler: "callbackThenTimer",
    node24: deprecated,
    node22: { waited: true },
  },
  {
    what: "context.succeed",
    handler: "contextSucceed",
    node24: error("TypeError", "context.succeed is not a function"),
    node22: "done",
  },
  {
    what: "a rejection that is not handled",
    handler: "unhandledRejection",
    node24: exit("with error: exit status 1"),
    node22: error("Runtime.UnhandledPromiseRejection", "RangeError: boom"),
  },
  {
    what: "an exception that is not caught",
    handler: "uncaughtException",
    node24: exit("with error: exit status 1"),
    node22: error("RangeError", "boom"),
  },
  {
    what: "a promise that never settles",
    handler: "never",
    node24: exit("without providing a reason"),
    node22: null,
  },
  {
    what: "an error of another realm",
    handler: "otherRealm",
    node24: { errorType: "object", errorMessage: "TypeError: other realm", trace: [] },
    node22: error("TypeError", "other realm"),
  },
  {
    what: "an object that looks like an error",
    handler: "lookalike",
    node24: { errorType: "object", errorMessage: "[object Object]", trace: [] },
    node22: {
      errorType: "Lookalike",
      errorMessage: "no Error",
      trace: ["Lookalike: no Error", "    at home"],
    },
  },
  {
    what: "a thrown null",
    handler: "throwNull",
    node24: { errorType: "object", errorMessage: "null", trace: [] },
    node22: { errorType: "string", errorMessage: "handled", trace: [] },
  },
  {
    what: "an error whose name is not a text",
    handler: "badName",
    node24: { ...handled, trace: [] },
    node22: handled,
  },
  {
    what: "a result that is not JSON",
    handler: "bigInt",
    node24: error("Runtime.JSONStringifyError", "Unable to stringify response body"),
    node22: error("Error", "Unable to stringify response body"),
  },
  {
    what: "an exit",
    handler: "exit",
    node24: exit("with error: exit status 3"),
    node22: exit("with error: exit status 3"),
  },
];

describe("nodejs24.x and nodejs22.x", () => {
  let lambda: Local;

  beforeAll(async () => {
    const functions = DIFFERENCES.flatMap(({ handler }) => [
      [`${handler}-24`, `awkward.${handler}`] as const,
      [`${handler}-22`, { handler: `awkward.${handler}`, runtime: "nodejs22.x" as const }] as const,
    ]);
    lambda = await local({ root, functions: Object.fromEntries(functions) });
  });
  afterAll(() => lambda[Symbol.asyncDispose]());

  test.each(DIFFERENCES)("$what: each runtime answers in its way", async ({ handler, node24, node22 }) => {
    const newer = await call(lambda, `${handler}-24`, { a: 1 });
    const older = await call(lambda, `${handler}-22`, { a: 1 });
    expect([newer.payload, older.payload]).toEqual([node24, node22]);
    expect(newer.log + older.log).not.toContain("\u001e");
  });
});

test("a function tells by AWS_EXECUTION_ENV which runtime it is in, and runs on the Node.js it is given", async () => {
  const handler = "show-context.handler";
  await using lambda = await local({
    root,
    functions: {
      newest: { handler, runtime: "nodejs26.x" },
      newer: handler,
      older: { handler, runtime: "nodejs22.x", node: process.execPath },
    },
  });
  const of = async (name: string) => (await call(lambda, name)).payload;
  expect(await of("newest")).toMatchObject({ environment: { AWS_EXECUTION_ENV: "AWS_Lambda_nodejs26.x" } });
  expect(await of("newer")).toMatchObject({ environment: { AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" } });
  expect(await of("older")).toMatchObject({ environment: { AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" } });
});

const isHere = (program: string) => spawnSync(program, ["--version"]).status === 0;

describe.skipIf(!isHere("python3"))("a Python function", () => {
  let lambda: Local;
  const python = {
    runtime: "provided.al2023",
    codeUri: "python",
    command: ["python3", "bootstrap.py"],
    timeout: 10,
  } as const;

  beforeAll(async () => {
    lambda = await local({
      root,
      functions: {
        orders: { ...python, handler: "orders.handler" },
        hasty: { ...python, handler: "orders.handler", timeout: 0.5 },
        broken: { ...python, handler: "broken.handler" },
      },
    });
  });
  afterAll(() => lambda[Symbol.asyncDispose]());

  test("keeps its state, its log and its folder, and has no AWS_EXECUTION_ENV", async () => {
    const first = await call(lambda, "orders", { orderId: "o-1" });
    expect(first.payload).toEqual({ count: 1, environment: null });
    expect(first.log).toMatch(/^START RequestId: .*\nlooking for o-1\nEND RequestId: /);
    const second = await call(lambda, "orders", { orderId: "o-2" });
    expect(second.payload).toEqual({ count: 2, environment: null });
    expect(second.log).toMatch(/^START RequestId: .*\nlooking for o-2\nEND RequestId: /);
  });

  test("throws an error with Python's own type, message and stack", async () => {
    const { functionError, payload } = await call(lambda, "orders", {});
    expect(functionError).toBe("Unhandled");
    expect(payload).toEqual({
      errorMessage: "no order None",
      errorType: "OrderNotFound",
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      stackTrace: [
        expect.stringMatching(/^ {2}File ".*orders\.py", line \d+, in handler\n {4}raise OrderNotFound/),
      ],
    });
  });

  test("cannot start: its error is the answer after two tries", async () => {
    const { payload, log } = await call(lambda, "broken");
    expect(payload).toMatchObject({
      errorType: "ModuleNotFoundError",
      errorMessage: "No module named 'nowhere'",
      requestId: "",
    });
    expect(
      log.match(/^INIT_REPORT .*Phase: (?:init|invoke)\tStatus: error\tError Type: Runtime\.Unknown$/gm),
    ).toHaveLength(2);
  });

  test("exits and times out as any runtime does", async () => {
    const left = await call(lambda, "orders", { exit: 4 });
    expect(left.payload).toEqual(exit("with error: exit status 4"));
    expect(left.log).toContain("\ngiving up\n");
    const late = await call(lambda, "hasty", { sleep: 5 });
    expect(late.payload).toMatchObject({ errorType: "Sandbox.Timedout" });
    expect(lambda.runs("hasty").map(({ outcome }) => outcome)).toEqual(["timed out"]);
  });
});

test("a bootstrap that the system cannot run is Runtime.InvalidEntrypoint", async () => {
  const folder = mkdtempSync(join(tmpdir(), "faultwire-test-"));
  const bootstrap = join(folder, "bootstrap");
  writeFileSync(bootstrap, "#!/no/such/interpreter\n", { mode: 0o755 });
  await using lambda = await local({
    functions: { f: { runtime: "provided.al2023", handler: join(folder, "f") } },
  });
  try {
    const { functionError, payload, log } = await call(lambda, "f");
    expect(functionError).toBe("Unhandled");
    expect(payload).toEqual({
      errorType: "Runtime.InvalidEntrypoint",
      errorMessage: expect.stringMatching(
        new RegExp(`^RequestId: [0-9a-f-]{36} Error: fork/exec ${bootstrap}: no such file or directory$`),
      ),
    });
    expect(log).toContain("\tStatus: error\tError Type: Runtime.InvalidEntrypoint\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe.skipIf(!isHere("curl"))("a shell function", () => {
  test("is the executable bootstrap, and speaks the Runtime API through curl", async () => {
    await using lambda = await local({
      root,
      functions: { shell: { runtime: "provided.al2023", codeUri: "shell", handler: "main" } },
    });
    const { payload, log } = await call(lambda, "shell", { a: 1 });
    expect(payload).toEqual({ handler: "main", got: { a: 1 } });
    expect(log).toMatch(/^START .*\ngot \{"a":1\}\nEND /);
    const failed = await call(lambda, "shell", { fail: true });
    expect(failed).toMatchObject({
      functionError: "Unhandled",
      payload: { errorMessage: "shell failed", errorType: "ShellError" },
    });
    expect((await call(lambda, "shell", { exit: true })).payload).toEqual(exit("with error: exit status 9"));
    expect((await call(lambda, "shell", {})).functionError).toBeUndefined();
  });
});
