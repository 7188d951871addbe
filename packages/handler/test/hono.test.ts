import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
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
import { type Deployed, deploy } from "./deployed.ts";
import { THROWN } from "./functions/faults.ts";
import { app } from "./functions/hono-app.ts";

let deployed: Deployed;

beforeAll(async () => {
  deployed = await deploy({
    "by-wrap-handler": "wrapped.handler",
    hono: "hono-app.handler",
    edge: "hono-app.edge",
    streaming: "streamed.hono",
  });
});
afterAll(() => deployed[Symbol.asyncDispose]());

describe("a Hono application on Lambda answers as a wrapped handler does", () => {
  const errors = Object.keys(THROWN).filter((name) => THROWN[name]?.() instanceof Error);
  test.each(["http", "rest"].flatMap((api) => errors.map((name) => [api, name])))(
    "an API of type %s: %s",
    async (api, name) => {
      const expected = await deployed.post(`/${api}/by-wrap-handler`, { throw: name });
      expect(await deployed.post(`/${api}/hono`, { throw: name })).toEqual(expected);
    },
  );
});

describe("the request id of the invocation is in the answer", () => {
  const event = {
    version: "2.0",
    rawPath: "/hono",
    headers: { host: "shop.example" },
    requestContext: { http: { method: "POST" } },
    body: '{"throw":"declared"}',
  };

  test("of handle", async () => {
    const { payload, log } = await deployed.invoke("hono", event);
    const { requestId } = JSON.parse((payload as { body: string }).body);
    expect(log).toContain(`START RequestId: ${requestId}`);
  });

  test("of streamHandle, which names the context otherwise", async () => {
    const { text, log } = await deployed.stream("streaming", {
      ...event,
      rawPath: "/before/declared",
      requestContext: { http: { method: "GET" } },
      body: undefined,
    });
    const [head = "", body = ""] = text.split("\0".repeat(8));
    expect(JSON.parse(head)).toMatchObject({
      statusCode: 404,
      headers: { "x-amzn-errortype": "OrderNotFound" },
    });
    expect(log).toContain(`START RequestId: ${JSON.parse(body).requestId}`);
  });

  test("of handle of Lambda@Edge, without the headers that CloudFront refuses", async () => {
    const request = {
      uri: "/hono",
      method: "POST",
      querystring: "",
      headers: { host: [{ key: "Host", value: "shop.example" }] },
      body: { encoding: "text", data: '{"throw":"declared, the server\'s"}' },
    };
    const { payload, log } = await deployed.invoke("edge", {
      Records: [{ cf: { config: { eventType: "viewer-request" }, request } }],
    });
    const { status, headers, body } = payload as { status: string; headers: object; body: string };
    expect([status, Object.keys(headers)]).toEqual(["503", ["content-type", "retry-after"]]);
    expect(JSON.parse(body)).toMatchObject({ errorType: "Down", message: "down" });
    expect(log).toContain(`START RequestId: ${JSON.parse(body).requestId}`);
  });

  describe("of a server", () => {
    const server = createAdaptorServer({ fetch: app.fetch });
    beforeAll(() => new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve)));
    afterAll(() => void server.close());

    test.each([
      ["behind Lambda Web Adapter", { "X-Amzn-Lambda-Context": '{"request_id":"r-1"}' }, "r-1"],
      ["in a Web Function", { "Lambda-Web-Request-Id": "r-2" }, "r-2"],
      ["on another host", {}, ""],
      [
        "with headers of a client's making",
        { "X-Amzn-Lambda-Context": "{", "Lambda-Web-Request-Id": 'r"3' },
        "",
      ],
    ])("%s", async (_, headers: object, requestId) => {
      const { port } = server.address() as AddressInfo;
      const response = await fetch(`http://127.0.0.1:${port}/hono`, {
        method: "POST",
        headers: { ...headers },
        body: '{"throw":"declared"}',
      });
      expect([response.status, await response.json()]).toMatchObject([404, { requestId }]);
    });
  });
});

