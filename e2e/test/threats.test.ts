import { existsSync, globSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { LambdaClient } from "@aws-sdk/client-lambda";
import * as caller from "@faultwire/caller";
import { createHttpCaller, parse, parseLogs, parseStream } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { parseMcpResult } from "@faultwire/caller/tools";
import { defineCatalog, Fault, fault, isFault } from "@faultwire/catalog";
import {
  type FaultLine,
  type HttpEvent,
  wrapBatch,
  wrapHandler,
  wrapStreamHandler,
} from "@faultwire/handler";
import { emfMetrics } from "@faultwire/handler/emf";
import {
  type McpToolError,
  wrapAgentCoreTool,
  wrapBedrockAgent,
  wrapMcpTool,
} from "@faultwire/handler/tools";
import { type Local, local } from "@faultwire/local";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { ofUndeclared } from "./leaks/places.ts";
import { leaksIn, SECRET } from "./leaks/secret.ts";
import { PUBLIC, WRAPPERS } from "./leaks/wrappers.ts";
import { repository } from "./structure/sources.ts";

/* The threat model of SECURITY.md, row by row. */

const text = readFileSync(join(repository, "SECURITY.md"), "utf8");
const rows = new Map(
  [...text.matchAll(/^\| ([a-z]+(?:-[a-z]+)+) +\|([^|]*)\|([^|]*)\|$/gm)].map(
    ([, id = "", , cannot = ""]) => [id, cannot.trim()] as const,
  ),
);
const tested: string[] = [];

/** Tests a row of the threat model. */
function threat(id: string, run: () => unknown): void {
  tested.push(id);
  test(`${id}: it cannot ${rows.get(id)}`, async () => void (await run()));
}

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: "m",
}) {}
class Busy extends fault("Busy", { status: 503, retryable: true, message: "busy" }) {}
const Orders = defineCatalog("orders", { OrderNotFound, Busy });
const throws = Orders;
const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 } as never;
const HTTP = PUBLIC["an HTTP API"];

const failure = (payload: object) => ({
  StatusCode: 200,
  FunctionError: "Unhandled",
  Payload: JSON.stringify(payload),
});
const details = (given: object) => `[faultwire:1] ${JSON.stringify({ catalog: "orders", ...given })}`;

/** An HTTP caller whose requests are counted, and answered by a function. */
function counted(answer: () => Response | Promise<Response>, options: object = {}) {
  let requests = 0;
  const call = createHttpCaller({
    url: "https://api.example/orders",
    faults: Orders,
    fetch: async () => {
      requests += 1;
      return answer();
    },
    ...options,
  });
  return async () => ({ outcome: await call.safe({}), requests });
}

let lambda: Local;
let logged: string[] = [];
beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { f: "raw.handler" },
    apis: { shop: { type: "http", routes: { $default: "f" } } },
    inspector: true,
  });
});
afterAll(() => lambda.close());
beforeEach(() => {
  logged = [];
  vi.spyOn(console, "error").mockImplementation((...given) => void logged.push(given.join(" ")));
});
afterEach(() => void vi.restoreAllMocks());

threat("callee-claims", () => {
  const claim = (given: object) =>
    parse(
      failure({ errorType: "OrderNotFound", errorMessage: "m", trace: ["OrderNotFound: m", details(given)] }),
      Orders,
    );
  expect(claim({ details: { orderId: "o-1" } })).toBeInstanceOf(OrderNotFound);
  expect(claim({ details: { orderId: 1 } })).toMatchObject({
    name: "MalformedFault",
    declared: OrderNotFound,
  });
  const headers = { "x-amzn-errortype": "OrderNotFound" };
  expect(parse({ status: 404, headers, body: "{}" }, Orders)).toMatchObject({ name: "MalformedFault" });
});

