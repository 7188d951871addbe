import { defineCatalog, fault, HandlerFault, type InputIssue, Undeclared } from "@faultwire/catalog";
import { toFault } from "@faultwire/catalog/receiving";
import { decodeStandard } from "@faultwire/wire";
import { type } from "arktype";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { z } from "zod";
import type { FaultReport } from "./report/notify-hooks.ts";
import { wrapHandler } from "./wrap-handler.ts";

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {}
class Down extends fault("Down", { status: 503, message: "down" }) {}
const Orders = defineCatalog("orders", { OrderNotFound });

const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };
const http = { version: "2.0", requestContext: { http: { method: "POST" } }, headers: {}, body: '{"a":"1"}' };
const rest = {
  resource: "/a",
  httpMethod: "POST",
  requestContext: { resourceId: "r" },
  headers: {},
  body: '{"a":"1"}',
};
const alb = { requestContext: { elb: {} }, httpMethod: "POST", headers: {}, body: '{"a":"1"}' };

const received = (errorType: string) => {
  const error = decodeStandard(
    JSON.stringify({ errorType, errorMessage: "secret of the callee", trace: [] }),
  );
  return toFault(error, defineCatalog("x", { Down }), { functionName: "get-order" });
};

/** Answers an event with a wrapped handler that throws a value. */
async function answer(thrown: unknown, event: unknown, more: object = {}): Promise<unknown> {
  const throwing = () => {
    throw thrown;
  };
  return wrapHandler(throwing, { throws: Orders, ...more })(event as never, context).catch((error) => error);
}

let log: MockInstance<typeof console.error>;
beforeEach(() => {
  log = vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  log.mockRestore();
});
const logged = () => JSON.parse(String(log.mock.lastCall?.[0]));

describe("a wrapped handler", () => {
  test("has two parameters, for the runtime refuses three, and passes the event and the context on", async () => {
    const wrapped = wrapHandler((...all: unknown[]) => all, { throws: Orders });
    expect(wrapped.length).toBe(2);
    const event = { a: 1 };
    expect(await wrapped(event, context)).toEqual([event, context]);
  });

  test("returns what the handler returns, itself", async () => {
    const value = { a: new Date() };
    expect(await wrapHandler(() => value, { throws: Orders })({}, context)).toBe(value);
  });
});

describe("a declared fault on a direct call", () => {
  test("is thrown as a new error that tests can check like the fault itself", async () => {
    const thrown = new OrderNotFound({ orderId: "o-1" });
    const posted = await answer(thrown, {});
    expect(posted).not.toBe(thrown);
    expect(posted).toBeInstanceOf(OrderNotFound);
    expect(posted).toMatchObject({
      message: "Order o-1 was not found",
      details: { orderId: "o-1" },
      status: 404,
    });
    expect((posted as Error).stack?.split("\n")[1]).toMatch(/^\[faultwire:1\] /);
    expect(log).not.toHaveBeenCalled();
  });

  test("shows the runtime's logger its details, and otherwise the runtime's members", async () => {
    const posted = (await answer(new OrderNotFound({ orderId: "o-1" }), {})) as Error & { toJSON: unknown };
    expect(Object.keys(posted)).toEqual(["details"]);
    expect(posted.toJSON).toBeUndefined();
    expect(posted.constructor.name).toBe("OrderNotFound");
  });

  test("may be frozen, reused, wrapped twice, and have its message changed", async () => {
    const frozen = Object.freeze(new OrderNotFound({ orderId: "o-1" }));
    const twice = wrapHandler(
      wrapHandler(() => Promise.reject(frozen), { throws: Orders }),
      { throws: Orders },
    );
    const first = await twice({}, context).catch((error) => error);
    const second = await twice({}, context).catch((error) => error);
    expect(first.stack).toBe(second.stack);
    expect(first.stack.match(/\[faultwire:1\]/g)).toHaveLength(1);
    const changed = new OrderNotFound({ orderId: "o-1" });
    changed.message = "else\nwise";
    expect(((await answer(changed, {})) as Error).stack?.split("\n")[0]).toBe("OrderNotFound: else wise");
  });

  test("puts its cause into the log, which no wire carries", async () => {
    const thrown = new OrderNotFound(
      { orderId: "o-1" },
      { cause: new RangeError("the database", { cause: "its cause" }) },
    );
    const posted = (await answer(thrown, {})) as Error;
    expect(posted.cause).toBeUndefined();
    expect(logged()).toMatchObject({
      faultwire: "OrderNotFound",
      requestId: "r-1",
      error: {
        errorType: "OrderNotFound",
        details: { orderId: "o-1" },
        cause: {
          errorType: "RangeError",
          errorMessage: "the database",
          cause: { errorMessage: "its cause" },
        },
      },
    });
  });
});

