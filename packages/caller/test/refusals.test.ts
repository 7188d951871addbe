import { LambdaClient } from "@aws-sdk/client-lambda";
import * as receiving from "@faultwire/caller";
import { createFetch, createHttpCaller, parse, parseLogs, parseResponse, plan } from "@faultwire/caller";
import { clientConfig, createCaller } from "@faultwire/caller/lambda";
import { defineCatalog, isFault } from "@faultwire/catalog";
import { describe, expect, test } from "vitest";
import { z } from "zod";

/* A programmer's mistake is a TypeError that names the call, the option, its value and what to do. */

const faults = defineCatalog("orders", {});
const client = new LambdaClient({ region: "eu-central-1" });
const url = "https://api.example.com/orders";

describe("createCaller()", () => {
  const right = { client, functionName: "get-order", faults };
  test.each([
    [undefined, "options is an object; it is undefined"],
    [
      { ...right, client: {} },
      "client is a client with send(), such as new LambdaClient({}) of @aws-sdk/client-lambda; it is an object of another kind",
    ],
    [
      { ...right, client: undefined },
      "client is a client with send(), such as new LambdaClient({}) of @aws-sdk/client-lambda; it is undefined",
    ],
    [
      { ...right, functionName: undefined },
      "functionName is a name of at most 64 characters or an ARN; it is undefined",
    ],
    [
      { ...right, functionName: "no name" },
      'functionName is a name of at most 64 characters or an ARN; it is "no name"',
    ],
    [{ ...right, qualifier: 1 }, "qualifier is a version or an alias; it is 1"],
    [{ ...right, faults: undefined }, "faults is a catalog, made by defineCatalog(); it is undefined"],
    [{ ...right, faults: [] }, "faults is a catalog, made by defineCatalog(); it is an array"],
    [{ ...right, input: z.object }, /^createCaller\(\): input is a Standard Schema, /],
    [{ ...right, output: {} }, /^createCaller\(\): output is a Standard Schema, /],
    [
      { ...right, retry: 3 },
      "retry is an object such as { attempts: 3, idempotent: true }, or false for no retries; it is 3",
    ],
    [{ ...right, retries: 3 }, /^createCaller\(\): there is no option "retries"; the options are client, /],
  ])("refuses %#", (options, message) => {
    const expected = typeof message === "string" ? new TypeError(`createCaller(): ${message}`) : message;
    expect(() => createCaller(options as never)).toThrow(expected);
    expect(() => createCaller(options as never)).toThrow(TypeError);
  });
});

describe("createHttpCaller()", () => {
  const right = { url, faults };
  const forms =
    'url is a URL, a template such as "https://api.example.com/orders/{orderId}", or a function of the input';
  test.each([
    [undefined, "options is an object; it is undefined"],
    [{ faults }, `${forms}; it is undefined`],
    [{ ...right, url: "orders" }, `${forms}; it is "orders"`],
    [{ ...right, url: 5 }, `${forms}; it is 5`],
    [{ url }, "faults is a catalog, made by defineCatalog(); it is undefined"],
    [{ ...right, method: "" }, 'method is an HTTP method such as "POST"; it is ""'],
    [{ ...right, method: 5 }, 'method is an HTTP method such as "POST"; it is 5'],
    [{ ...right, headers: null }, "headers is an object of texts; it is null"],
    [
      { ...right, request: null },
      "request is true, or an object of schemas for path, query, headers, body; it is null",
    ],
    [{ ...right, headers: "x: y" }, 'headers is an object of texts; it is "x: y"'],
    [{ ...right, fetch: {} }, "fetch is a function; it is an object of another kind"],
    [{ ...right, input: 1 }, /^createHttpCaller\(\): input is a Standard Schema, /],
    [
      { ...right, request: 1 },
      "request is true, or an object of schemas for path, query, headers, body; it is 1",
    ],
    [
      { ...right, request: { params: z.object({}) } },
      'request has no part "params"; its parts are path, query, headers, body',
    ],
    [{ ...right, request: { query: {} } }, /^createHttpCaller\(\): request\.query is a Standard Schema, /],
    [
      { ...right, request: true, input: z.string() },
      "input and request exclude each other; the body is request.body",
    ],
    [{ ...right, client }, /^createHttpCaller\(\): there is no option "client"; /],
  ])("refuses %#", (options, message) => {
    const expected = typeof message === "string" ? new TypeError(`createHttpCaller(): ${message}`) : message;
    expect(() => createHttpCaller(options as never)).toThrow(expected);
  });
});

