import { EventEmitter } from "node:events";
import { runInNewContext } from "node:vm";
import { defineCatalog, fault } from "@faultwire/catalog";
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { z } from "zod";
import { wrapHandler } from "../wrap-handler.ts";
import type { ErrorRecord } from "./fault-line.ts";
import type { Redact } from "./redact.ts";

class NotFound extends fault("NotFound", { status: 404, message: "not found" }) {}
class CardRefused extends fault("CardRefused", {
  status: 503,
  message: "refused",
  details: z.object({ card: z.string() }),
}) {}
class Large extends fault("Large", { status: 500, message: "large", details: z.array(z.string()) }) {}
const throws = defineCatalog("x", { NotFound, CardRefused, Large });

const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };
const http = { version: "2.0", requestContext: { http: { method: "GET" } } };
/** CloudWatch takes more today; Lambda's log and other regions do not. */
const LINE_LIMIT = 256 * 1024;

let errors: MockInstance<typeof console.error>;
beforeEach(() => {
  errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  errors.mockRestore();
  vi.unstubAllEnvs();
});

/** The texts of all lines that a wrapped handler writes about what it throws. */
async function linesOf(thrown: unknown, options: object = {}, event: object = http): Promise<string[]> {
  errors.mockClear();
  const wrapped = wrapHandler(() => Promise.reject(thrown), { throws, ...options });
  await wrapped(event as never, context).catch(() => undefined);
  return errors.mock.calls.map(([line]) => String(line));
}

async function recordOf(thrown: unknown, options: object = {}): Promise<ErrorRecord> {
  const [line = "{}"] = (await linesOf(thrown, options)).slice(-1);
  return JSON.parse(line).error;
}

const failed = (members: object): Error => Object.assign(new Error("duplicate"), members);

