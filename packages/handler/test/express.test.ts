import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { answerFaults } from "@faultwire/handler/express";
import { local } from "@faultwire/local";
import express from "express";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  type MockInstance,
  test,
  vi,
} from "vitest";
import { sourceEnvironment as environment } from "../../../source-environment.ts";
import { apps, codegenie5, http5 } from "./functions/express-app.ts";
import { OrderNotFound, Orders, THROWN } from "./functions/faults.ts";

type Local = Awaited<ReturnType<typeof local>>;

const ENTRIES = ["http5", "http4", "codegenie5", "codegenie4"];
const FRONTS = ["rest", "http", "url", "alb", "alb-multi"];
/** Errors that Express hands to error middlewares, and a wrapped handler answers the same. */
const ERRORS = Object.keys(THROWN).filter((name) => THROWN[name]?.() instanceof Error);

let lambda: Local;
beforeAll(async () => {
  const names = [...ENTRIES, "outside", "lost"];
  const functions = Object.fromEntries(
    [...names.map((name) => [name, `express-app.${name}`]), ["wrapped", "wrapped.handler"]].map(
      ([name, handler]) => [name, { handler, environment, timeout: 10 }],
    ),
  );
  const fronts = (name: string) => ({
    [`rest-${name}`]: { type: "rest", routes: { "ANY /{proxy+}": name } },
    [`http-${name}`]: { type: "http", routes: { $default: name } },
    [`url-${name}`]: { type: "function-url", function: name },
    [`alb-${name}`]: { type: "alb", function: name },
    [`alb-multi-${name}`]: { type: "alb", function: name, multiValueHeaders: true },
  });
  const apis = Object.assign({}, ...Object.keys(functions).map(fronts));
  lambda = await local({ root: `${import.meta.dirname}/functions`, functions, apis });
});
afterAll(() => lambda.close());

