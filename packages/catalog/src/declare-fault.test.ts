import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type } from "arktype";
import * as v from "valibot";
import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { declarationOf, fault, INTENDED_FAULT } from "./declare-fault.ts";
import { Undeclared } from "./families.ts";
import { HANDLER_STATUSES } from "./handler-error.ts";

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {}

/** A schema that validates as one likes. */
const standard = (validate: () => never | Promise<never>): StandardSchemaV1<string> => ({
  "~standard": { version: 1, vendor: "test", validate },
});
const withSchema = (details: z.ZodType) => fault("X", { details, message: "x" });

describe("a declared fault", () => {
  test("is an Error with its name, message, details and status", () => {
    const thrown = new OrderNotFound({ orderId: "o-1" });
    expect(thrown).toBeInstanceOf(Error);
    expect(thrown).toMatchObject({
      name: "OrderNotFound",
      errorType: "OrderNotFound",
      message: "Order o-1 was not found",
      details: { orderId: "o-1" },
      status: 404,
      retryable: false,
      category: "function",
    });
    expect(OrderNotFound.errorType).toBe("OrderNotFound");
  });

  test("shows its name in the stack, which begins where it is thrown", () => {
    const [header, first] = new OrderNotFound({ orderId: "o-1" }).stack?.split("\n") ?? [];
    expect(header).toBe("OrderNotFound: Order o-1 was not found");
    expect(first).toContain("declare-fault.test.ts");
    const Fresh = fault("Fresh", { message: "m" });
    expect(new Fresh().stack).toContain("declare-fault.test.ts");
  });

  test("has the name on the class too, so that it survives a minifier", () => {
    expect(fault("Minified", { message: "m" }).name).toBe("Minified");
  });

  test("shows loggers its details and when to retry, and hides headers and cause", () => {
    const thrown = new OrderNotFound(
      { orderId: "o-1" },
      { retryAfter: 5, headers: { "Set-Cookie": "s" }, cause: new Error("c") },
    );
    expect(Object.keys(thrown)).toEqual(["details", "retryAfter"]);
    expect(Object.keys(new OrderNotFound({ orderId: "o-1" }))).toEqual(["details"]);
    expect(thrown.headers).toEqual({ "Set-Cookie": "s" });
    expect(thrown.cause).toEqual(new Error("c"));
  });

  test("takes the status 500 and no retry where nothing else is said, and retries by status", () => {
    const retryable = (status: number) => new (fault("X", { status, message: "x" }))().retryable;
    expect(new (fault("X", { message: "x" }))()).toMatchObject({
      status: 500,
      retryable: false,
      category: "function",
    });
    expect(new (fault("X", { message: "x" }))().details).toBeUndefined();
    expect([408, 425, 429, 502, 503, 504].map(retryable)).toEqual([true, true, true, true, true, true]);
    expect([400, 404, 409, 500, 501].map(retryable)).toEqual([false, false, false, false, false]);
    expect(new (fault("X", { status: 503, retryable: false, message: "x" }))().retryable).toBe(false);
  });

  test("counts a fraction of a second as a whole one", () => {
    expect(new OrderNotFound({ orderId: "o" }, { retryAfter: 1.2 }).retryAfter).toBe(2);
    expect(new OrderNotFound({ orderId: "o" }, { retryAfter: 0 }).retryAfter).toBe(0);
  });

  test("has a message of one line", () => {
    expect(new OrderNotFound({ orderId: "a\nb\x7fc" }).message).toBe("Order a b c was not found");
    expect(new OrderNotFound({ orderId: "a\nb\x7fc" }).details).toEqual({ orderId: "a\nb\x7fc" });
  });

  test("captures no stack with stack: false", () => {
    class Expected extends fault("Expected", { stack: false, message: "m" }) {}
    expect(new Expected().stack).toBe("Expected: m");
  });

  test("may have a constructor, methods and getters of its own", () => {
    class Own extends fault("Own", { details: z.object({ n: z.number() }), message: "m" }) {
      constructor(text: string) {
        super({ n: text.length });
      }
      get double() {
        return this.details.n * 2;
      }
    }
    expect(new Own("abc").double).toBe(6);
  });

  test("is recognised by is(), also in a copy of the class and never throwing", () => {
    const copy = fault("OrderNotFound", { details: z.object({ orderId: z.string() }), message: "m" });
    expect(OrderNotFound.is(new copy({ orderId: "o" }))).toBe(true);
    expect(OrderNotFound.is(new (fault("Other", { message: "m" }))())).toBe(false);
    expect(OrderNotFound.is(undefined)).toBe(false);
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(OrderNotFound.is(proxy)).toBe(false);
  });
});