describe("the line has the own properties of what was thrown, which no answer and no other log has", () => {
  test.each<[string, unknown, object]>([
    [
      "a database driver's",
      failed({ code: "23505", constraint: "orders_key", sql: "insert ..." }),
      {
        errorType: "Error",
        errorMessage: "duplicate",
        code: "23505",
        constraint: "orders_key",
        sql: "insert ...",
      },
    ],
    [
      "the SDK's",
      failed({ $fault: "client", $metadata: { httpStatusCode: 400, attempts: 3 } }),
      { $fault: "client", $metadata: { httpStatusCode: 400, attempts: 3 } },
    ],
    [
      "a cause's",
      new Error("outer", { cause: failed({ code: "ECONNRESET", cause: failed({ errno: -104 }) }) }),
      { cause: { code: "ECONNRESET", cause: { errno: -104 } } },
    ],
    [
      "an AggregateError's errors",
      new AggregateError([failed({ code: "A" }), "text", new AggregateError([failed({ code: "B" })])], "all"),
      {
        errorType: "AggregateError",
        errors: [
          { errorType: "Error", errorMessage: "duplicate", code: "A", stack: expect.any(Array) },
          "text",
          { errors: [{ code: "B" }] },
        ],
      },
    ],
    [
      "a map of errors, as validators have",
      failed({ errors: { path: failed({ kind: "min" }) } }),
      { errors: { path: { kind: "min" } } },
    ],
    [
      "a plain object",
      { message: "m", code: 5, nested: { list: [1] } },
      { errorType: "object", errorMessage: "m", code: 5, nested: { list: [1] } },
    ],
    ["a payload of Lambda", { errorType: "E", errorMessage: "m" }, { errorType: "E", errorMessage: "m" }],
    ["a list", [{ code: 1 }, 2], { errorType: "object", value: [{ code: 1 }, 2] }],
    ["a Map", new Map([["a", 1]]), { value: [["a", 1]] }],
    ["a Set", new Set([1, 2]), { value: [1, 2] }],
    ["a date", new Date(0), { value: "1970-01-01T00:00:00.000Z" }],
    ["bytes", Buffer.alloc(12), { value: "[Buffer of 12 bytes]" }],
    ["a text", "gone", { errorType: "string", errorMessage: "gone" }],
    ["a BigInt", 5n, { errorType: "bigint", errorMessage: "5" }],
    ["a symbol", Symbol("s"), { errorType: "symbol", errorMessage: "Symbol(s)" }],
    ["an object with toJSON", { toJSON: () => ({ code: 7 }) }, { code: 7 }],
    [
      "values that JSON has no form of",
      failed({
        big: 5n,
        symbol: Symbol("s"),
        nan: Number.NaN,
        call: () => 1,
        absent: undefined,
        map: new Map([[{}, 1]]),
        set: new Set(["a"]),
        bytes: new Uint8Array(3),
        url: new URL("https://x.example/"),
        pattern: /a/u,
        weak: new WeakMap(),
        gone: null,
        off: false,
      }),
      {
        big: "5",
        symbol: "Symbol(s)",
        nan: "NaN",
        map: [[{}, 1]],
        set: ["a"],
        bytes: "[Uint8Array of 3 bytes]",
        url: "https://x.example/",
        pattern: "/a/u",
        weak: "[WeakMap]",
        gone: null,
        off: false,
      },
    ],
    [
      "a member named as one of the record's",
      failed({ errorMessage: "e", errorType: "T", own: 1, details: { a: 1 }, value: 2 }),
      {
        errorType: "Error",
        errorMessage: "duplicate",
        details: { a: 1 },
        value: 2,
        own: { errorMessage: "e", errorType: "T", own: 1 },
      },
    ],
    [
      "members named __proto__ and constructor",
      JSON.parse('{"__proto__":{"a":1},"constructor":2}'),
      { constructor: 2 },
    ],
  ])("%s", async (_, thrown, expected) => {
    const record = await recordOf(thrown);
    expect(record).toMatchObject(expected);
    for (const left of ["call", "absent", "message", "name"]) expect(record).not.toHaveProperty([left]);
  });

  test("nothing twice: a name, message or stack of its own that the record has already is left out", async () => {
    const own = { name: "Refused", message: "m", stack: "Refused: m\n    at f (a.js:1:1)" };
    const expected = { errorType: "Refused", errorMessage: "m", stack: own.stack.split("\n") };
    expect(await recordOf(failed({ ...own, errorType: "Refused" }))).toEqual(expected);
    expect(await recordOf({ ...own, code: 5 })).toEqual({ ...expected, code: 5 });
    expect(await recordOf({ errorType: "E", errorMessage: "m" })).toEqual({
      ...{ errorType: "E", errorMessage: "m", stack: [] },
    });
    expect(await recordOf("gone")).toEqual({ errorType: "string", errorMessage: "gone", stack: [] });
  });

  test("the response of an HTTP client's error, without its sockets and credentials", async () => {
    const request = Object.assign(new EventEmitter(), { secret: "a thousand members" });
    const config = {
      url: "/orders",
      headers: { Authorization: "Bearer s3cret", Accept: "*/*" },
      adapter: () => 1,
    };
    const response = {
      status: 422,
      data: { error: { reason: "sku" } },
      headers: { "set-cookie": ["s3cret"] },
      config,
      request,
    };
    const thrown = failed({ config, request, response, toJSON: () => ({ config }) });
    Object.assign(request, { res: response });
    const record = await recordOf(thrown);
    expect(record).toMatchObject({
      config: { url: "/orders", headers: { Authorization: "[credentials]", Accept: "*/*" } },
      request: "[EventEmitter]",
      response: { status: 422, data: { error: { reason: "sku" } } },
    });
    expect(JSON.stringify(record)).not.toMatch(/s3cret|a thousand members/);
  });

  test("members of a declared fault besides its details, and of a fault among the causes", async () => {
    const cause = new CardRefused({ card: "4111" });
    const record = await recordOf(
      Object.assign(new CardRefused({ card: "4000" }, { cause, retryAfter: 3 }), { attempt: 2 }),
    );
    expect(record).toMatchObject({
      details: { card: "4000" },
      attempt: 2,
      retryAfter: 3,
      cause: { details: { card: "4111" } },
    });
  });
});