describe("a declared fault on HTTP", () => {
  test("is the response that the event asks for", async () => {
    const thrown = new OrderNotFound({ orderId: "o-1" }, { retryAfter: 5, headers: { "X-Shop": "lamp" } });
    const headers = {
      "X-Shop": "lamp",
      "Content-Type": "application/json",
      "X-Amzn-ErrorType": "OrderNotFound",
      "Retry-After": "5",
    };
    const body =
      '{"errorType":"OrderNotFound","message":"Order o-1 was not found","details":{"orderId":"o-1"},"requestId":"r-1"}';
    expect(await answer(thrown, http)).toEqual({ statusCode: 404, headers, body });
    expect(await answer(thrown, rest)).toEqual({ statusCode: 404, headers, body });
    expect(await answer(thrown, alb)).toEqual({ statusCode: 404, headers, body, isBase64Encoded: false });
    expect(await answer(thrown, { ...alb, multiValueHeaders: {} })).toHaveProperty("multiValueHeaders");
    expect(log).not.toHaveBeenCalled();
  });

  test("is a response wherever wire: proxy says so, and is thrown wherever wire: standard does", async () => {
    expect(await answer(new OrderNotFound({ orderId: "o-1" }), {}, { wire: "proxy" })).toMatchObject({
      statusCode: 404,
    });
    expect(await answer(new OrderNotFound({ orderId: "o-1" }), http, { wire: "standard" })).toBeInstanceOf(
      OrderNotFound,
    );
  });

  test("is logged where it is the server's", async () => {
    await answer(new Down(), http, { throws: defineCatalog("x", { Down }) });
    expect(logged()).toMatchObject({ faultwire: "Down", error: { errorMessage: "down" } });
  });
});

describe("an undeclared error", () => {
  const secret = Object.assign(new RangeError("secret"), { token: "secret" });

  test.each([
    ["HTTP", http, {}],
    ["the custom wire", {}, { wire: "custom" }],
    ["conceal", {}, { conceal: true }],
  ])("is InternalFailure and nothing else on %s, and the log has the whole", async (_, event, more) => {
    const answered = await answer(secret, event, more);
    const text =
      JSON.stringify(answered) + String((answered as Error).message) + String((answered as Error).stack);
    expect(text).toContain("InternalFailure");
    expect(text).not.toMatch(/secret|RangeError|wrap-handler/);
    expect(logged()).toMatchObject({
      faultwire: "InternalFailure",
      requestId: "r-1",
      error: { errorType: "RangeError", errorMessage: "secret" },
    });
  });

  test("is concealed on direct calls too with FAULTWIRE_CONCEAL=1", async () => {
    vi.stubEnv("FAULTWIRE_CONCEAL", "1");
    expect(await answer(secret, {})).toMatchObject({ message: "Internal failure" });
    vi.unstubAllEnvs();
  });

  test("passes as it is on a direct call", async () => {
    expect(await answer(secret, {})).toBe(secret);
    expect(await answer("text", {})).toBe("text");
    expect(await answer(undefined, {})).toBeUndefined();
    expect(log).not.toHaveBeenCalled();
  });

  test("is a fault of ours too where this handler does not declare it, without its details", async () => {
    const posted = (await answer(new Down(undefined, { retryAfter: 5 }), {})) as Error;
    expect(posted).not.toBeInstanceOf(Down);
    expect(posted).toMatchObject({ name: "Down", message: "down" });
    expect(posted.stack).not.toContain("faultwire:1");
  });

  test("becomes a declared fault where mapError says so, and a mapping that throws changes nothing", async () => {
    const mapError = (error: unknown) =>
      error instanceof RangeError ? new OrderNotFound({ orderId: "mapped" }) : undefined;
    expect(await answer(new RangeError("r"), http, { mapError })).toMatchObject({ statusCode: 404 });
    expect(await answer(new TypeError("t"), http, { mapError })).toMatchObject({ statusCode: 500 });
    const broken = () => {
      throw new Error("in the mapping");
    };
    expect(await answer(secret, {}, { mapError: broken })).toBe(secret);
  });

  test("whose details were wrong is answered over HTTP with the name and status that were meant", async () => {
    const wrong = await Promise.resolve()
      .then(() => new OrderNotFound({ orderId: 1 as never }))
      .catch((error) => error);
    const answered = (await answer(wrong, http)) as { statusCode: number; body: string };
    expect(answered.statusCode).toBe(404);
    expect(JSON.parse(answered.body)).toEqual({
      errorType: "OrderNotFound",
      message: "OrderNotFound",
      requestId: "r-1",
    });
    expect(logged().error.errorMessage).toContain("the details do not fit");
    expect(await answer(wrong, {})).toBe(wrong);
  });
});