test.each([
  [undefined, "options is an object; it is undefined"],
  [{}, "faults is a catalog, made by defineCatalog(); it is undefined"],
  [{ faults, fetch: 1 }, "fetch is a function; it is 1"],
  [{ faults, retry: { attempts: 3 } }, 'there is no option "retry"; the options are faults, fetch, trace'],
])("createFetch() refuses %#", (options, message) => {
  expect(() => createFetch(options as never)).toThrow(new TypeError(`createFetch(): ${message}`));
});

test.each([
  [undefined, "options is an object; it is undefined"],
  [{}, "functionTimeout is a number of seconds up to 900; it is undefined"],
  [{ functionTimeout: "30" }, 'functionTimeout is a number of seconds up to 900; it is "30"'],
  [{ functionTimeout: 901 }, "functionTimeout is a number of seconds up to 900; it is 901"],
  [{ timeout: 30 }, 'there is no option "timeout"; the options are functionTimeout'],
])("clientConfig() refuses %#", (options, message) => {
  expect(() => clientConfig(options as never)).toThrow(new TypeError(`clientConfig(): ${message}`));
});

test("plan() refuses what is not a fault, and options that it does not have", () => {
  expect(() => plan(new Error("m") as never)).toThrow(
    new TypeError("plan(): fault is a fault, as parse() returns it; it is the error Error"),
  );
  const fault = parse({ errorType: "E", errorMessage: "m" }, faults);
  if (fault === undefined) throw new Error("it is a fault");
  expect(() => plan(fault, { attempts: 3 } as never)).toThrow(
    new TypeError('plan(): there is no option "attempts"; the options are idempotent'),
  );
});

test("every reader refuses to read without a catalog, and names it", async () => {
  const readers = Object.entries(receiving).filter(([name]) => /^(?:parse|fromLambdaError)/.test(name));
  expect(readers.length).toBeGreaterThan(15);
  for (const [name, read] of readers) {
    const call = async () => (read as (value: unknown, catalog?: unknown) => unknown)({ errorType: "E" });
    await expect(call()).rejects.toThrow(
      new TypeError(`${name}(): catalog is a catalog, made by defineCatalog(); it is undefined`),
    );
  }
  await expect(parseResponse(new Response("fine"), {} as never)).rejects.toThrow(TypeError);
  await expect(parseLogs({}, undefined as never)).rejects.toThrow(TypeError);
});

test("a call that never left has no status and no attempts", async () => {
  const broken = new LambdaClient({
    region: "eu-central-1",
    credentials: () => Promise.reject(new Error("none")),
  });
  const options = { client: broken, functionName: "f", faults };
  expect((await createCaller(options).safe({})).meta).toEqual({
    statusCode: undefined,
    requestId: undefined,
    attempts: 0,
  });
  const aborted = { signal: AbortSignal.abort() };
  expect((await createCaller(options).safe({}, aborted)).meta).toMatchObject({
    statusCode: undefined,
    attempts: 0,
  });
  expect((await createHttpCaller({ url, faults }).safe({}, aborted)).meta).toEqual({ attempts: 0 });
  const outcome = await createFetch({ faults }).safe(url, aborted);
  expect(outcome.meta).toEqual({ attempts: 0 });
  expect(!outcome.ok && isFault(outcome.fault)).toBe(true);
});