describe("what cannot be read costs the line nothing else", () => {
  const list: unknown[] = [];
  const circular = failed({ list });
  Object.assign(circular, { self: circular });
  list.push({ up: list }, circular);
  const own = new Error("own");
  own.cause = own;
  const endless = (): object =>
    new Proxy(
      {},
      {
        get: (_, key) => (typeof key === "string" ? endless() : undefined),
        ownKeys: () => ["a"],
        getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
      },
    );
  const revoked = (target: object) => {
    const { proxy, revoke } = Proxy.revocable(target, {});
    revoke();
    return proxy;
  };
  test.each<[string, () => unknown, object]>([
    ["a cycle", () => circular, { self: "[circular]", list: [{ up: "[circular]" }, "[circular]"] }],
    [
      "an error that is its own cause",
      () => own,
      { cause: { errorType: "Error", errorMessage: "[circular]", stack: [] } },
    ],
    [
      "an AggregateError that has itself",
      () => {
        const error = new AggregateError([]);
        error.errors.push(error);
        return error;
      },
      { errors: ["[circular]"] },
    ],
    [
      "a getter that throws",
      () =>
        Object.defineProperty(failed({ code: 1 }), "bad", {
          enumerable: true,
          get: () => {
            throw new Error("no");
          },
        }),
      { code: 1, bad: "[cannot be read]" },
    ],
    [
      "a toJSON that throws",
      () =>
        failed({
          code: 1,
          bad: {
            toJSON: () => {
              throw new Error("no");
            },
          },
        }),
      { code: 1, bad: "[cannot be read]" },
    ],
    [
      "a toJSON that returns its object",
      () => {
        const object = { toJSON: () => object, a: 1 };
        return failed({ object });
      },
      { object: { a: 1 } },
    ],
    ["a proxy without an end", () => failed({ code: 1, endless: endless() }), { code: 1 }],
    [
      "a revoked proxy",
      () => failed({ code: 1, gone: revoked({}), list: [revoked([])] }),
      { code: 1, gone: "[cannot be read]", list: ["[cannot be read]"] },
    ],
    ["a revoked proxy, thrown", () => revoked({}), { errorType: "object", value: "[cannot be read]" }],
    [
      "a proxy around an error, whose members throw",
      () =>
        new Proxy(failed({}), {
          ownKeys: () => {
            throw new Error("no");
          },
        }),
      { errorMessage: "duplicate", value: "[cannot be read]" },
    ],
    [
      "a thousand causes",
      () =>
        Array.from({ length: 1000 }).reduce(
          (cause: unknown, _, index) => new Error(`${index}`, { cause }),
          undefined,
        ),
      {
        cause: {
          cause: {
            cause: {
              cause: { cause: { cause: { cause: { cause: { cause: { errorMessage: "[left out]" } } } } } },
            },
          },
        },
      },
    ],
    [
      "objects below each other without an end",
      () => failed({ deep: JSON.parse("[".repeat(3000) + "]".repeat(3000)) }),
      { deep: [[[[expect.anything()]]]] },
    ],
  ])("%s", async (_, thrown, expected) => {
    expect(await recordOf(thrown())).toMatchObject(expected);
  });
});