describe("a fault of another function", () => {
  test("is DependencyFailed on a direct call, with the callee's name and nothing of the fault", async () => {
    const posted = (await answer(received("Down"), {})) as Error;
    expect(posted).toBeInstanceOf(HandlerFault);
    expect(posted).toMatchObject({
      name: "DependencyFailed",
      message: "The call to get-order failed",
      status: 502,
      retryable: false,
    });
    expect(posted.stack).not.toContain("secret of the callee");
    expect(logged()).toMatchObject({
      faultwire: "DependencyFailed",
      error: { errorType: "Down", errorMessage: "secret of the callee" },
    });
  });

  test("is that of a dependency where the callee is not known", async () => {
    const unknown = toFault(decodeStandard('{"errorType":"Down","errorMessage":"m","trace":[]}'), Orders);
    expect(await answer(unknown, {})).toMatchObject({ message: "The call to a dependency failed" });
  });

  test("is InternalFailure over HTTP", async () => {
    const answered = await answer(received("Other"), http);
    expect(answered).toMatchObject({ statusCode: 500 });
    expect(JSON.stringify(answered)).not.toMatch(/secret|Other|get-order/);
    expect(received("Other")).toBeInstanceOf(Undeclared);
  });

  test("passes on if it is listed, with the `retryable` that this handler declares", async () => {
    const Listed = defineCatalog("x", { Down });
    const down = received("Down");
    Object.defineProperty(down, "retryable", { value: false });
    const posted = await answer(down, {}, { throws: Listed });
    expect(posted).toBeInstanceOf(Down);
    expect(posted).toMatchObject({ retryable: true });
  });
});

describe("the custom wire", () => {
  test("throws one line of JSON as the message, and no stack", async () => {
    const posted = (await answer(new OrderNotFound({ orderId: "o-1" }), {}, { wire: "custom" })) as Error;
    expect(posted.message).toBe(
      '{"errorType":"OrderNotFound","httpStatus":404,"requestId":"r-1","message":"Order o-1 was not found","details":{"orderId":"o-1"}}',
    );
    expect(posted.stack).toBe(`OrderNotFound: ${posted.message}`);
  });

  test("adds where it was thrown with trace: true", async () => {
    const posted = (await answer(
      new OrderNotFound({ orderId: "o-1" }),
      {},
      { wire: "custom", trace: true },
    )) as Error;
    expect(JSON.parse(posted.message).trace).toMatchObject({
      file: expect.stringContaining("wrap-handler.test.ts"),
      line: expect.any(Number),
      function: expect.stringMatching(/\(\)$/),
    });
  });
});