describe("details are what both ends will hold", () => {
  test("members that the schema strips are gone", () => {
    const thrown = new OrderNotFound({ orderId: "o-1", password: "secret" } as { orderId: string });
    expect(thrown.details).toEqual({ orderId: "o-1" });
  });

  test("they are frozen, to the last", () => {
    const { details } = new (withSchema(z.object({ list: z.array(z.object({ n: z.number() })) })))({
      list: [{ n: 1 }],
    });
    expect(Object.isFrozen((details as { list: object[] }).list[0])).toBe(true);
  });

  test("defaults, coercions, idempotent transforms and unions go through", () => {
    const schema = z.object({
      at: z.coerce.date<Date>(),
      count: z.number().default(3),
      name: z.string().trim().toLowerCase(),
      choice: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("a"), n: z.number() }),
        z.object({ kind: z.literal("b") }),
      ]),
    });
    const at = new Date("2026-01-01T00:00:00Z");
    const { details } = new (fault("X", { details: schema, message: "x" }))({
      at,
      name: " Lamp ",
      choice: { kind: "a", n: 1 },
    });
    expect(details).toEqual({ at, count: 3, name: "lamp", choice: { kind: "a", n: 1 } });
  });

  test("schemas of zod, valibot and arktype all do", () => {
    const message = ({ id, n }: { id: string; n: number }) => `${id} ${n}`;
    const byZod = fault("X", { details: z.object({ id: z.string(), n: z.number() }), message });
    const byValibot = fault("X", { details: v.object({ id: v.string(), n: v.number() }), message });
    const byArk = fault("X", { details: type({ id: "string", n: "number" }), message });
    for (const each of [byZod, byValibot, byArk]) {
      expect(new each({ id: "a", n: 1 }).message).toBe("a 1");
      expect(() => new each({ id: "a", n: "1" as never })).toThrow(/^new X\(\): the details do not fit: n/);
    }
  });
});