describe("the line is bounded, and what is left out is marked", () => {
  const many = <Value>(length: number, make: (index: number) => Value) =>
    Array.from({ length }, (_, index) => make(index));
  const circularList = () => {
    const list: unknown[] = [];
    list.push(list);
    return list;
  };
  const chain = (text: string) =>
    many(9, () => text).reduce((cause, message) => new Error(`${message}`, { cause }), undefined as unknown);
  test.each<[string, () => unknown, RegExp]>([
    ["a message of 10 MB", () => new Error("m".repeat(1e7)), /\[9950000 more characters\]/],
    ["nine causes of control characters", () => chain("\0".repeat(50_000)), /more characters\]/],
    [
      "nine causes of three bytes each that become six",
      () => chain("\u2028".repeat(50_000)),
      /more characters\]/,
    ],
    ["nine causes of quotes", () => chain('"'.repeat(50_000)), /more characters\]/],
    ["a long property", () => failed({ sql: "s".repeat(1e6) }), /\[992000 more characters\]/],
    [
      "100,000 properties",
      () => failed(Object.fromEntries(many(1e5, (index) => [`p${index}`, index]))),
      /"…":"\[99900 more members\]"/,
    ],
    [
      "properties with long names",
      () => failed(Object.fromEntries(many(100, (index) => [`${index}${"\0".repeat(1e4)}`, index]))),
      /more characters\]/,
    ],
    ["a list of 100,000", () => failed({ list: many(1e5, String) }), /\[99900 more entries\]/],
    ["a Set of 100,000", () => failed({ set: new Set(many(1e5, String)) }), /\[99900 more entries\]/],
    [
      "an endless iterator's Map",
      () => failed({ map: new Map(many(1e5, (index) => [index, index])) }),
      /\[99900 more entries\]/,
    ],
    [
      "5,000 errors",
      () => new AggregateError(many(5000, () => failed({ text: "t".repeat(9000) }))),
      /more entries\]/,
    ],
    [
      "errors in errors in errors",
      () => {
        let error: Error = failed({});
        for (let depth = 0; depth < 8; depth += 1) error = new AggregateError(many(50, () => error));
        return error;
      },
      /\[left out\]/,
    ],
    [
      "objects that share their members",
      () => {
        let object: object = {};
        for (let depth = 0; depth < 12; depth += 1)
          object = Object.fromEntries(many(20, (index) => [index, object]));
        return failed({ object });
      },
      /more members\]/,
    ],
    [
      "details of 1 MB",
      () => new Large(many(1000, () => "d".repeat(1000))),
      /"details":\{"dropped":1003001\}/,
    ],
    ["a name of 1 MB", () => failed({ name: "N".repeat(1e6) }), /\[999000 more characters\]/],
    ...[
      -1.2345678901234567e-100,
      "",
      null,
      true,
      {},
      [],
      circularList(),
      new EventEmitter(),
      new Uint8Array(1),
    ].map((value): [string, () => unknown, RegExp] => [
      `a cube of values such as ${typeof value} ${value}`,
      () => failed({ cube: many(100, () => many(100, () => many(100, () => value))) }),
      /more entries\]/,
    ]),
  ])("%s", async (_, thrown, mark) => {
    const [line = ""] = (await linesOf(thrown())).slice(-1);
    expect(line).toMatch(mark);
    expect(Buffer.byteLength(line)).toBeLessThan(LINE_LIMIT);
    expect(JSON.parse(line)).toMatchObject({ requestId: "r-1", error: { errorType: expect.any(String) } });
  });

  test("an error for which no room is left has its type and a mark", async () => {
    // The same stack everywhere: it takes room too.
    const stack = "Error: duplicate";
    const list = many(100, () => failed({ text: "t".repeat(9000), stack }));
    const record = await recordOf(Object.assign(new AggregateError(list), { stack }));
    const [last, rest] = (record.errors as unknown[]).slice(-2);
    expect(rest).toMatch(/more entries\]/);
    expect(last).toEqual({ errorType: "Error", errorMessage: "[left out]", stack: [] });
  });

  test("an object for which no room is left is a mark", async () => {
    const [line = ""] = await linesOf(
      failed({ cube: many(100, () => many(100, () => many(100, () => ({})))) }),
    );
    expect(line).toMatch(/\{\},"\[8 more characters\]","\[\d+ more entries\]"/);
  });

  test("an object is followed for twelve levels", async () => {
    const deep = JSON.parse(`${"[".repeat(20)}${"]".repeat(20)}`);
    const [line = ""] = await linesOf(failed({ deep }));
    expect(line).toContain(`"deep":${"[".repeat(11)}"[Array]"${"]".repeat(11)}`);
  });

  test("a list of many errors leaves room for the cause", async () => {
    const list = many(5000, () => failed({ text: "t".repeat(9000) }));
    const record = await recordOf(new AggregateError(list, "all", { cause: failed({ code: "E" }) }));
    expect(record.cause).toMatchObject({ errorMessage: "duplicate", code: "E" });
  });

  test("the last of nine causes has its type and the beginning of its message", async () => {
    const causes: unknown[] = [];
    for (let { cause } = await recordOf(chain("a long message ".repeat(2000))); cause; { cause } = cause)
      causes.push(cause.errorMessage);
    expect(causes).toHaveLength(8);
    for (const message of causes) expect(message).toMatch(/^a long message/);
  });
});

