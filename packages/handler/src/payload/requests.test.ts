import { defineCatalog, fault } from "@faultwire/catalog";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { respond } from "../http-result.ts";
import { wrapHandler } from "../wrap-handler.ts";
import { readHeaders, readQuery } from "./request-parts.ts";

class Refused extends fault("Refused", { status: 403, message: "refused" }) {}
const throws = defineCatalog("faults", { Refused });
const log = () => undefined;
const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };

const http = { version: "2.0", rawQueryString: "", requestContext: { http: { method: "POST" } } };
const rest = { resource: "/a", httpMethod: "POST", requestContext: { resourceId: "r" } };
const alb = { httpMethod: "POST", requestContext: { elb: {} }, headers: {} };
const albMulti = { httpMethod: "POST", requestContext: { elb: {} }, multiValueHeaders: {} };

describe("the query of a request", () => {
  test.each([
    ["payload format 2.0", { rawQueryString: "a=1%2C2&a=3&b=%C3%A4+c" }, { a: ["1,2", "3"], b: "ä c" }],
    [
      "a REST API, as lists where it has both",
      {
        multiValueQueryStringParameters: { a: ["1", "2", "3"], b: ["%20"] },
        queryStringParameters: { a: "3" },
      },
      { a: ["1", "2", "3"], b: "%20" },
    ],
    ["payload format 1.0 of one value each", { queryStringParameters: { a: "1" } }, { a: "1" }],
    [
      "an ALB, which does not decode it",
      { requestContext: { elb: {} }, queryStringParameters: { "a%20b": "%C3%A4%26" } },
      { "a b": "ä&" },
    ],
    ["a request without one", { queryStringParameters: null, multiValueQueryStringParameters: null }, {}],
    [
      "names that every object has",
      { rawQueryString: "constructor=1&__proto__=2" },
      JSON.parse('{"constructor":"1","__proto__":"2"}'),
    ],
    ["values that are not texts", { queryStringParameters: { a: 1, b: null, c: "x" } }, { c: "x" }],
  ])("is read from %s", (_front, event, query) => {
    expect(readQuery(event)).toEqual(query);
  });
});

test("headers have names in lower case, and the values of a repeated one are joined", () => {
  expect(
    readHeaders({
      multiValueHeaders: { "X-A": ["1", "2"], Cookie: ["a=1", "b=2"] },
      headers: { "X-A": "2" },
    }),
  ).toEqual({
    ...{ "x-a": "1, 2", cookie: "a=1; b=2" },
  });
  expect(readHeaders({ headers: { "X-A": "1", "x-a": "2" } })).toEqual({ "x-a": "1, 2" });
  expect(readHeaders({ headers: null, cookies: "a=1" })).toEqual({});
});

describe("a handler with the parts of a request", () => {
  const request = {
    path: z.object({ shop: z.string() }),
    query: z.object({ limit: z.coerce.number<string>().max(10) }),
    body: z.object({ sku: z.string() }),
  };
  const wrapped = wrapHandler((parts, _context, event) => ({ parts, event }), { throws, request, log });
  const run = (event: unknown) => wrapped(event as never, context).catch((thrown: unknown) => thrown);
  const right = { pathParameters: { shop: "s" }, rawQueryString: "limit=7", body: '{"sku":"lamp"}' };
  const parts = { path: { shop: "s" }, query: { limit: 7 }, body: { sku: "lamp" } };

  test("gets those that are declared, and the untouched event", async () => {
    const event = { ...http, ...right, headers: { "x-a": "1" } };
    expect(await run(event)).toEqual({ parts, event });
    const rested = { ...rest, ...right, rawQueryString: undefined, queryStringParameters: { limit: "7" } };
    expect(await run(rested)).toEqual({ parts, event: rested });
  });

  test("gets them from the event itself on a direct call", async () => {
    const event = { path: { shop: "s" }, query: { limit: "7" }, body: { sku: "lamp" }, headers: {} };
    expect(await run(event)).toEqual({ parts, event });
  });

  test("is not run where any of them does not fit: the issues of all have paths with the part", async () => {
    const issues = [
      { path: "path.shop", message: "missing" },
      { path: "query.limit", message: "expected at most 10" },
    ];
    const answer = (await run({ ...http, rawQueryString: "limit=11", body: "{" })) as { body: string };
    expect(JSON.parse(answer.body).details).toEqual({
      issues: [...issues, { path: "body", message: "not JSON" }],
    });
    for (const event of [null, "text", []]) {
      expect(await run(event)).toMatchObject({
        name: "ValidationFailed",
        details: {
          issues: [
            { path: "path", message: "missing" },
            { path: "query", message: "missing" },
            { path: "body", message: "missing" },
          ],
        },
      });
    }
  });
});

