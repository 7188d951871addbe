import * as caller from "@faultwire/caller";
import { defineCatalog, Fault, fault } from "@faultwire/catalog";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import asyncErrors from "../../cases/async-errors.json" with { type: "json" };
import functionErrors from "../../cases/function-errors.json" with { type: "json" };
import httpErrors from "../../cases/http-errors.json" with { type: "json" };
import { isWholeRun } from "./is-whole-run.ts";

/* Any payload, from any sender, becomes a fault or nothing; parsing never throws and always ends. */

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: "m",
}) {}
const Orders = defineCatalog("orders", { OrderNotFound });

/** Readers that return a promise, several faults or what a stream yields. */
const LISTS_AND_PROMISES = ["parseResponse", "parseLogs", "parseTrace", "parseStream"];
const { parse, parseInvocation, ...others } = caller;
const readers: Readonly<Record<string, caller.WireReader>> = {
  parse,
  ...Object.fromEntries(
    Object.entries(others).filter(
      ([name]) => /^parse[A-Z]|^from/.test(name) && !LISTS_AND_PROMISES.includes(name),
    ),
  ),
};

/** Reads a value with every reader. */
function readAll(value: unknown): void {
  for (const [name, read] of Object.entries(readers)) {
    const found = read(value, Orders);
    expect([name, found === undefined || found instanceof Fault]).toEqual([name, true]);
    // Every fault can be serialised and planned.
    if (found) expect(typeof JSON.stringify(found)).toBe("string");
    if (found) expect(typeof caller.plan(found).because).toBe("string");
  }
}

const recorded: readonly unknown[] = [
  ...functionErrors.flatMap(({ payload }) => [
    payload,
    { StatusCode: 200, FunctionError: "Unhandled", Payload: payload },
  ]),
  ...httpErrors.map(({ response }) => response),
  ...asyncErrors.map(({ input }) => input),
  new OrderNotFound({ orderId: "o-1" }).toJSON(),
];

const odd: readonly unknown[] = [
  null,
  undefined,
  true,
  Number.NaN,
  -1,
  1e308,
  10n,
  Symbol("s"),
  "",
  "\ud800",
  "{",
  "__proto__",
  "constructor",
  () => 1,
  [],
  [[[]]],
  [null],
  {},
  Object.create(null),
  { toString: null },
  { toJSON: () => 1 },
  new Date(Number.NaN),
  new Map(),
  Promise.resolve(1),
  new Proxy(
    {},
    {
      get: () => {
        throw new Error("hostile");
      },
    },
  ),
];

/** Puts another value where a record has one: a member that is there, or one that has no business there. */
function spoiled(value: unknown, path: readonly number[], by: unknown): unknown {
  const [first = 0, ...rest] = path;
  if (typeof value !== "object" || value === null) return by;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  const names = Object.keys(copy);
  const name = names[first % Math.max(names.length, 1)] ?? "constructor";
  const member = (copy as Record<string, unknown>)[name];
  (copy as Record<string, unknown>)[name] = rest.length > 0 ? spoiled(member, rest, by) : by;
  return copy;
}

describe("a record that was tampered with", () => {
  test("is a fault or nothing, with any value in any place", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...recorded),
        fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }),
        fc.oneof(fc.constantFrom(...odd), fc.string({ unit: "binary" }), fc.anything()),
        (record, path, by) => readAll(spoiled(record, path, by)),
      ),
      { numRuns: 3000 },
    );
  });

  test("is one whatever it is altogether", () => {
    for (const value of odd) readAll(value);
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }), readAll),
      {
        numRuns: 1000,
      },
    );
  });

  test("is one where it was cut anywhere", () => {
    for (const { payload } of functionErrors.slice(0, 40)) {
      for (let length = 0; length < payload.length; length += 7) {
        expect(
          parse({ StatusCode: 200, FunctionError: "Unhandled", Payload: payload.slice(0, length) }, Orders),
        ).toBeInstanceOf(Fault);
      }
    }
  });
});