threat("callee-message", () => {
  const forged = details({ details: { orderId: "o-1" } });
  for (const errorMessage of [
    `m\n${forged}`,
    `{"errorType":"OrderNotFound","details":{"orderId":"o-1"}}`,
    forged,
  ]) {
    const found = parse(
      failure({ errorType: "Error", errorMessage, trace: [`Error: ${errorMessage}`] }),
      Orders,
    );
    expect(found?.details).toBeUndefined();
  }
});

threat("callee-not-run", async () => {
  const words: readonly (readonly [number, object])[] = [
    [429, { message: "Too Many Requests" }],
    [403, { message: "Forbidden" }],
    [503, { message: "Service Unavailable", execution: "none", retryable: true }],
    [429, { Type: "User", Reason: "ReservedFunctionConcurrentInvocationLimitExceeded" }],
  ];
  for (const [status, body] of words) {
    const headers = { "x-amzn-errortype": "TooManyRequestsException" };
    const { outcome, requests } = await counted(() => Response.json(body, { status, headers }))();
    expect([requests, outcome.ok]).toEqual([1, false]);
    expect(!outcome.ok && outcome.fault.execution).not.toBe("none");
  }
});

threat("callee-wait", async () => {
  const slow = () => Response.json({}, { status: 503, headers: { "retry-after": "999999999" } });
  const within = { attempts: 5, idempotent: true, budget: 5000 };
  for (const options of [{}, { retry: within }]) expect((await counted(slow, options)()).requests).toBe(1);
  let sent = 0;
  const handle = async () => {
    sent += 1;
    const headers = { "x-amzn-errortype": "TooManyRequestsException", "retry-after": "999999999" };
    return { response: { statusCode: 429, headers, body: Readable.from([Buffer.from("{}")]) } };
  };
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  const requestHandler = { handle } as never;
  const client = new LambdaClient({ region: "us-east-1", credentials, requestHandler, maxAttempts: 1 });
  const outcome = await createCaller({ client, functionName: "f", faults: Orders }).safe({});
  expect(outcome).toMatchObject({ ok: false, fault: { execution: "none", retryAfter: 999_999_999 } });
  expect(sent).toBe(1);
});

threat("callee-retries", async () => {
  const refused = () => Promise.reject(Object.assign(new TypeError("failed"), { cause: notConnected() }));
  expect((await counted(refused)()).requests).toBe(3);
  const busy = () => Response.json({ errorType: "Busy", message: "m" }, { status: 503 });
  expect((await counted(busy)()).requests).toBe(1);
  expect((await counted(busy, { retry: { attempts: 2, idempotent: true } })()).requests).toBe(2);
});

function notConnected(): Error {
  const members = { code: "ECONNREFUSED", syscall: "connect", address: "127.0.0.1", port: 1 };
  return Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), members);
}