describe("the application", () => {
  let errors: MockInstance<typeof console.error>;
  beforeEach(() => {
    errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
  });
  afterEach(() => errors.mockRestore());

  test("keeps the headers that middlewares and handlers have set", async () => {
    const { status, headers } = await app.request("/cors", {
      method: "POST",
      headers: { Origin: "https://shop.example" },
    });
    expect(status).toBe(404);
    expect(headers.get("Access-Control-Allow-Origin")).toBe("https://shop.example");
    expect(headers.get("X-Amzn-ErrorType")).toBe("OrderNotFound");
    // Without a middleware Hono takes another path.
    const alone = await app.request("/alone", { method: "POST" });
    expect([alone.status, alone.headers.get("X-Shop")]).toEqual([404, "lamp"]);
  });

  test("answers an HTTPException with its own response, and says that it is the application's", async () => {
    const response = await app.request("/private");
    expect(response.status).toBe(401);
    expect(response.headers.get("WWW-Authenticate")).toContain("Basic realm=");
    expect(response.headers.get("X-Amzn-ErrorType")).toBe("HttpError");
    expect(await response.text()).toBe("Unauthorized");
    expect(errors).not.toHaveBeenCalled();
  });

  test("answers an HTTPException whose response cannot be made as any undeclared error", async () => {
    expect(await (await app.request("/denied")).text()).toBe("denied");
    const again = await app.request("/denied");
    expect([again.status, again.headers.get("X-Amzn-ErrorType")]).toEqual([500, "InternalFailure"]);
  });

  test("logs an HTTPException of the server's", async () => {
    const response = await app.request("/closed");
    expect([response.status, await response.text()]).toEqual([503, "closed"]);
    expect(JSON.parse(String(errors.mock.lastCall?.[0]))).toMatchObject({
      faultwire: "HttpError",
      error: { errorMessage: "closed" },
    });
  });

  test("keeps the body and all headers of an HTTPException's response, beside those set before, and logs its cause", async () => {
    const { status, headers, ...response } = await send("/limited");
    expect([status, response.body]).toEqual([429, '{"tries":3}']);
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "retry-after": "30",
      "set-cookie": "tries=3",
      "x-amzn-errortype": "HttpError",
      "x-shop": "lamp",
    });
    const { error } = JSON.parse(String(errors.mock.lastCall?.[0]));
    expect(error.cause).toMatchObject({ errorMessage: "the pool" });
  });

  test("keeps the response of an exception of another copy of Hono", async () => {
    expect(await send("/foreign")).toMatchObject({
      status: 402,
      headers: { "x-plan": "free", "x-amzn-errortype": "HttpError" },
      body: "pay first",
    });
  });

  test("answers an error that makes no response as any undeclared error", async () => {
    const { status, body } = await send("/no-response");
    expect([status, JSON.parse(body).errorType]).toEqual([500, "InternalFailure"]);
  });

  const form = { method: "POST", headers: { "Content-Type": "text/plain" }, body: "two" };
  test.each<[string, RequestInit, number, object]>([
    ["/bearer", {}, 401, { "www-authenticate": 'Bearer realm=""' }],
    ["/jwt", {}, 401, { "www-authenticate": expect.stringMatching(/^Bearer realm=.*invalid_request/) }],
    ["/csrf", form, 403, {}],
    ["/body-limit", { ...form, headers: { "Content-Length": "3" } }, 413, {}],
    ["/timeout", {}, 504, {}],
  ])("answers as Hono does what a middleware throws: %s", async (path, init, status, headers) => {
    expect(await send(path, init)).toMatchObject({
      status,
      headers: { ...headers, "x-amzn-errortype": "HttpError" },
    });
  });
});

/** The answer of the application. */
async function send(path: string, init?: RequestInit) {
  const response = await app.request(path, init);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}
