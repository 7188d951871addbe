import { expect, test } from "vitest";
import { local } from "../src/index.ts";

const root = `${import.meta.dirname}/functions`;
const functions = { f: "scripted.handler" };

test.each([
  ["a name that is none", { functions: { "a b": "scripted.handler" } }, 'function "a b": a name has 1 to 64'],
  [
    "a handler without an export",
    { functions: { f: "scripted" } },
    'function f: handler is "<module>.<export>"',
  ],
  ["a module that is not there", { functions: { f: "nope.handler" } }, "function f: no module"],
  [
    "a time-out of none",
    { functions: { f: { handler: "scripted.handler", timeout: 0 } } },
    "function f: timeout is in seconds",
  ],
  [
    "a broken concurrency",
    { functions: { f: { handler: "scripted.handler", reservedConcurrency: -1 } } },
    "function f: reservedConcurrency",
  ],
  [
    "an alias that is a number",
    { functions: { f: { handler: "scripted.handler", aliases: { 3: "1" } } } },
    'function f: the alias "3" is 1 to 128 letters',
  ],
  [
    "an alias for no version",
    { functions: { f: { handler: "scripted.handler", aliases: { live: "three" } } } },
    'function f: the alias live is for a version, for example "3"',
  ],
  [
    "an alias for a version that is not published",
    { functions: { f: { handler: "scripted.handler", aliases: { live: "3" }, versions: 2 } } },
    "function f: an alias is for version 3, but versions is 2",
  ],
  [
    "versions of no number",
    { functions: { f: { handler: "scripted.handler", versions: -1 } } },
    "function f: versions is a whole number from 0",
  ],
  [
    "a tenant isolation that is none",
    { functions: { f: { handler: "scripted.handler", tenantIsolationMode: true } } },
    'function f: tenantIsolationMode is "PER_TENANT"',
  ],
  [
    "a route to no function",
    { functions, apis: { a: { type: "http", routes: { "GET /": "g" } } } },
    "api a: there is no function g; there are f",
  ],
  [
    "a route that is none",
    { functions, apis: { a: { type: "rest", routes: { "/orders": "f" } } } },
    'api a: a route is "<METHOD> /<path>"',
  ],
  [
    "an unknown kind of API",
    { functions, apis: { a: { type: "soap" } } },
    'api a: type is "rest", "http" or "function-url"',
  ],
  [
    "a pattern that only Java can run",
    {
      functions,
      apis: {
        a: {
          type: "rest",
          routes: {
            "GET /": { function: "f", responses: [{ statusCode: 400, selectionPattern: "\\Qa.b\\E" }] },
          },
        },
      },
    },
    "API Gateway can run \\Q, @faultwire/local cannot",
  ],
])("refuses %s and says what to do", async (_, options, message) => {
  await expect(local({ root, ...(options as Parameters<typeof local>[0]) })).rejects.toThrow(message);
});

test("a question about what is not there names what is", async () => {
  await using lambda = await local({ root, functions });
  expect(() => lambda.runs("g")).toThrow("runs: there is no function g; there are f");
  expect(() => lambda.url("a")).toThrow("url: there is no api a; there are none");
});