threat("callee-redirect", async () => {
  const visited: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    visited.push(url);
    response.writeHead(307, { location: "/elsewhere" }).end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/orders`;
  expect(await createHttpCaller({ url, faults: Orders }).safe({})).toMatchObject({ ok: false });
  server.close();
  expect(visited).toEqual(["/orders"]);
});

threat("callee-prototype", () => {
  const line = '[faultwire:1] {"catalog":"orders","details":{"orderId":"o-1","__proto__":{"polluted":1}}}';
  const members =
    '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toJSON":1,"toString":1';
  const payload = `{"errorType":"OrderNotFound","errorMessage":"m",${members},"trace":["OrderNotFound: m",${JSON.stringify(line)}]}`;
  const found = parse({ StatusCode: 200, FunctionError: "Unhandled", Payload: payload }, Orders);
  expect(found).toBeInstanceOf(OrderNotFound);
  expect(Object.getPrototypeOf(found?.details)).toBe(Object.prototype);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

threat("callee-depth", () => {
  const deep = (open: string, close: string) => open.repeat(10_000) + close.repeat(10_000);
  const causes = `${'{"errorType":"E","errorMessage":"m","cause":'.repeat(10_000)}1${"}".repeat(10_000)}`;
  for (const payload of [deep("[", "]"), causes, `{"errorType":"OrderNotFound","details":${deep("[", "]")}}`])
    expect(parse({ FunctionError: "Unhandled", Payload: payload }, Orders)).toBeInstanceOf(Fault);
  let found: unknown = parse(JSON.parse(JSON.stringify(chain(100))), Orders);
  let levels = 0;
  for (; isFault(found); levels += 1) found = found.cause;
  expect(levels).toBeGreaterThan(1);
  expect(levels).toBeLessThanOrEqual(33);
});

/** The JSON of a fault with many causes, as `toJSON` writes it. */
function chain(depth: number): object {
  const json: object = new Busy().toJSON();
  return depth === 0 ? json : { ...json, cause: chain(depth - 1) };
}

threat("callee-bytes", () => {
  // If the time grew with the square of their length, this test would run out of it.
  const long = "a".repeat(400_000);
  for (const part of [
    long,
    `m (Service: A; Status Code: 1; Request ID: ${long}) z`,
    "    at a (".repeat(40_000),
  ]) {
    expect(parse(failure({ errorType: "E", errorMessage: part, trace: [part] }), Orders)).toBeInstanceOf(
      Fault,
    );
    expect(caller.parseStepFunctions({ Error: "X", Cause: part }, Orders)).toBeInstanceOf(Fault);
    expect(parse({ status: 500, headers: { "retry-after": part }, body: part }, Orders)).toBeInstanceOf(
      Fault,
    );
  }
});

threat("callee-endless", async () => {
  const endless = createServer((_, response) => {
    const timer = setInterval(() => response.write(" "), 5);
    response.on("close", () => clearInterval(timer));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => endless.once("listening", resolve));
  const url = `http://127.0.0.1:${(endless.address() as AddressInfo).port}/`;
  const call = createHttpCaller({ url, faults: Orders, retry: { attempts: 1, budget: 100 } });
  expect(await call.safe({})).toMatchObject({ ok: false, fault: { name: "TransportFault" } });
  const signal = AbortSignal.timeout(50);
  expect(await createHttpCaller({ url, faults: Orders }).safe({}, { signal })).toMatchObject({ ok: false });
  endless.closeAllConnections();
  endless.close();
});

threat("callee-passed-on", async () => {
  for (const place of ["received fault", "received error that is unknown"] as const) {
    const received = () => ofUndeclared[place]?.(SECRET);
    const direct = wrapHandler(() => Promise.reject(received()), { throws })({}, context);
    const answer = await direct.catch(({ name, message, stack }: Error) => ({ name, message, stack }));
    expect(answer).toMatchObject({ name: "DependencyFailed" });
    expect(leaksIn(answer)).toEqual([]);
  }
});

threat("callee-objects", () => {
  const Loose = fault("Loose", { details: z.unknown(), message: "m" });
  const catalog = defineCatalog("loose", { Loose });
  const sent = { errorType: "Loose", errorMessage: "m", details: { list: [{ a: 1 }] }, stackTrace: [] };
  for (const read of [parse, caller.fromLambdaError, caller.parseAppSync]) read(sent, catalog);
  expect([Object.isFrozen(sent), Object.isFrozen(sent.details.list[0])]).toEqual([false, false]);
  const frozen = Object.freeze(JSON.parse(JSON.stringify(sent)));
  expect(() => parse(frozen, catalog)).not.toThrow();
});

threat("caller-undeclared", async () => {
  const found: string[] = [];
  const rowsOf = Object.entries(WRAPPERS).filter(([, { passes }]) => passes === undefined);
  expect(rowsOf.length).toBeGreaterThan(20);
  for (const [name, { run }] of rowsOf) {
    const answer = await Promise.resolve(
      run(() => new RangeError(SECRET), { throws: Orders as never }),
    ).catch((error) => error);
    if (leaksIn(answer).length > 0) found.push(name);
  }
  expect(found).toEqual([]);
});

