import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Deployed, deploy } from "./deployed.ts";

/* Errors after the first byte of a framework's stream: as the framework ends it, and in wrapStreamHandler(). */

const functions = {
  hono: "streamed.hono",
  "wrapped-hono": "streamed.wrappedHono",
  collected: "streamed.collected",
  middy: "streamed.plainMiddy",
  "wrapped-middy": "streamed.wrappedMiddy",
  powertools: "streamed.powertools",
  "wrapped-powertools": "streamed.wrappedPowertools",
};
/** In seconds: a process that replaces one that has ended starts within the time-out. */
const timeout = 10;

let deployed: Deployed;
beforeAll(async () => {
  deployed = await deploy(functions, {}, { timeout });
});
afterAll(() => deployed[Symbol.asyncDispose]());

/** Streams a route: its status, what follows, and the error at its end. */
async function stream(name: string, path: string, { stream: send } = deployed) {
  const event = {
    ...{ version: "2.0", routeKey: "$default", rawPath: path, rawQueryString: "", isBase64Encoded: false },
    headers: { host: "shop.example" },
    requestContext: {
      ...{ accountId: "1", apiId: "a", domainName: "shop.example", domainPrefix: "shop", requestId: "q-1" },
      ...{ routeKey: "$default", stage: "$default", time: "", timeEpoch: 0 },
      http: { method: "GET", path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "" },
    },
  };
  const { text, error, log } = await send(name, event);
  const [head = "", body = ""] = text.split("\0".repeat(8));
  const { statusCode: status, headers = {} } = head.startsWith("{") ? JSON.parse(head) : {};
  const contentType = new Headers(headers).get("content-type");
  return { status, contentType, body, error, log };
}

const FAULT = {
  errorType: "OrderNotFound",
  errorMessage: "Order o-1 was not found",
  trace: ["OrderNotFound: Order o-1 was not found", expect.stringContaining('"details":{"orderId":"o-1"}')],
};
const CONCEALED = { errorType: "InternalFailure", errorMessage: "Internal failure" };
const EXITED = { errorType: "Runtime.ExitError" };

describe.each(["hono", "middy", "powertools"])("%s", (framework) => {
  test.each([framework, `wrapped-${framework}`])("before the first byte has a status: %s", async (name) => {
    const { status, body, error } = await stream(name, "/before/declared");
    expect([status, JSON.parse(body).errorType, error]).toEqual([404, "OrderNotFound", undefined]);
  });

  test("ended the function's process with a body that failed", async () => {
    expect((await stream(framework, "/body/declared")).error).toMatchObject(EXITED);
  });

  test("ends with the fault of a body that fails, inside of wrapStreamHandler()", async () => {
    const { status, body, error } = await stream(`wrapped-${framework}`, "/body/declared");
    expect([status, body, error]).toEqual([200, "row 1\n", FAULT]);
  });

  test("conceals at the end what is not declared, and logs it", async () => {
    const { body, error, log } = await stream(`wrapped-${framework}`, "/body/undeclared");
    expect([body, error]).toMatchObject(["row 1\n", CONCEALED]);
    expect(log).toContain('"error":{"errorType":"RangeError","errorMessage":"secret"');
  });

  test("ends lines of JSON with the fault as the last line, inside of wrapStreamHandler()", async () => {
    const { status, body, error, contentType } = await stream(`wrapped-${framework}`, "/lines/declared");
    const [first = "", half, last = "", ...rest] = body.split("\n");
    expect([status, first, half, rest, error]).toEqual([200, '{"row":1}', '{"row"', [""], undefined]);
    const { faultwire, error: frame } = JSON.parse(last);
    expect(contentType).toBe(`application/x-ndjson; faultwire=${faultwire}`);
    expect(frame).toMatchObject({ errorType: "OrderNotFound", details: { orderId: "o-1" }, status: 404 });
    const undeclared = await stream(`wrapped-${framework}`, "/lines/undeclared");
    expect(undeclared.body).toContain('"error":{"errorType":"InternalFailure","message":"Internal failure"');
    expect(undeclared.body).not.toContain("secret");
    expect(undeclared.log).toContain('"error":{"errorType":"RangeError","errorMessage":"secret"');
  });
});

describe("Hono's streaming helpers", () => {
  test.each(["stream", "text", "events", "pipe"])("%s ended an error as a success", async (helper) => {
    for (const name of ["hono", "wrapped-hono"]) {
      const { status, body, error, log } = await stream(name, `/${helper}/plain/declared`);
      expect([status, body.includes("row 1"), error]).toEqual([200, true, undefined]);
      expect(log).toContain("Order o-1 was not found");
    }
  });

  test.each(["stream", "text", "pipe"])("%s ends with the fault, by failStream", async (helper) => {
    const { status, body, error } = await stream("wrapped-hono", `/${helper}/failing/declared`);
    expect([status, body, error]).toEqual([200, "row 1\n", FAULT]);
  });

  test("events end with the fault as the last event, by failStream", async () => {
    const { status, body, error, contentType } = await stream("wrapped-hono", "/events/failing/declared");
    const [first, last = "", ...rest] = body.split("\n\n");
    expect([status, first, rest, error]).toEqual([200, "data: row 1", [""], undefined]);
    const { faultwire, error: frame } = JSON.parse(last.replace("event: error\ndata: ", ""));
    expect(contentType).toBe(`text/event-stream; faultwire=${faultwire}`);
    expect(frame).toMatchObject({ errorType: "OrderNotFound", details: { orderId: "o-1" }, status: 404 });
  });

  test("events do not end with the message of an undeclared error, by failStream", async () => {
    const { body, log } = await stream("wrapped-hono", "/events/failing/undeclared");
    expect(body).toContain('"error":{"errorType":"InternalFailure","message":"Internal failure"');
    expect(body).not.toContain("secret");
    expect(log).toContain('"error":{"errorType":"RangeError","errorMessage":"secret"');
  });

  test("failStream is an answer with a status where handle collects the stream", async () => {
    const event = { version: "2.0", rawPath: "/stream/failing/declared", headers: { host: "shop.example" } };
    const { payload } = await deployed.invoke("collected", {
      ...event,
      requestContext: { http: { method: "GET" } },
    });
    expect(payload).toMatchObject({ statusCode: 404, headers: { "X-Amzn-ErrorType": "OrderNotFound" } });
  });

  test.each(["hono", "wrapped-hono"])("what is not an Error is a text under 200: %s", async (name) => {
    const event = { version: "2.0", rawPath: "/before/text", requestContext: { http: { method: "GET" } } };
    const { text, error } = await deployed.stream(name, { ...event, headers: { host: "shop.example" } });
    expect([text, error]).toEqual(["Internal Server Error", undefined]);
  });

  test("failStream alone ends the function's process", async () => {
    expect((await stream("hono", "/stream/failing/declared")).error).toMatchObject(EXITED);
  });
});

test("a fault ends the streams of nodejs22.x too, which would end with another error of the runtime", async () => {
  await using older = await deploy(functions, {}, { timeout, runtime: "nodejs22.x" });
  for (const framework of ["hono", "middy", "powertools"]) {
    const { error } = await stream(framework, "/body/declared", older);
    expect(error).toMatchObject({ errorType: "Runtime.UnhandledPromiseRejection" });
    expect(await stream(`wrapped-${framework}`, "/body/declared", older)).toMatchObject({
      body: "row 1\n",
      error: FAULT,
    });
  }
  expect((await stream("wrapped-hono", "/stream/failing/declared", older)).error).toEqual(FAULT);
});