async function send(api: string, path: string, body?: unknown) {
  const response = await fetch(lambda.url(api, path), {
    ...(body !== undefined && {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const json = (text: string) => {
  const { requestId, ...body } = JSON.parse(text);
  return { ...body, requestId: typeof requestId };
};

describe.each(ENTRIES.flatMap((entry) => FRONTS.map((front) => [entry, front])))(
  "%s behind %s",
  (entry, front) => {
    const api = `${front}-${entry}`;

    test.each(ERRORS)("answers as a wrapped handler does: %s", async (name) => {
      const expected = await send(`${front}-wrapped`, "/throws", { throw: name });
      const { status, headers, text } = await send(api, "/throws", { throw: name });
      expect([status, json(text)]).toEqual([expected.status, json(expected.text)]);
      for (const header of ["content-type", "x-amzn-errortype", "retry-after"])
        expect(headers.get(header)).toBe(expected.headers.get(header));
    });

    test("keeps the application's headers, but not those of the body that it did not send", async () => {
      const { headers } = await send(api, "/passes", { throw: "declared" });
      expect([headers.get("X-Shop"), headers.get("Content-Encoding"), headers.get("ETag")]).toEqual([
        "lamp",
        null,
        null,
      ]);
    });
  },
);

describe.each(ENTRIES)("errors that are made for the client, behind %s", (entry) => {
  test.each([
    ["no-scheme", 401, "UnauthorizedError", { "WWW-Authenticate": "Bearer" }],
    ["basic", 401, "UnauthorizedError", { "WWW-Authenticate": 'Basic realm="shop"' }],
    ["method", 405, "MethodNotAllowedError", { Allow: "GET, HEAD" }],
    ["busy", 429, "TooManyRequestsError", { "Retry-After": "30" }],
    ["exposed", 503, "ServiceUnavailableError", {}],
    ["status-only", 409, "HttpError", {}],
    ["%E0%A4", 400, "URIError", {}],
  ])("keep their status, type and headers: %s", async (name, status, errorType, expected) => {
    const { headers, text, ...answer } = await send(`alb-${entry}`, `/client/${name}`);
    expect([answer.status, headers.get("X-Amzn-ErrorType"), json(text).errorType]).toEqual([
      status,
      errorType,
      errorType,
    ]);
    for (const [header, value] of Object.entries(expected)) expect(headers.get(header)).toBe(value);
  });

  test("keep status and headers where they are the server's, and nothing else", async () => {
    const { status, headers, text } = await send(`alb-${entry}`, "/client/closed");
    expect([status, headers.get("Retry-After")]).toEqual([503, "30"]);
    expect(json(text)).toEqual({
      errorType: "InternalFailure",
      message: "Internal failure",
      requestId: "string",
    });
  });

  test("are those of the body's parser too", async () => {
    const broken = await send(`alb-${entry}`, "/throws", "{");
    expect([broken.status, json(broken.text).errorType]).toEqual([400, "SyntaxError"]);
    const long = await send(`alb-${entry}`, "/throws", { long: "x".repeat(100) });
    expect([long.status, json(long.text).errorType]).toEqual([413, "PayloadTooLargeError"]);
  });

  test.each(["upstream", "hidden", "bad-status", "text"])(
    "are not others with a status: %s",
    async (name) => {
      const { status, headers, text } = await send(`alb-${entry}`, `/client/${name}`);
      expect([status, json(text).errorType]).toEqual([500, "InternalFailure"]);
      expect(JSON.stringify([...headers]) + text).not.toContain("secret");
    },
  );
});

test("the answer and the log line have the request id of the invocation", async () => {
  for (const entry of ENTRIES) {
    const { text } = await send(`url-${entry}`, "/throws", { throw: "undeclared" });
    const { requestId } = JSON.parse(text);
    const { log = "", traceId } = lambda.runs(entry).find((run) => run.requestId === requestId) ?? {};
    expect(log).toContain(
      `"requestId":"${requestId}","traceId":"${traceId}","error":{"errorType":"RangeError","errorMessage":"secret"`,
    );
  }
});

test("an asynchronous route that rejects is answered by Express 5", async () => {
  const { status, text } = await send("http-http5", "/rejects", { throw: "declared" });
  expect([status, json(text).errorType]).toEqual([404, "OrderNotFound"]);
});

describe("what is thrown after the first byte", () => {
  test.each(["http5", "http4"])("is the error of the invocation of %s", async (entry) => {
    expect((await send(`alb-${entry}`, "/late")).status).toBe(502);
    const { answer } = lambda.runs(entry).at(-1) ?? {};
    expect(JSON.parse(String(answer))).toMatchObject({ errorType: "OrderNotFound" });
  });

  test.each(["codegenie5", "codegenie4"])("is an empty answer of %s with 500", async (entry) => {
    expect(await send(`alb-${entry}`, "/late")).toMatchObject({ status: 500, text: "" });
  });

  test("is answered by a wrapper around the adapter", async () => {
    const { status, text } = await send("alb-outside", "/late");
    expect([status, json(text).errorType]).toEqual([404, "OrderNotFound"]);
  });
});

test("an option that fails to find the invocation is logged, and the error has its answer", async () => {
  const { status, text } = await send("alb-lost", "/client/busy");
  expect([status, json(text).errorType]).toEqual([429, "TooManyRequestsError"]);
  expect(lambda.logs("lost").join("")).toContain('"faultwire":"invocation"');
});

describe.each(Object.entries(apps))("a server of %s", (_, app) => {
  const server = createServer(app);
  let errors: MockInstance<typeof console.error>;
  beforeAll(() => new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => void server.close());
  beforeEach(() => {
    errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
  });
  afterEach(() => errors.mockRestore());

  async function get(path: string, headers: Record<string, string> = {}) {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    return { status: response.status, requestId: Object(await response.json()).requestId };
  }

  test("answers a path that cannot be decoded with the router's own error", async () => {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/client/%E0%A4`);
    expect([response.status, response.headers.get("X-Amzn-ErrorType")]).toEqual([400, "URIError"]);
    expect(await response.json()).toMatchObject({ errorType: "URIError", message: expect.any(String) });
  });

  test("behind Lambda Web Adapter, and in a Web Function, has the request id of the headers", async () => {
    const context = JSON.stringify({ request_id: "r-1", env_config: {} });
    expect(await get("/client/busy", { "X-Amzn-Lambda-Context": context })).toMatchObject({
      status: 429,
      requestId: "r-1",
    });
    expect(await get("/client/busy", { "Lambda-Web-Request-Id": "r-2" })).toMatchObject({ requestId: "r-2" });
  });

  test.each([{}, { "X-Amzn-Lambda-Context": "{" }, { "Lambda-Web-Request-Id": 'r"\t1' }])(
    "has none without such a header: %j",
    async (headers) => expect(await get("/client/busy", headers)).toMatchObject({ requestId: "" }),
  );

  test("closes the connection for what is thrown after the first byte, and adds nothing to it", async () => {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/late`);
    expect(response.status).toBe(200);
    const [text, decoder] = [[] as string[], new TextDecoder()];
    const reading = async () => {
      for await (const chunk of response.body ?? []) text.push(decoder.decode(chunk));
    };
    await expect(reading()).rejects.toThrow("terminated");
    // The row may be lost with the connection.
    expect(["", "row 1\n"]).toContain(text.join(""));
  });
});

test("the headers option gets the headers of a request to a server", async () => {
  const app = express();
  app.get("/", () => {
    throw new OrderNotFound({ orderId: "o-1" });
  });
  const headers = (event: { readonly headers?: { readonly origin?: string } }) => ({
    "Access-Control-Allow-Origin": event.headers?.origin ?? "none",
  });
  app.use(answerFaults({ throws: Orders, headers }));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { origin: "https://shop.example" } });
  server.close();
  expect(response.headers.get("Access-Control-Allow-Origin")).toBe("https://shop.example");
});

test("what is thrown after the first byte is the adapter's where it listens for errors, and an empty answer where not", async () => {
  const event = {
    ...{ version: "2.0", rawPath: "/late", rawQueryString: "", headers: { host: "shop.example" } },
    ...{ requestContext: { http: { method: "GET", path: "/late" } }, isBase64Encoded: false },
  };
  const context = { awsRequestId: "r-1" };
  await expect(http5(event, context)).rejects.toBeInstanceOf(OrderNotFound);
  const run = codegenie5 as unknown as (event: object, context: object) => Promise<unknown>;
  expect(await run(event, context)).toMatchObject({ statusCode: 500 });
});