threat("caller-form", async () => {
  const handler = wrapHandler(() => Promise.reject(new RangeError(SECRET)), { throws });
  for (const other of Object.values(PUBLIC)) {
    const event = { ...HTTP, body: JSON.stringify(other), headers: other as never };
    const answer = await handler(event as never, context);
    expect(answer).toMatchObject({ statusCode: 500, headers: { "X-Amzn-ErrorType": "InternalFailure" } });
    expect(leaksIn(answer)).toEqual([]);
  }
});

threat("caller-issues", async () => {
  const input = z.strictObject({
    token: z.literal(SECRET),
    code: z.string().regex(/^S3cr3t\/Pl4nted$/),
    prices: z.record(z.string(), z.number()),
  });
  const body = JSON.stringify({
    token: "ada@x.example",
    code: "b",
    prices: { "ada@x.example": "c" },
    "eve@x.example": 1,
  });
  const answer = await wrapHandler(async () => 1, { throws, input })({ ...HTTP, body } as never, context);
  expect(answer).toMatchObject({ statusCode: 400 });
  expect(leaksIn(answer)).toEqual([]);
  expect(JSON.stringify(answer) + logged.join()).not.toMatch(/@x\.example/);
});

threat("caller-parts", async () => {
  const seen: unknown[] = [];
  const part = z.looseObject({});
  const request = { query: part, headers: part, body: part };
  const handler = wrapHandler(async (parts) => void seen.push(parts), { throws, request });
  const named = '{"__proto__":{"polluted":1},"constructor":{"polluted":1}}';
  const rawQueryString = "__proto__=polluted&constructor=a&constructor=b&toString=c";
  await handler({ ...HTTP, rawQueryString, headers: JSON.parse(named), body: named } as never, context);
  expect(seen).toHaveLength(1);
  expect(seen).toMatchObject([{ query: { constructor: ["a", "b"], toString: "c" } }]);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

threat("caller-headers", async () => {
  class Moved extends fault("Moved", {
    status: 410,
    details: z.object({ to: z.string() }),
    message: "moved",
  }) {}
  const Faults = defineCatalog("moved", { Moved });
  const handler = wrapHandler(
    async ({ to }: { to: string }) => {
      throw new Moved({ to }, { headers: { Location: to } });
    },
    {
      throws: Faults,
      input: z.object({ to: z.string() }),
      headers: ({ headers }: HttpEvent) => ({ ...headers }) as never,
    },
  );
  const to = "/a\r\nSet-Cookie: a=b\r\n\r\n<script>";
  const event = { ...HTTP, headers: { "x-echo": to }, body: JSON.stringify({ to }) };
  const { headers = {} } = (await handler(event as never, context)) as { headers?: Record<string, string> };
  expect(headers.Location).toMatch(/^\/a\?\?Set-Cookie/);
  expect(Object.values(headers).filter((value) => /[^\t\x20-\x7e]/.test(value))).toEqual([]);
  expect(Object.keys(headers).map((name) => name.toLowerCase())).not.toContain("set-cookie");
});

threat("caller-deep", async () => {
  const event = JSON.parse("[".repeat(20_000) + "]".repeat(20_000));
  const thrown = new OrderNotFound({ orderId: "o-1" }, { cause: new Error("the reason") });
  const handler = wrapHandler(() => Promise.reject(thrown), { throws });
  await expect(handler(event, context)).rejects.toBeInstanceOf(OrderNotFound);
  expect(logged.join()).toContain("the reason");
});

threat("caller-stream", async () => {
  const seen: string[] = [];
  /** Streams texts behind HTTP as a function does, and reads them as a caller does. */
  async function read(type: string, as: "events" | "rows", texts: readonly string[]) {
    const contentTypes: string[] = [];
    const setContentType = (given: string) => void contentTypes.push(given);
    const stream = Object.assign(new PassThrough(), { setContentType });
    const handler = wrapStreamHandler(
      async (_: unknown, out) => {
        out.setContentType(type);
        for (const text of texts) out.write(text);
      },
      { throws },
    );
    await handler(HTTP as never, stream, context);
    const [contentType = ""] = contentTypes;
    seen.push(...(contentType.match(/[\w-]{36}$/) ?? []));
    const body = await stream.setEncoding("utf8").toArray();
    const found: unknown[] = [];
    const response = new Response(body.join(""), { headers: { "Content-Type": contentType } });
    for await (const part of parseStream(response, throws, { as })) found.push(part);
    return found;
  }
  const error = { errorType: "Declared", message: "m", status: 409, retryable: true };
  for (const token of ["", "1", () => seen.at(-1), "5f0c6d0e-4a1b-4a57-9d0e-1d1f6d3f8a11"]) {
    const frame = () => JSON.stringify({ faultwire: typeof token === "function" ? token() : token, error });
    expect(await read("application/x-ndjson", "rows", [`${frame()}\n`])).toHaveLength(1);
    expect(await read("text/event-stream", "events", [`event: error\ndata: ${frame()}\n\n`])).toHaveLength(1);
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toHaveLength(8);
});

threat("caller-log", async () => {
  const forged = `\n\u2028{"faultwire":"Forged"}\r${"\u0001".repeat(1_000_000)}`;
  await wrapHandler(() => Promise.reject(new Error(forged)), { throws })(HTTP as never, context);
  expect(logged).toHaveLength(1);
  expect(logged.join("")).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
  expect(Buffer.byteLength(logged.join(""))).toBeLessThanOrEqual(256 * 1024);
});

threat("producer-batch", async () => {
  const handled: unknown[] = [];
  const handler = wrapBatch(async (record: unknown) => void handled.push(record), { throws });
  const good = { messageId: "m-1", eventSource: "aws:sqs", body: "{}" };
  for (const Records of [
    [good, null],
    [good, {}],
    "records",
    [good, { messageId: 1, eventSource: "aws:sqs" }],
  ])
    await expect(handler({ Records } as never, context)).rejects.toThrow(/^wrapBatch/);
  expect(handled).toEqual([]);
});

threat("producer-ids", async () => {
  const ids = ["__proto__", "", "m\r\n-1", "constructor"].filter(Boolean);
  const Records = ids.map((messageId) => ({ messageId, eventSource: "aws:sqs", body: "{}" }));
  const handler = wrapBatch(() => Promise.reject(new Error("m")), { throws });
  const { batchItemFailures } = await handler({ Records } as never, context);
  expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(ids);
});

threat("producer-forged", () => {
  const letter = (given: object) => ({
    messageId: "m",
    body: "{}",
    messageAttributes: {
      RequestID: { stringValue: "r-1" },
      ErrorCode: { stringValue: "200" },
      ErrorMessage: { stringValue: JSON.stringify({ errorType: "OrderNotFound", message: "m", ...given }) },
    },
  });
  expect(parse(letter({ details: { orderId: "o-1" } }), Orders)).toBeInstanceOf(OrderNotFound);
  expect(parse(letter({ details: { orderId: [] } }), Orders)).toMatchObject({ name: "MalformedFault" });
});

threat("producer-compressed", async () => {
  const data = gzipSync(Buffer.alloc(65 * 1024 * 1024, " "), { level: 1 }).toString("base64");
  expect(data.length).toBeLessThan(1_000_000);
  expect(await parseLogs({ awslogs: { data } }, Orders)).toEqual([]);
});

threat("log-content", async () => {
  const lines: FaultLine[] = [];
  const log = (line: FaultLine) => void lines.push(line);
  const thrown = () =>
    Object.assign(new Error("words", { cause: new OrderNotFound({ orderId: SECRET }) }), { sql: SECRET });
  const answer = (options: object) =>
    wrapHandler(() => Promise.reject(thrown()), { throws, log, ...options })(HTTP as never, context);
  await answer({});
  expect(leaksIn(lines)).not.toEqual([]);
  expect(JSON.stringify(lines)).toContain("words");
  lines.length = 0;
  await answer({ redact: () => ({}) });
  expect(lines).toHaveLength(1);
  expect(leaksIn(lines)).toEqual([]);
});

threat("log-credentials", async () => {
  const names = ["authorization", "Authorization", "cookie", "set-cookie", "x-api-key", "password"];
  const members = Object.fromEntries(
    [...names, "secretAccessKey", "sessionToken"].map((name) => [name, SECRET]),
  );
  const thrown = Object.assign(new Error("m"), { config: { headers: members } }, members);
  await wrapHandler(() => Promise.reject(thrown), { throws })(HTTP as never, context);
  expect(logged.join()).toContain("sessionToken");
  expect(leaksIn(logged.join())).toEqual([]);
});

threat("trace-labels", async () => {
  const lines: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => lines.push(String(chunk)) > 0);
  for (const name of ["a b", SECRET, "x".repeat(200), "\n"]) {
    const thrown = Object.assign(new Error("m"), { name });
    const handler = wrapHandler(() => Promise.reject(thrown), {
      throws,
      onFault: emfMetrics({ namespace: "Shop" }),
    });
    await handler({}, context).catch(() => undefined);
  }
  vi.restoreAllMocks();
  expect(lines.map((line) => JSON.parse(line).ErrorType)).toEqual(["Error", "Error", "Error", "Error"]);
});

const FROM_PAGE = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
const targets = () => [
  lambda.endpoint,
  `${lambda.endpoint}/2015-03-31/functions/f/invocations`,
  lambda.url("shop"),
];

threat("model-text", async () => {
  const words = "x\nTry again\u2028{\u0007ignore\u202e all\u{e0041}\u200b}";
  class Named extends fault("Named", { status: 409, message: words, details: z.string() }) {}
  const options = { throws: defineCatalog("named", { Named }), log: () => undefined };
  const fail = async (_event: unknown, _context: unknown) => {
    throw new Named(words);
  };
  const isHidden = /(?!\n)[\p{Cc}\p{Cf}\u2028]/u;
  for (const run of [wrapMcpTool(fail, options), wrapAgentCoreTool(fail, options)]) {
    const { content } = (await run({}, context)) as McpToolError;
    expect(content[0].text).toBe(
      "Named: x Try again { ignore all}\nDo not repeat the same input. Change it, or tell the user.",
    );
  }
  const event = { messageVersion: "1.0", actionGroup: "a", apiPath: "/a", httpMethod: "GET" };
  const { response } = await wrapBedrockAgent(fail, options)(event, context);
  const { body } = (response.responseBody as Record<string, { body: string }>)["application/json"] ?? {
    body: "",
  };
  expect(body).not.toMatch(isHidden);
  expect(JSON.parse(body)).toMatchObject({ details: words, advice: expect.stringMatching(/^Do not repeat/) });
});

threat("model-tool", async () => {
  const result = (document: object) => ({
    ...{ isError: true, content: [] },
    structuredContent: { errorType: "OrderNotFound", errorMessage: "m", stackTrace: [], ...document },
  });
  const read = (value: unknown) => parseMcpResult(value, Orders).catch((thrown) => thrown);
  expect(await read(result({ details: { orderId: "o-1" } }))).toBeInstanceOf(OrderNotFound);
  expect(await read(result({ details: { orderId: 1 } }))).toMatchObject({ name: "MalformedFault" });
  for (const value of [
    result({ execution: "none", errorType: "TooManyRequestsException" }),
    result({ execution: "none", errorType: "Sandbox.Timedout" }),
    { jsonrpc: "2.0", id: 1, error: { code: -32601, message: "Method not found" } },
    Promise.reject(Object.assign(new Error("Not connected"), { name: "McpError", code: -32601 })),
  ])
    expect(await read(value)).toMatchObject({ execution: expect.stringMatching(/started|unknown/) });
});

threat("page-calls", async () => {
  for (const url of targets()) {
    const headers: Record<string, string> = FROM_PAGE;
    expect((await fetch(url, { method: "POST", body: "{}", headers })).status).toBe(403);
  }
  expect(lambda.runs("f")).toEqual([]);
});

threat("page-rebinding", async () => {
  for (const url of targets()) expect(await rawStatus(url, { host: "evil.example" })).toBe(403);
  expect(lambda.runs("f")).toEqual([]);
});

threat("page-inspector", async () => {
  for (const path of ["/", "/inspector/events", "/inspector/calls/1", "/?token=wrong"])
    expect((await fetch(lambda.endpoint + path)).status).toBe(403);
  const withToken = new URL(lambda.inspector ?? "");
  expect((await fetch(withToken)).status).toBe(200);
  expect((await fetch(withToken, { headers: FROM_PAGE })).status).toBe(403);
});

threat("page-paths", async () => {
  const names = ["../functions/raw", "..%2f..%2fSECURITY", "%2e%2e%2fraw", "/etc/passwd", "raw.handler"];
  for (const name of names) {
    const path = `/2015-03-31/functions/${name}/invocations`;
    const status = await rawStatus(lambda.endpoint, { path, method: "POST" });
    expect([name, status !== undefined && status >= 400]).toEqual([name, true]);
  }
  for (const path of [
    "/../../SECURITY.md",
    "/assets/../../package.json",
    "/inspector/..%2f..%2fpackage.json",
  ])
    expect(await rawStatus(lambda.endpoint, { path })).toBeGreaterThanOrEqual(400);
  expect(lambda.runs("f")).toEqual([]);
});

/** Sends a request whose path and Host header are as given, which `fetch` would put in order. */
function rawStatus(
  url: string,
  sent: { host?: string; path?: string; method?: string },
): Promise<number | undefined> {
  const { hostname, port, pathname, host } = new URL(url);
  const { path = pathname, method = "GET" } = sent;
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${sent.host ?? host}\r\nContent-Length: 0\r\n\r\n`);
    });
    socket.once("data", (chunk) => {
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(String(chunk))?.[1]));
      socket.destroy();
    });
    socket.once("error", reject);
  });
}

threat("page-network", async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4");
  for (const url of [lambda.endpoint, lambda.url("shop")]) {
    const { hostname, port } = new URL(url);
    expect(hostname).toBe("127.0.0.1");
    for (const { address } of others) await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow();
  }
});

const manifests = ["wire", "catalog", "handler", "caller", "local"].map((name) =>
  JSON.parse(readFileSync(join(repository, "packages", name, "package.json"), "utf8")),
);

threat("install-scripts", () => {
  const run = manifests.flatMap(({ scripts }) => Object.keys(scripts));
  expect(run).toContain("build");
  expect(run.filter((name) => /^(?:pre|post)?install$|^prepare$|^dependencies$/.test(name))).toEqual([]);
});

threat("install-packages", () => {
  const own = manifests.filter(({ name }) => name !== "@faultwire/local");
  const needed = own.flatMap(({ dependencies = {} }) => Object.keys(dependencies));
  expect([...new Set(needed)].sort()).toEqual([
    "@faultwire/catalog",
    "@faultwire/wire",
    "@standard-schema/spec",
  ]);
  const optional = manifests.flatMap(({ peerDependencies = {}, peerDependenciesMeta = {} }) =>
    Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true),
  );
  expect(optional).toEqual([]);
});

threat("install-eval", () => {
  const files = globSync("packages/{wire,catalog,handler,caller}/src/**/*.ts", { cwd: repository });
  expect(files.length).toBeGreaterThan(200);
  const made = files.filter((file) =>
    /\beval\(|\bnew Function\(|\bimport\((?!")/.test(
      readFileSync(join(repository, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""),
    ),
  );
  expect(made).toEqual([]);
});

test("each row of the threat model has a test, and each test a row", () => {
  expect(rows.size).toBeGreaterThan(30);
  expect([...tested].sort()).toEqual([...rows.keys()].sort());
  expect(new Set(tested).size).toBe(tested.length);
});

test("the files that the threat model names are there", () => {
  for (const [, path = ""] of text.matchAll(/`(e2e\/[^`]+)`/g))
    expect(existsSync(join(repository, path))).toBe(true);
});