describe("respond()", () => {
  const answer = (result: () => unknown, event: unknown = http, more: object = {}) =>
    wrapHandler(result as () => never, { throws, log, ...more })(event as never, context);

  test.each<[string, () => unknown, object]>([
    [
      "a value",
      () => respond({ id: 1 }),
      { statusCode: 200, body: '{"id":1}', headers: { "Content-Type": "application/json" } },
    ],
    ["nothing", () => respond(undefined), { statusCode: 204, body: "" }],
    [
      "a status",
      () => respond({ id: 1 }, { status: 201 }),
      { statusCode: 201, body: '{"id":1}', headers: { "Content-Type": "application/json" } },
    ],
    ...[204, 205, 304].map((status): [string, () => unknown, object] => [
      `a status without a body: ${status}`,
      () => respond({ id: 1 }, { status }),
      { statusCode: status, body: "" },
    ]),
    [
      "a redirect",
      () => respond(undefined, { status: 302, headers: { Location: "/b" } }),
      { statusCode: 302, body: "", headers: { Location: "/b" } },
    ],
    [
      "a content type of its own",
      () => respond("<a/>", { headers: { "content-type": "text/html" } }),
      { statusCode: 200, body: '"<a/>"', headers: { "content-type": "text/html" } },
    ],
  ])("answers over HTTP with %s", async (_what, result, expected) => {
    expect(await answer(result)).toEqual(expected);
  });

  test("has a status and headers only where they are given, so that a test may compare the whole", () => {
    expect(respond({ id: 1 })).toStrictEqual({ "~value": { id: 1 } });
    expect(respond({ id: 1 }, { status: 201, headers: { a: "b" } })).toStrictEqual({
      ...{ "~value": { id: 1 }, status: 201, headers: { a: "b" } },
    });
  });

  test("is the value itself on a direct call", async () => {
    expect(await answer(() => respond({ id: 1 }, { status: 201 }), {})).toEqual({ id: 1 });
  });

  test("has its headers over those of every answer, and an output is checked all the same", async () => {
    const headers = () => ({ "X-Shop": "all", "Access-Control-Allow-Origin": "*" });
    const own = { status: 201, headers: { "x-shop": "own" } };
    expect(await answer(() => respond({ id: 1 }, own), alb, { headers })).toMatchObject({
      headers: { "x-shop": "own", "Access-Control-Allow-Origin": "*", "Content-Type": "application/json" },
      isBase64Encoded: false,
    });
    const output = z.object({ id: z.number() });
    expect(await answer(() => respond({ id: 1, secret: "s" }, own), http, { output })).toMatchObject({
      ...{ statusCode: 201, body: '{"id":1}' },
    });
    expect(await answer(() => respond({ id: "1" }, own), http, { output })).toMatchObject({
      statusCode: 500,
    });
  });

  test.each([199, 400, 200.5, "201"])("refuses the status %j", (status) => {
    const shown = JSON.stringify(status);
    expect(() => respond(1, { status: status as number })).toThrow(
      new TypeError(
        `respond(): status is a whole number from 200 to 399; it is ${shown}. For an error status throw a fault`,
      ),
    );
  });
});

describe("the headers of every answer", () => {
  const headers = () => ({ "X-Shop": "all", "X-Own": "all" });
  const answer = (value: unknown, event: unknown) =>
    wrapHandler(() => value as never, { throws, headers })(event as never, context);

  test("are on a response of the handler that does not have them itself", async () => {
    const own = { statusCode: 202, headers: { "x-own": "own" }, body: "taken" };
    const merged = { ...own, headers: { "X-Shop": "all", "x-own": "own" } };
    expect(await answer(own, http)).toEqual(merged);
    expect(await answer(own, rest)).toEqual(merged);
    const lists = { statusCode: 202, multiValueHeaders: { "X-OWN": ["own"] } };
    expect(await answer(lists, rest)).toEqual({ ...lists, headers: { "X-Shop": "all" } });
    expect(await answer(lists, albMulti)).toEqual({
      ...{ statusCode: 202, multiValueHeaders: { "X-Shop": ["all"], "X-OWN": ["own"] } },
    });
  });

  test("are on a value that an HTTP API makes a response of, and on no other", async () => {
    const all = { "X-Shop": "all", "X-Own": "all" };
    const response = { statusCode: 200, headers: { ...all, "Content-Type": "application/json" } };
    expect(await answer({ a: 1 }, http)).toEqual({ ...response, body: '{"a":1}' });
    expect(await answer("text", http)).toEqual({ ...response, body: "text" });
    expect(await answer(undefined, http)).toBeUndefined();
    expect(await answer({ a: 1 }, rest)).toEqual({ a: 1 });
    expect(await answer({ a: 1 }, {})).toEqual({ a: 1 });
  });

  test("do not change a value if the function returns an empty object", async () => {
    const wrapped = wrapHandler(() => ({ a: 1 }), { throws, headers: () => ({}) });
    expect(await wrapped(http as never, context)).toEqual({ a: 1 });
  });
});