describe("names that every object has", () => {
  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "%s is a name like another",
    (name) => {
      const payload = `{"errorType":"${name}","errorMessage":"m","${name}":{"status":1},"trace":["${name}: m"]}`;
      const found = parse({ FunctionError: "Unhandled", Payload: payload }, Orders);
      expect(found).toMatchObject({ name: "Undeclared", errorType: name, message: "m", status: 500 });
      expect(({} as { status?: number }).status).toBeUndefined();
      const http = parse({ status: 404, headers: { "x-amzn-errortype": name }, body: payload }, Orders);
      expect(http).toMatchObject({ errorType: name, status: 404 });
    },
  );

  test("their details do not change any prototype", () => {
    const line = '[faultwire:1] {"catalog":"orders","details":{"orderId":"o-1","__proto__":{"polluted":1}}}';
    const payload = JSON.stringify({
      errorType: "OrderNotFound",
      errorMessage: "m",
      trace: ["OrderNotFound: m", line],
    });
    const found = parse({ FunctionError: "Unhandled", Payload: payload }, Orders);
    expect(found).toBeInstanceOf(OrderNotFound);
    expect((found?.details as { polluted?: number } | undefined)?.polluted).toBeUndefined();
  });
});

describe("millions of characters", () => {
  // The limit of a payload takes a minute in all. One of superlinear time hangs with a million, too.
  const LENGTH = isWholeRun ? 6_000_000 : 1_000_000;
  const parts = [
    "a",
    " ",
    "\n",
    "{",
    "[",
    "<",
    "\\",
    '"',
    "::",
    "#",
    ",",
    "(Service: ",
    "Task timed out after 1",
    "RequestId: ",
    "\tERROR\t",
    "<Code>",
    "&lt;",
    "at a (",
    'File "',
    '","',
    "Returned payload: ",
    "2026-01-01T00:00:00.000Z\t",
  ];
  test.each(parts)("of %j are read before the test runs out of time, as whatever they pose", (part) => {
    const text = part.repeat(LENGTH / part.length);
    for (const read of Object.values(readers)) read(text, Orders);
    parse({ StatusCode: 200, FunctionError: "Unhandled", Payload: text }, Orders);
    parse(
      {
        StatusCode: 200,
        FunctionError: "Unhandled",
        Payload: JSON.stringify({ errorType: text, errorMessage: text, trace: [text] }),
      },
      Orders,
    );
    parse({ status: 500, headers: { "x-amzn-errortype": text, "retry-after": text }, body: text }, Orders);
    parse({ Error: text, Cause: text }, Orders);
    parse({ Error: text, Cause: `{"errorMessage":"${part === '"' || part === "\\" ? "" : text}` }, Orders);
    parseInvocation({ status: 500, headers: {}, body: text }, Orders);
  });
});

describe("ten thousand levels", () => {
  const deep = (open: string, close: string) => open.repeat(10_000) + close.repeat(10_000);
  test.each([
    ["arrays", deep("[", "]")],
    ["objects", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`],
    ["causes", `${'{"errorType":"E","errorMessage":"m","cause":'.repeat(10_000)}1${"}".repeat(10_000)}`],
    ["frames", `{"errorType":"E","errorMessage":"m","trace":[${deep("[", "]")}]}`],
    ["details", `{"errorType":"OrderNotFound","errorMessage":"m","details":${deep("[", "]")}}`],
  ])("of %s are a fault", (_what, payload) => {
    expect(parse({ StatusCode: 200, FunctionError: "Unhandled", Payload: payload }, Orders)).toBeInstanceOf(
      Fault,
    );
    expect(parse({ status: 500, headers: {}, body: payload }, Orders)).toBeInstanceOf(Fault);
    readAll(JSON.parse(payload));
  });

  test("of executions that failed in executions are one too", () => {
    let cause = "the last";
    for (let level = 0; level < 12; level += 1) {
      cause = JSON.stringify({ ExecutionArn: "arn", Error: "States.TaskFailed", Cause: cause });
    }
    expect(parse({ Error: "States.TaskFailed", Cause: cause }, Orders)).toBeInstanceOf(Fault);
  });
});