describe("the document wire", () => {
  test("returns a declared fault as a Lambda error", async () => {
    expect(await answer(new OrderNotFound({ orderId: "o-1" }), {}, { wire: "document" })).toEqual({
      errorMessage: "Order o-1 was not found",
      errorType: "OrderNotFound",
      stackTrace: expect.arrayContaining([expect.stringContaining("wrap-handler.test.ts")]),
      details: { orderId: "o-1" },
      status: 404,
      retryable: false,
      requestId: "r-1",
    });
  });

  test("returns an undeclared error as Lambda would send it, and logs what the runtime does not", async () => {
    expect(await answer(new RangeError("r"), {}, { wire: "document" })).toMatchObject({
      errorType: "RangeError",
      errorMessage: "r",
      requestId: "r-1",
    });
    expect(logged()).toMatchObject({ error: { errorType: "RangeError" } });
  });
});

describe("input is validated before the handler", () => {
  const Input = z.strictObject({ a: z.coerce.number(), b: z.string().optional() });
  const run = (event: unknown, more: object = {}) =>
    wrapHandler((input, _, given) => ({ input, given }), { throws: Orders, input: Input, ...more })(
      event as never,
      context,
    ).catch((error) => error);
  const issues = async (event: unknown, more: object = {}) => (await run(event, more)).details.issues;

  test("the event on a direct call, the JSON body on HTTP, and the untouched event comes third", async () => {
    expect(await run({ a: "1" })).toEqual({ input: { a: 1 }, given: { a: "1" } });
    expect(await run(http)).toEqual({ input: { a: 1 }, given: http });
    expect(
      await run({ ...http, body: Buffer.from('{"a":"2"}').toString("base64"), isBase64Encoded: true }),
    ).toMatchObject({ input: { a: 2 } });
  });

  test("what does not fit is ValidationFailed with a path and a word of ours", async () => {
    expect(await run({ a: "x" })).toMatchObject({ name: "ValidationFailed", status: 400 });
    expect(await issues({ a: "x" })).toEqual([{ path: "a", message: "expected number" }]);
    expect(await issues({ a: "1", b: 2 })).toEqual([{ path: "b", message: "expected string" }]);
    expect(await issues({ a: "1", secretKey: 1 })).toEqual([{ path: "", message: "unknown" }]);
    expect(await issues("text")).toEqual([{ path: "", message: "expected object" }]);
    expect(await run({ ...http, body: "{secret" })).toMatchObject({
      statusCode: 400,
      body: expect.stringContaining('{"issues":[{"path":"","message":"not JSON"}]}'),
    });
    expect(await run({ ...http, body: "" })).toMatchObject({
      body: expect.stringContaining('{"path":"","message":"missing"}'),
    });
    expect(await run({ ...http, body: undefined })).toMatchObject({
      body: expect.stringContaining('{"path":"","message":"missing"}'),
    });
  });

  test.each([
    ["valibot", v.strictObject({ a: v.number() })],
    ["arktype", type({ "+": "reject", a: "number" })],
    ["zod", z.strictObject({ a: z.number() })],
  ])("%s's text, which may repeat the input, stays here", async (_, input) => {
    const wrapped = wrapHandler(() => 1, { throws: Orders, input });
    const words = async (event: unknown) =>
      ((await wrapped(event as never, context).catch((error) => error)) as HandlerFault).details?.issues?.map(
        ({ message }) => message,
      );
    expect(await words({ a: "secret" })).toEqual(["expected number"]);
    expect(await words({})).toEqual(["missing"]);
    expect(await words({ a: 1, secret: 1 })).toEqual(["unknown"]);
  });

  const secret = "s3cr3t";
  test.each([
    [
      "zod",
      z.object({
        token: z.literal(secret),
        one: z.enum([secret, "b"]),
        like: z.string().regex(/s3cr3t/),
        own: z.string().refine(() => false, secret),
        either: z.union([z.literal(secret), z.number()]),
      }),
    ],
    [
      "valibot",
      v.object({
        token: v.literal(secret),
        one: v.picklist([secret, "b"]),
        like: v.pipe(v.string(), v.regex(/s3cr3t/)),
        own: v.pipe(
          v.string(),
          v.rawCheck(({ addIssue }) => addIssue({ expected: secret, message: secret })),
        ),
        either: v.union([v.literal(secret), v.number()]),
      }),
    ],
    [
      "arktype",
      type({
        token: "'s3cr3t'",
        one: "'s3cr3t' | 'b'",
        like: "/s3cr3t/",
        own: type("string").narrow((_, issue) => issue.mustBe(secret)),
        either: "'s3cr3t' | number",
      }),
    ],
  ])("%s's literals, patterns and own words are not in the answer, which may be secret", async (_, input) => {
    const wrapped = wrapHandler(() => 1, { throws: Orders, input });
    const event = { token: "x", one: "x", like: "x", own: "x", either: "x" };
    const { details } = await wrapped(event as never, context).catch((error) => error);
    expect(details.issues).toHaveLength(5);
    expect(new Set(details.issues.map(({ message }: { message: string }) => message))).toEqual(
      new Set(["invalid"]),
    );
  });

  const expectations = {
    least: "expected at least 1",
    above: "expected more than 0",
    whole: "expected integer",
  };
  test.each([
    [
      "zod",
      z.object({ least: z.string().min(1), above: z.number().positive(), mail: z.email(), whole: z.int() }),
      { ...expectations, whole: "expected int", mail: "expected email" },
    ],
    [
      "valibot",
      v.object({
        least: v.pipe(v.string(), v.minLength(1)),
        above: v.pipe(v.number(), v.gtValue(0)),
        mail: v.pipe(v.string(), v.email()),
        whole: v.pipe(v.number(), v.integer()),
      }),
      { ...expectations, mail: "expected email" },
    ],
    [
      "arktype",
      type({ least: "string >= 1", above: "number > 0", mail: "string.email", whole: "number.integer" }),
      {
        ...expectations,
        least: "expected non-empty",
        above: "expected positive",
        mail: "expected email address",
      },
    ],
  ])("%s's kinds, bounds and formats are in the answer", async (_, input, expected) => {
    const wrapped = wrapHandler(() => 1, { throws: Orders, input });
    const event = { least: "", above: -1, mail: "x", whole: 1.5 };
    const { details } = await wrapped(event, context).catch((error) => error);
    const words = details.issues.map(({ path, message }: InputIssue) => [path, message]);
    expect(Object.fromEntries(words)).toEqual(expected);
  });

  test("of other bounds and formats are in the answer, and no pattern is", async () => {
    const words = async (schema: unknown, value: unknown) => {
      const wrapped = wrapHandler(() => 1, { throws: Orders, input: schema as z.ZodType });
      const thrown = await wrapped(value as never, context).catch((error) => error);
      return thrown.details.issues[0].message;
    };
    for (const [schema, value, expected] of [
      [z.number().max(5), 6, "expected at most 5"],
      [z.number().lt(5), 5, "expected less than 5"],
      [z.number().min(5), 4, "expected at least 5"],
      [z.date().max(new Date(5)), new Date(6), "invalid"],
      [z.date().min(new Date(5)), new Date(4), "invalid"],
      [z.string().startsWith("s3"), "x", "invalid"],
      [z.string().endsWith("s3"), "x", "invalid"],
      [z.string().includes("s3"), "x", "invalid"],
      [z.bigint().max(5n), 6n, "invalid"],
      [v.pipe(v.string(), v.nonEmpty()), "", "expected at least 1"],
      [type({ own: type("string").narrow((_, issue) => issue.mustBe("a s3cr3t")) }), { own: "x" }, "invalid"],
    ] as const)
      expect(await words(schema, value)).toBe(expected);
  });

  test("the library's own text is in the answer with issues: verbatim", async () => {
    expect(await issues({ a: "x" }, { issues: "verbatim" })).toEqual([
      { path: "a", message: expect.stringContaining("expected number") },
    ]);
  });
});