describe("wrong details are a TypeError where the fault is thrown, with a hint", () => {
  test.each([
    [
      "details that do not fit",
      () => new OrderNotFound({ orderId: 1 as never }),
      /^new OrderNotFound\(\): the details do not fit: orderId: /,
    ],
    [
      "a Date without coercion",
      () => new (withSchema(z.object({ at: z.date() })))({ at: new Date() }),
      /refuses its own output once it is JSON \(at: .*\); accept that form too, as z\.coerce\.date\(\) does/,
    ],
    [
      "a transform that does not take its own result",
      () => new (withSchema(z.string().transform(Number)))("1"),
      /refuses its own output/,
    ],
    [
      "a transform that changes its own result",
      () => new (withSchema(z.string().transform((text) => `${text}!`)))("a"),
      /changes its own output/,
    ],
    ["a bigint", () => new (withSchema(z.any()))({ n: 1n }), /serialize a BigInt/],
    ["NaN", () => new (withSchema(z.any()))({ n: Number.NaN }), /"n" is NaN/],
    ["a Map", () => new (withSchema(z.any()))({ m: new Map() }), /"m" is a Map/],
    ["a Set", () => new (withSchema(z.any()))(new Set()), /they are a Set/],
    [
      "an instance of a class",
      () => new (withSchema(z.any()))({ p: new (class Point {})() }),
      /"p" is a Point/,
    ],
    ["a hole in an array", () => new (withSchema(z.any()))({ list: new Array(2) }), /"0" is missing/],
    [
      "a cycle",
      () => {
        const ring: { ring?: unknown } = {};
        ring.ring = ring;
        return new (withSchema(z.any()))(ring);
      },
      /JSON cannot carry the details/,
    ],
    [
      "an asynchronous schema",
      () => new (withSchema(z.string().refine(async () => true)))("a"),
      /asynchronous/,
    ],
    [
      "a schema that throws",
      () =>
        new (fault("X", {
          details: standard(() => {
            throw new RangeError("bug");
          }),
          message: "m",
        }))("a"),
      /the schema threw RangeError: bug/,
    ],
    [
      "details of a fault that has none",
      () => new (fault("Down", { message: "d" }))({ cause: 1 } as never),
      /no details; options come second: \(undefined, \{ cause \}\)/,
    ],
    [
      "a retryAfter of no number",
      () => new OrderNotFound({ orderId: "o" }, { retryAfter: Number.NaN }),
      /retryAfter is a number of seconds from 0; it is NaN/,
    ],
    [
      "a retryAfter of the past",
      () => new OrderNotFound({ orderId: "o" }, { retryAfter: -1 }),
      /retryAfter is a number of seconds from 0; it is -1/,
    ],
    [
      "a retryAfter without end",
      () => new OrderNotFound({ orderId: "o" }, { retryAfter: Number.POSITIVE_INFINITY }),
      /retryAfter is a number of seconds from 0; it is Infinity/,
    ],
    [
      "a message that throws",
      () =>
        new (fault("X", {
          message: () => {
            throw new RangeError("bug");
          },
        }))(),
      /the declared message cannot be made/,
    ],
  ] as [string, () => unknown, RegExp][])("%s", (_, make, message) => {
    expect(make).toThrow(TypeError);
    expect(make).toThrow(message);
  });

  test("it begins where the fault was to be thrown and names the fault that was intended", () => {
    try {
      new OrderNotFound({ orderId: 1 as never });
      expect.unreachable();
    } catch (error) {
      expect(error).not.toHaveProperty("cause");
      expect((error as Error).stack?.split("\n")[1]).toContain("declare-fault.test.ts");
      expect((error as Record<symbol, unknown>)[INTENDED_FAULT]).toEqual({
        errorType: "OrderNotFound",
        status: 404,
      });
    }
  });

  test("its cause is what the message threw", () => {
    const bug = new RangeError("bug");
    const Broken = fault("Broken", {
      message: () => {
        throw bug;
      },
    });
    expect(() => new Broken()).toThrow(expect.objectContaining({ name: "TypeError", cause: bug }));
  });

  test("an asynchronous schema's late rejection does not end the process", async () => {
    const schema = standard(() => Promise.reject(new Error("late")));
    const late = fault("Late", { details: schema, message: "m" });
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    try {
      expect(() => new late("a")).toThrow(/asynchronous/);
      await new Promise((resolve) => setTimeout(resolve, 10));
      expect(unhandled).not.toHaveBeenCalled();
    } finally {
      process.off("unhandledRejection", unhandled);
    }
  });
});

describe("a name is protocol", () => {
  test.each([
    "OrderNotFound",
    "_x",
    "a.b-c$d",
    "InvalidParameterValueException",
    "ErrorOfMine",
    "A".repeat(128),
  ])("%s is taken", (name) => {
    expect(fault(name, { message: "m" }).errorType).toBe(name);
  });

  test.each(["", "1a", "a b", "a:b", "a#b", "a,b", "é", "A".repeat(129), 7, undefined])(
    "%s is malformed",
    (name) => {
      expect(() => fault(name as string, { message: "m" })).toThrow(
        /^fault\(.*\): a name has 1 to 128 letters/,
      );
    },
  );

  const WRAPPER = "the handler's wrapper throws an error of its own by it";
  const OBJECT = "every JavaScript object has a member of it";
  const UNDECLARED = "callers take it for an undeclared error";
  test.each([
    ...["States.Timeout", "Lambda.Unknown", "Runtime.ExitError", "Sandbox.Timedout", "Function.X"].map(
      (name) => [name, UNDECLARED] as const,
    ),
    ...["Extension.Crash", "Error", "TypeError", "AggregateError", "string", "object", "undefined"].map(
      (name) => [name, UNDECLARED] as const,
    ),
    ...["handled", "Platform", "ServiceFault", "Undeclared", "Unhandled"].map(
      (name) => [name, UNDECLARED] as const,
    ),
    ...Object.keys(HANDLER_STATUSES).map((name) => [name, WRAPPER] as const),
    ...Object.getOwnPropertyNames(Object.prototype).map((name) => [name, OBJECT] as const),
  ])("%s is reserved, as %s", (name, reason) => {
    expect(() => fault(name, { message: "m" })).toThrow(
      new TypeError(`fault("${name}"): this name is reserved, ${reason}; choose another`),
    );
  });
});

