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
  deployed = await deploy({ "by-wrap-handler": "wrapped.handler", hono: "hono-app.handler" });
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

  test("with the request id of the invocation", async () => {
    const event = {
      version: "2.0",
      rawPath: "/hono",
      headers: { host: "shop.example" },
      requestContext: { http: { method: "POST" } },
      body: '{"throw":"declared"}',
    };
    const { payload, log } = await deployed.invoke("hono", event);
    const { requestId } = JSON.parse((payload as { body: string }).body);
    expect(log).toContain(`START RequestId: ${requestId}`);
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
});