describe("output is validated after the handler", () => {
  const Output = z.object({ at: z.coerce.date() });
  const run = (value: unknown, event: unknown, output: z.ZodType<unknown, never> = Output as never) =>
    wrapHandler(() => value as never, { throws: Orders, output })(event as never, context).catch(
      (error) => error,
    );

  test("and is itself on a direct call, a JSON response on HTTP", async () => {
    const at = new Date(0);
    expect(await run({ at, password: "secret" }, {})).toEqual({ at });
    const json = { "Content-Type": "application/json" };
    expect(await run({ at }, http)).toEqual({
      statusCode: 200,
      headers: json,
      body: '{"at":"1970-01-01T00:00:00.000Z"}',
    });
    expect(await run({ at }, { ...alb, multiValueHeaders: {} })).toEqual({
      statusCode: 200,
      multiValueHeaders: { "Content-Type": ["application/json"] },
      body: expect.any(String),
      isBase64Encoded: false,
    });
    expect(await run(undefined, http, z.undefined() as never)).toEqual({ statusCode: 204, body: "" });
  });

  test("a result that does not fit or is not JSON is InternalFailure with the reason", async () => {
    expect(await run({ at: "never" }, {})).toMatchObject({
      name: "InternalFailure",
      message: "The result does not fit its schema",
    });
    expect(await run({ n: 1n }, {}, z.any() as never)).toMatchObject({
      name: "InternalFailure",
      message: "The result cannot be written as JSON",
    });
    expect(logged()).toMatchObject({ error: { cause: { errorType: "TypeError" } } });
  });

  test("the log has path and message of each issue, and the place where the handler was wrapped; the caller has neither", async () => {
    const wrapped = wrapHandler(() => ({ total: "much", ids: [1, "2"] }) as never, {
      throws: Orders,
      output: z.object({ total: z.number(), ids: z.array(z.number()) }),
    });
    const sent = await wrapped({}, context).catch((error: Error) => `${error.stack}${JSON.stringify(error)}`);
    expect(sent).not.toMatch(/total|ids|wrap-handler.test/);
    const { cause } = logged().error;
    expect(cause.errorMessage).toBe(
      "total: Invalid input: expected number, received string; ids.1: Invalid input: expected number, received string",
    );
    expect(cause.stack[1]).toContain("wrap-handler.test.ts");
  });

  test("the log has an issue without a path as its message alone", async () => {
    await run("x", {}, z.number() as never);
    expect(logged().error.cause.errorMessage).toBe("Invalid input: expected number, received string");
  });

  test("a result over the limit is ResultTooLarge, with both sizes", async () => {
    expect(await run("x".repeat(6_291_555), {}, z.any() as never)).toMatchObject({
      name: "ResultTooLarge",
      message: "The result of 6291557 bytes is over the limit of 6291556 bytes",
    });
    expect(await run("x".repeat(6_291_554), {}, z.any() as never)).toHaveLength(6_291_554);
    expect(await run("x".repeat(1_000_000), alb, z.any() as never)).toMatchObject({
      statusCode: 500,
      body: expect.stringContaining("ResultTooLarge"),
    });
  });
});