describe("a wrong declaration is refused where it is declared", () => {
  const details = z.object({ id: z.string() });
  /** As zod 3.23 makes them. */
  class ZodObject {
    readonly _def = { typeName: "ZodObject" };
  }
  test.each([
    ["none", undefined, /the declaration is an object, as \{ .* \}; it is undefined$/],
    ["null", null, /the declaration is an object, .* it is null$/],
    ["a text", "no order", /it is "no order"$/],
    ["a schema in its place", [details], /it is an array$/],
    ["no message", {}, /message is a text or a function of the details; it is undefined$/],
    ["a message of another type", { message: 7 }, /message is a text or a function of the details; it is 7$/],
    [
      "an unknown member",
      { message: "m", retryAfter: 5 },
      /there is no option "retryAfter"; the options are status, details, message, retryable, stack, aliases$/,
    ],
    ["a misspelt member", { message: "m", detail: details }, /there is no option "detail"/],
    [
      "a status of success",
      { message: "m", status: 200 },
      /status is a whole number from 400 to 599; it is 200$/,
    ],
    ["a status below", { message: "m", status: 399 }, /it is 399$/],
    ["a status above", { message: "m", status: 600 }, /it is 600$/],
    ["a fraction", { message: "m", status: 404.5 }, /it is 404\.5$/],
    ["a status as text", { message: "m", status: "404" }, /it is "404"$/],
    ["retryable as text", { message: "m", retryable: "yes" }, /retryable is true or false; it is "yes"$/],
    ["stack as number", { message: "m", stack: 0 }, /stack is true or false; it is 0$/],
    [
      "a plain object as details",
      { message: "m", details: { id: "string" } },
      /details is a Standard Schema, .* it is an object of another kind$/,
    ],
    [
      "a class as details",
      { message: "m", details: Date },
      /details is a Standard Schema, .* it is the function Date$/,
    ],
    [
      "aliases that are not a list",
      { message: "m", aliases: "NoSuchOrder" },
      /: aliases is a list of other names, none of them reserved; it is "NoSuchOrder"$/,
    ],
    [
      "zod 3.23",
      { message: "m", details: new ZodObject() },
      /details is a Standard Schema, as zod 3\.24, .* it is an instance of ZodObject$/,
    ],
  ])("%s", (_, declaration, message) => {
    expect(() => fault("X", declaration as never)).toThrow(TypeError);
    expect(() => fault("X", declaration as never)).toThrow(message);
    expect(() => fault("X", declaration as never)).toThrow(/^fault\("X"\): /);
  });
});

test("a fault has its declaration, and one of a family has none", () => {
  const declaration = { status: 409, message: "m" } as const;
  class Full extends fault("Full", declaration) {}
  expect(declarationOf(new Full())).toBe(declaration);
  const data = { errorType: "E", message: "m", status: 500, retryable: false, category: "function" } as const;
  expect(declarationOf(new Undeclared(data))).toBeUndefined();
});

test("a problem that is not of a member has no path, and a schema may make nothing of what it is given", () => {
  class Odd extends fault("Odd", {
    ...{ details: z.number().refine((value) => value % 2 === 1, "it is even"), message: "m" },
  }) {}
  expect(() => new Odd(2)).toThrow(new TypeError("new Odd(): the details do not fit: it is even"));
  class Bare extends fault("Bare", { details: z.unknown().transform(() => undefined), message: "m" }) {}
  expect(new Bare(7)).not.toHaveProperty("details");
});

test.each(["", 7, "X", "Error", "Runtime.ExitError", "ResultTooLarge"])(
  "the alias %j is refused",
  (alias) => {
    const declaration = { message: "m", aliases: ["NoSuchOrder", alias] };
    expect(() => fault("X", declaration as never)).toThrow(
      new TypeError(
        `fault("X"): aliases is a list of other names, none of them reserved; it is ${JSON.stringify(declaration.aliases)}`,
      ),
    );
  },
);
