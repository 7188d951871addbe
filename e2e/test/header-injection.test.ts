import { validateHeaderName, validateHeaderValue } from "node:http";
import { createHttpCaller } from "@faultwire/caller";
import { HandlerFault } from "@faultwire/catalog";
import { respond, wrapHandler } from "@faultwire/handler";
import { local } from "@faultwire/local";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Faults, Refused } from "./leaks/places.ts";
import { PUBLIC, WRAPPERS } from "./leaks/wrappers.ts";

/* No text that a handler puts into a header begins another header, ends the answer, or costs it. */

const LINE = "a\r\nX-Injected: 1\r\n\r\n<script>";
const HOSTILE: Readonly<Record<string, unknown>> = {
  "X-Value": LINE,
  "X-Feed": "a\nb",
  "X-Nul": "a\u0000b",
  "X-Unicode": "\u010d\u010aX-Injected: 1\u2028\u0085",
  "X-Object": { toString: () => LINE },
  "X-Broken": Object.create(null),
  "X-Long": "x".repeat(100_000),
  "X-Injected: 1\r\nX-Name": "a",
  "X Space": "a",
  "": "a",
  "Content-Length": "0",
  "Transfer-Encoding": "chunked",
  Connection: "close",
  __proto__: null,
};
const NAMED = { "X-Kept": "kept", ...HOSTILE };
/** Headers of the transport, by which a client would read another answer. */
const OF_TRANSPORT = /^(?:connection|content-length|transfer-encoding)$/i;

const throws = Faults;
const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 } as never;

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));
afterEach(() => void vi.restoreAllMocks());

type Pair = readonly [name: string, value: string];

/** The headers of an answer, in any of the forms of the fronts: an object, lists of values, CloudFront's, a list of pairs. */
function headersIn(answer: unknown): Pair[] {
  if (typeof answer === "string") return preludeIn(answer);
  if (Array.isArray(answer)) return answer.flatMap(headersIn);
  if (typeof answer !== "object" || answer === null) return [];
  return Object.entries(answer).flatMap(([member, value]) =>
    /^(?:multiValueH|h)eaders$/.test(member) && typeof value === "object" ? pairsOf(value) : headersIn(value),
  );
}

/** The prelude of a streamed answer, which ends with NULs. */
function preludeIn(text: string): Pair[] {
  return text.startsWith('{"statusCode"') ? headersIn(JSON.parse(text.split("\0")[0] ?? "")) : [];
}

function pairsOf(headers: object): Pair[] {
  // Each form has texts, lists of texts, or CloudFront's lists of keys and values.
  return Array.isArray(headers)
    ? headers
    : Object.entries(headers).flatMap(([name, values]) =>
        [values].flat().map((value): Pair => [value?.key ?? name, value?.value ?? value]),
      );
}

function expectSafe(headers: readonly Pair[]): void {
  for (const [name, value] of headers) {
    expect(() => validateHeaderName(name)).not.toThrow();
    expect(() => validateHeaderValue(name, value)).not.toThrow();
    expect(name).not.toMatch(/^x-(?:injected|broken|object|long)$/i);
    expect(name).not.toMatch(OF_TRANSPORT);
    expect(value).toMatch(/^[\t\x20-\x7e]{0,8000}$/);
  }
}

const ofHttp = Object.entries(WRAPPERS).filter(
  ([name]) =>
    /API|balancer|handshake|Edge|HTTP|details|restJson1|Hono$|Hono,|Powertools|Express/.test(name) &&
    // The answer of the first is an error, wrapEdge makes CloudFront's response; that of the second has no headers.
    !["wrapHandler, CloudFront", "wrapBedrockAgent, an API"].includes(name),
);

describe.each(ofHttp)("%s", (name, { run }) => {
  const isBegun = name.includes("has begun");
  test.each<[string, () => unknown]>([
    ["a fault's own headers", () => new Refused({ why: "w" }, { headers: NAMED as Record<string, string> })],
    [
      "the headers of an error for clients",
      () => Object.assign(new Error("m"), { status: 400, expose: true, headers: NAMED }),
    ],
    [
      "a name of its own fault",
      () =>
        new HandlerFault({
          ...{ errorType: LINE, message: "m", status: 400, retryable: false, category: "request" },
        }),
    ],
  ])("answers %s with safe headers alone", async (what, thrown) => {
    const answer = await run(thrown, { throws });
    const headers = headersIn(answer);
    expectSafe(headers);
    expect(headers.length > 0).toBe(!isBegun);
    if (what === "a fault's own headers" && !isBegun)
      expect(headers.map(([header]) => header.toLowerCase())).toContain("x-kept");
  });
});

test("the headers option and respond() make safe headers alone, of results too", async () => {
  const headers = () => NAMED as Record<string, string>;
  for (const event of [PUBLIC["a REST API"], PUBLIC["an HTTP API"], PUBLIC["a load balancer with lists"]]) {
    const handlers = [
      wrapHandler(async () => respond({ a: 1 }, { status: 201, headers: headers() }), { throws }),
      wrapHandler(async () => respond({ a: 1 }), { throws, headers }),
      wrapHandler(() => Promise.reject(new Refused({ why: "w" })), { throws, headers }),
    ];
    for (const handler of handlers) {
      const found = headersIn(await handler(event as never, context));
      expectSafe(found);
      expect(found.map(([name]) => name)).toContain("X-Kept");
    }
  }
});

test("an input of createHttpCaller begins no header of the request, and no other path", async () => {
  const sent: Request[] = [];
  const call = createHttpCaller({
    url: "https://api.example/orders/{orderId}",
    request: true,
    method: "GET",
    faults: throws,
    fetch: async (url, init) => {
      sent.push(new Request(url, init));
      return Response.json({});
    },
  });
  const hostile = call.safe({ path: { orderId: "o-1" }, headers: { "x-shop": LINE } });
  expect(await hostile.catch((error: unknown) => ({ ok: false, error }))).toMatchObject({ ok: false });
  expect(sent).toEqual([]);
  await call({ path: { orderId: `../admin\r\n${LINE}` }, query: { q: LINE } });
  const [{ url = "" } = {}] = sent;
  expect(url).toMatch(/^https:\/\/api\.example\/orders\/\.\.%2Fadmin%0D%0A/);
  expect(url).not.toMatch(/[\r\n]/);
});

test("no front of local sends a header that a function tries to begin", async () => {
  const lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { f: "raw.handler" },
    apis: {
      rest: { type: "rest", routes: { "POST /": "f" } },
      http: { type: "http", routes: { "POST /": "f" } },
      url: { type: "function-url", function: "f" },
      alb: { type: "alb", function: "f" },
    },
  });
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    for (const api of Object.keys(lambda.apis)) {
      const body = JSON.stringify({ statusCode: 200, headers: { "x-value": LINE }, body: "a" });
      const response = await fetch(lambda.url(api, "/"), { method: "POST", body }).catch(() => undefined);
      expect(response?.headers.get("x-injected") ?? null).toBeNull();
    }
  } finally {
    await lambda.close();
  }
});