describe("the line is one line, whatever characters it holds", () => {
  const ends = "a\r\nb\u0085c\u2028d\u2029e\vf\fg";
  const thrown = () =>
    failed({ message: ends, [ends]: ends, cause: failed({ stack: `Error\n    at ${ends}` }) });

  test("in the text format", async () => {
    const [line = ""] = await linesOf(thrown());
    expect(line).not.toMatch(/[\r\n\v\f\u0085\u2028\u2029]/);
    expect(JSON.parse(line).error).toMatchObject({
      errorMessage: ends,
      "a\r\nb\\u0085c\\u2028d\\u2029e\vf\fg": ends,
    });
  });

  test("in the JSON format, which the runtime writes", async () => {
    vi.stubEnv("AWS_LAMBDA_LOG_FORMAT", "JSON");
    await linesOf(thrown());
    const line = JSON.stringify({ level: "ERROR", message: errors.mock.calls[0]?.[0] });
    expect(line).not.toMatch(/[\r\n\v\f\u0085\u2028\u2029]/);
    expect(JSON.parse(line).message.error).toMatchObject({ errorMessage: ends });
  });
});

describe("secrets", () => {
  const secret = { card: "4111", code: "E" };
  const redact: Redact = (details) => ({ ...Object(details), card: "****" });
  test.each<[string, unknown, object]>([
    ["own properties", failed(secret), { code: "E", card: "****" }],
    [
      "own properties of a cause",
      new Error("m", { cause: failed(secret) }),
      { cause: { code: "E", card: "****" } },
    ],
    [
      "own properties of an error in a list",
      new AggregateError([failed(secret)]),
      { errors: [{ code: "E", card: "****" }] },
    ],
    [
      "a fault's details in a property",
      failed({ inner: new CardRefused({ card: "4111" }) }),
      { inner: { details: { card: "****" } } },
    ],
    ["a plain object", secret, { code: "E", card: "****" }],
  ])("redact is applied to %s", async (_, thrown, expected) => {
    const record = await recordOf(thrown, { redact });
    expect(record).toMatchObject(expected);
    expect(JSON.stringify(record)).not.toContain("4111");
  });

  test("a text that was thrown is the message, whatever is redacted", async () => {
    expect(await recordOf("gone", { redact })).toMatchObject({ errorType: "string", errorMessage: "gone" });
    expect(await recordOf("gone", { logProperties: false })).toMatchObject({ errorMessage: "gone" });
  });

  test("redact gets plain JSON and the type, and may make anything of it", async () => {
    const seen = vi.fn();
    await recordOf(failed({ at: new Date(0), bad: 5n }), { redact: seen });
    expect(seen).toHaveBeenCalledWith({ at: "1970-01-01T00:00:00.000Z", bad: "5" }, "Error");
    expect(await recordOf([secret], { redact: () => "hidden" })).toMatchObject({
      errorMessage: "[Array]",
      value: "hidden",
    });
  });

  test("a redact that throws hides the properties, and is reported", async () => {
    const lines = await linesOf(failed(secret), {
      redact: () => {
        throw failed({ card: "4111" });
      },
    });
    expect(lines.map((line) => JSON.parse(line).faultwire)).toEqual(["redact", "InternalFailure"]);
    expect(lines.join()).not.toContain("4111");
  });

  test("logProperties: false leaves own properties and the JSON of other values out", async () => {
    for (const thrown of [failed(secret), [secret], secret, new Error("m", { cause: failed(secret) })])
      expect(JSON.stringify(await recordOf(thrown, { logProperties: false }))).not.toContain("4111");
  });

  test("wrong choices are refused", () => {
    expect(() => wrapHandler(async () => 1, { throws, logProperties: "no" as never })).toThrow(
      'wrapHandler(): logProperties is true or false; it is "no"',
    );
  });
});