describe("the error path does not throw, whatever was thrown at it", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const brand = Symbol.for("faultwire.fault");
  const hostile: [string, unknown][] = [
    ["null", null],
    ["a symbol", Symbol("s")],
    ["a function", () => 1],
    ["an object without a prototype", Object.create(null)],
    ["a revoked proxy", proxy],
    [
      "throwing getters",
      {
        get message() {
          throw new Error("m");
        },
        get name() {
          throw new Error("n");
        },
        get stack() {
          throw new Error("s");
        },
      },
    ],
    [
      "an Error with a throwing stack",
      Object.defineProperty(new Error("m"), "stack", {
        get() {
          throw new Error("s");
        },
      }),
    ],
    [
      "an Error whose prototype cannot be read",
      new Proxy(new Error("m"), {
        getPrototypeOf() {
          throw new Error("p");
        },
      }),
    ],
    ["an Error whose name is no text", Object.assign(new Error("m"), { name: 7 })],
    [
      "an Error with a toJSON that throws",
      Object.assign(new Error("m"), {
        toJSON() {
          throw new Error("j");
        },
      }),
    ],
    ["an Error with a message of 10 MB", new Error("m".repeat(10_000_000))],
    [
      "something that pretends to be a fault",
      {
        [brand]: true,
        get errorType() {
          throw new Error("e");
        },
      },
    ],
    [
      "something that pretends to be a declared fault",
      {
        [brand]: true,
        errorType: "OrderNotFound",
        get details() {
          throw new Error("d");
        },
      },
    ],
    [
      "a circular cause",
      Object.assign(new Error("m"), {
        get cause() {
          return this;
        },
      }),
    ],
    ["an AggregateError", new AggregateError([new Error("a"), proxy], "many")],
  ];

  test.each(hostile)("%s", async (_, thrown) => {
    expect(await answer(thrown, http)).toMatchObject({
      statusCode: expect.any(Number),
      body: expect.any(String),
    });
    expect(await answer(thrown, {}, { wire: "document" })).toMatchObject({
      errorType: expect.any(String),
      errorMessage: expect.any(String),
    });
    for (const more of [{}, { wire: "custom" }, { conceal: true }]) {
      const posted = await answer(thrown, {}, more);
      // The runtime does the same with it.
      const { errorType, errorMessage } =
        posted instanceof Error
          ? { errorType: posted.name, errorMessage: posted.message }
          : { errorType: typeof posted, errorMessage: String(posted) };
      expect([typeof errorType, typeof errorMessage]).toEqual(["string", "string"]);
      if (posted instanceof Error)
        expect(String(posted.stack).length + posted.message.length).toBeLessThan(300_000);
    }
  });

  test("not even without a context, or with a log that is broken", async () => {
    log.mockImplementation(() => {
      throw new Error("EPIPE");
    });
    const wrapped = wrapHandler(() => Promise.reject(new Error("e")), { throws: Orders });
    expect(await wrapped(http as never, undefined as never)).toMatchObject({ statusCode: 500 });
  });
});

