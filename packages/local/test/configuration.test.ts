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
    "a memory that Lambda has not",
    { functions: { f: { handler: "scripted.handler", memorySize: 64 } } },
    "function f: memorySize is whole megabytes, 128 to 10240; it is 64",
  ],
  [
    "a configuration without a handler",
    { functions: { f: { timeout: 1 } } },
    'function f: handler is a text like "dist/orders.handler"; there is none',
  ],
  [
    "an environment variable that Lambda reserves",
    { functions: { f: { handler: "scripted.handler", environment: { AWS_REGION: "eu-west-1" } } } },
    "function f: environment sets AWS_REGION, which Lambda reserves; leave it out",
  ],
  [
    "an environment variable that is no text",
    { functions: { f: { handler: "scripted.handler", environment: { LIMIT: 5 } } } },
    'function f: environment maps a name of letters, digits and "_", a letter first, to a text; it has "LIMIT": 5',
  ],
  [
    "an environment over 4 KB",
    { functions: { f: { handler: "scripted.handler", environment: { LARGE: "x".repeat(4096) } } } },
    "function f: environment has 4101 bytes, at most 4096 are allowed",
  ],
  [
    "a runtime that it does not know",
    { functions: { f: { handler: "scripted.handler", runtime: "nodejs18.x" } } },
    "function f: runtime is one of nodejs24.x, nodejs22.x, provided.al2023; it is nodejs18.x",
  ],
  [
    "a command for a Node.js runtime",
    { functions: { f: { handler: "scripted.handler", command: ["node"] } } },
    "function f: command is for the runtime provided.al2023; it has nodejs24.x",
  ],
  [
    "a Node.js for another runtime",
    { functions: { f: { handler: "scripted.handler", runtime: "provided.al2023", node: "node" } } },
    "function f: node is for Node.js runtimes; give provided.al2023 a command",
  ],
  [
    "a Node.js that is not there",
    { functions: { f: { handler: "scripted.handler", node: "./node" } } },
    `function f: ./node is no executable in ${root}; make it one (chmod +x), or name another`,
  ],
  [
    "a bootstrap that is not there",
    { functions: { f: { handler: "main", runtime: "provided.al2023" } } },
    `function f: ./bootstrap is no executable in ${root}`,
  ],
  [
    "a command that PATH does not find",
    { functions: { f: { handler: "main", runtime: "provided.al2023", command: ["no-such-program"] } } },
    "function f: no-such-program is no executable in PATH",
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