describe("errors of another realm", () => {
  const foreign = (source: string) => runInNewContext(source) as unknown;
  test("are read like errors of this one", async () => {
    const source =
      'Object.assign(new TypeError("m", { cause: new RangeError("c") }), { code: "ECONNREFUSED", map: new Map([[1, 2]]), date: new Date(0) })';
    expect(await recordOf(foreign(source))).toMatchObject({
      errorType: "TypeError",
      errorMessage: "m",
      code: "ECONNREFUSED",
      map: [[1, 2]],
      date: "1970-01-01T00:00:00.000Z",
      stack: expect.arrayContaining(["TypeError: m"]),
      cause: { errorType: "RangeError" },
    });
    expect(await recordOf(foreign('new AggregateError([new Error("e")])'))).toMatchObject({
      errors: [{ errorMessage: "e" }],
    });
  });

  test("that are returned are thrown, and keep their code on a direct call", async () => {
    const error = foreign('Object.assign(new Error("m"), { code: "ECONNREFUSED" })');
    for (const handler of [async () => error, () => Promise.reject(error)])
      await expect(wrapHandler(handler, { throws })({}, context)).rejects.toMatchObject({
        name: "Error",
        message: "m",
        code: "ECONNREFUSED",
      });
  });

  test("a thrown function whose prototype has a name, and not the message of errors, is not a class of errors", async () => {
    const Order = Object.assign(function Order() {}, { prototype: { name: "order" } });
    expect((await recordOf(Order)).errorMessage).toMatch(/Order was thrown, not an error$/);
  });

  test("a thrown class is named", async () => {
    expect(await recordOf(foreign("RangeError"))).toMatchObject({
      errorMessage: expect.stringContaining("the class RangeError was thrown"),
    });
  });
});

describe("on a direct call, where the runtime logs the error", () => {
  const direct = (thrown: unknown, options: object = {}) => linesOf(thrown, options, {});
  test.each<[string, () => unknown, number]>([
    ["own properties that the runtime prints", () => failed({ code: "E", list: [1] }), 0],
    ["a declared fault", () => new CardRefused({ card: "4111" }), 0],
    ["errors, which it does not print", () => new AggregateError([new Error("e")]), 1],
    [
      "a cycle, for which it prints no properties at all",
      () => {
        const error = failed({});
        return Object.assign(error, { self: { error } });
      },
      1,
    ],
    ["an object that is not an error", () => ({ code: "E" }), 1],
    [
      "a declared fault with a property of its own",
      () => Object.assign(new CardRefused({ card: "4111" }), { code: "E" }),
      1,
    ],
    ["a text", () => "text", 0],
    ["an error of another realm", () => runInNewContext('Object.assign(new Error("m"), { code: "E" })'), 0],
  ])("%s", async (_, thrown, lines) => {
    expect(await direct(thrown())).toHaveLength(lines);
  });

  test("properties that redact hides are not in what the runtime prints", async () => {
    class DriverError extends Error {
      code = "E";
      card = "4111";
    }
    const thrown = new DriverError("m");
    const wrapped = (options: object) =>
      wrapHandler(() => Promise.reject(thrown), { throws, ...options })({}, context);
    const redacted = await wrapped({ redact: (details: object) => ({ ...details, card: "****" }) }).catch(
      (error) => error,
    );
    expect(errors).not.toHaveBeenCalled();
    expect(redacted).toBeInstanceOf(DriverError);
    expect({ ...redacted }).toEqual({ code: "E", card: "****" });
    expect({ ...(await wrapped({ logProperties: false }).catch((error) => error)) }).toEqual({});
    expect(await wrapped({}).catch((error) => error)).toBe(thrown);
  });
});