describe("the hook", () => {
  test("hears of every error that is answered, before the answer leaves", async () => {
    const heard: FaultReport[] = [];
    const onFault = async (report: FaultReport) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      heard.push(report);
    };
    const declared = new OrderNotFound({ orderId: "o-1" });
    await answer(declared, http, { onFault });
    const undeclared = new RangeError("secret");
    await answer(undeclared, {}, { onFault });
    await answer(undeclared, http, { onFault });
    expect(heard).toEqual([
      {
        errorType: "OrderNotFound",
        status: 404,
        thrown: declared,
        isDeclared: true,
        isThrown: false,
        requestId: expect.any(String),
      },
      {
        errorType: "RangeError",
        status: 500,
        thrown: undeclared,
        isDeclared: false,
        isThrown: true,
        requestId: expect.any(String),
      },
      {
        errorType: "InternalFailure",
        status: 500,
        thrown: undeclared,
        isDeclared: false,
        isThrown: false,
        requestId: expect.any(String),
      },
    ]);
  });

  test("hears of a value that has no name as an Error", async () => {
    const heard: FaultReport[] = [];
    await answer(undefined, http, { onFault: (report: FaultReport) => heard.push(report), conceal: false });
    await answer(null, {}, { onFault: (report: FaultReport) => heard.push(report) });
    expect(heard.at(-1)).toMatchObject({ errorType: "Error", status: 500, isDeclared: false });
  });

  test("cannot change the answer by failing", async () => {
    const broken = () => Promise.reject(new Error("the hook's own"));
    expect(await answer(new OrderNotFound({ orderId: "o-1" }), http, { onFault: broken })).toMatchObject({
      statusCode: 404,
    });
    expect(log.mock.calls.flat().join()).toContain("the hook's own");
  });
});
