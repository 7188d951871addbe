import { runInNewContext } from "node:vm";
import { LambdaServiceException, TooManyRequestsException } from "@aws-sdk/client-lambda";
import {
  defineCatalog,
  fault,
  GatewayFault,
  MalformedFault,
  RuntimeFault,
  ServiceFault,
  TransportFault,
  Undeclared,
} from "@faultwire/catalog";
import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { parseResponse } from "../http/parse-response.ts";
import { fromLambdaError } from "./from-lambda-error.ts";
import { parse } from "./parse.ts";

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: "m",
}) {}
const Orders = defineCatalog("orders", { OrderNotFound });

const declared = {
  errorType: "OrderNotFound",
  errorMessage: "m",
  trace: [
    "OrderNotFound: m",
    '[faultwire:1] {"catalog":"orders","details":{"orderId":"o-1"},"status":404,"retryable":false}',
  ],
};
const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const output = (members: object) => ({ StatusCode: 200, $metadata: { requestId: "r-1" }, ...members });

describe("an Invoke output", () => {
  test("is a fault where FunctionError says so, with all that came", () => {
    const LogResult = Buffer.from("START\ndéjà\n").toString("base64");
    const read = parse(output({ FunctionError: "Unhandled", Payload: bytes(declared), LogResult }), Orders);
    expect(read).toBeInstanceOf(OrderNotFound);
    expect(read).toMatchObject({
      details: { orderId: "o-1" },
      execution: "started",
      origin: { requestId: "r-1", logTail: "START\ndéjà\n", payload: declared },
    });
  });

  test("is a success where it does not, whatever the body looks like", () => {
    expect(parse(output({ Payload: bytes(declared) }), Orders)).toBeUndefined();
    expect(parse(output({ Payload: bytes(declared), FunctionError: "" }), Orders)).toBeUndefined();
    expect(parse(output({ Payload: null }), Orders)).toBeUndefined();
  });

  test("takes any value of FunctionError, and a payload of none", () => {
    expect(
      parse(
        output({ FunctionError: "Handled", Payload: bytes({ errorMessage: "x", errorType: "Y" }) }),
        Orders,
      ),
    ).toBeInstanceOf(Undeclared);
    expect(parse(output({ FunctionError: "Unhandled", Payload: null }), Orders)).toBeInstanceOf(
      MalformedFault,
    );
  });

  test("has the request id of its response, and else that of the payload, where it is one", () => {
    const python = { errorType: "E", errorMessage: "m", requestId: "" };
    const failed = (Payload: Uint8Array) => parse(output({ FunctionError: "Unhandled", Payload }), Orders);
    expect(failed(bytes(python))?.origin?.requestId).toBe("r-1");
    expect(failed(bytes({ ...python, requestId: "another's" }))?.origin?.requestId).toBe("r-1");
    expect(parse({ ...python, requestId: "r-2" }, Orders)?.origin?.requestId).toBe("r-2");
    expect(parse(python, Orders)?.origin).not.toHaveProperty("requestId", "");
  });

  test("begins its stack at the caller of parse", () => {
    const read = parse(output({ FunctionError: "Unhandled", Payload: bytes(declared) }), Orders);
    expect(read?.stack?.split("\n")[1]).toContain("parse.test.ts");
    const undeclared = parse({ errorType: "Other", errorMessage: "m" }, Orders);
    expect(undeclared?.stack?.split("\n")[1]).toContain("parse.test.ts");
  });

  test("leaves the stacks of others as long as they were, whatever it is given", () => {
    const limit = Error.stackTraceLimit;
    const throws = {
      get status() {
        throw new Error("no");
      },
    };
    for (const value of [{ errorType: "Other", errorMessage: "m" }, throws]) parse(value, Orders);
    expect(Error.stackTraceLimit).toBe(limit);
  });
});

describe("an exception of the SDK", () => {
  const metadata = { httpStatusCode: 429, requestId: "r-1", attempts: 1 };
  const throttled = new TooManyRequestsException({
    message: "Rate Exceeded.",
    $metadata: metadata,
    Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
    retryAfterSeconds: "3",
  });

  test("is a ServiceFault with its members", () => {
    const read = parse(throttled, Orders);
    expect(read).toBeInstanceOf(ServiceFault);
    expect(read).toMatchObject({
      errorType: "TooManyRequestsException",
      message: "Rate Exceeded.",
      reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
      retryAfter: 3,
      status: 429,
      retryable: true,
      category: "account",
      execution: "none",
      origin: { wire: "service", requestId: "r-1", payload: throttled },
      cause: throttled,
    });
  });

  test("proves nothing where it is the last of several requests", () => {
    const again = new TooManyRequestsException({ message: "m", $metadata: { ...metadata, attempts: 2 } });
    expect(parse(again, Orders)?.execution).toBe("unknown");
  });

  test("is one too where the SDK has no class for it", () => {
    const unmodelled = new LambdaServiceException({
      name: "ValidationException",
      $fault: "client",
      message: "m",
      $metadata: { httpStatusCode: 400 },
    });
    expect(parse(unmodelled, Orders)).toMatchObject({
      name: "ServiceFault",
      errorType: "ValidationException",
      // The exception may be that of another service.
      execution: "unknown",
    });
  });
});

describe("a failed exchange", () => {
  const failure = (message: string, members: object) => Object.assign(new Error(message), members);
  test.each([
    [
      "ECONNREFUSED",
      failure("connect", { code: "ECONNREFUSED" }),
      { errorType: "ECONNREFUSED", execution: "none", retryable: true },
    ],
    [
      "a reset",
      failure("socket hang up", { name: "TimeoutError", code: "ECONNRESET", $metadata: {} }),
      { errorType: "ECONNRESET", execution: "unknown", retryable: true },
    ],
    [
      "a body that was cut",
      failure("aborted", { code: "ECONNRESET", $metadata: { httpStatusCode: 200 } }),
      { errorType: "ECONNRESET", execution: "finished" },
    ],
    [
      "an abort",
      failure("Request aborted", { name: "AbortError" }),
      { errorType: "AbortError", execution: "unknown", retryable: false },
    ],
    [
      "a page instead of an error",
      failure("Unexpected token <", { name: "SyntaxError", $metadata: { httpStatusCode: 502 } }),
      { errorType: "SyntaxError", execution: "unknown" },
    ],
    [
      "what fetch makes of it",
      new TypeError("fetch failed", { cause: { code: "ENOTFOUND" } }),
      { errorType: "ENOTFOUND", execution: "unknown" },
    ],
  ])("%s is a TransportFault", (_, exception, expected) => {
    const read = parse(exception, Orders);
    expect(read).toBeInstanceOf(TransportFault);
    expect(read).toMatchObject(expected);
  });

  test("any other error is Undeclared and keeps itself as the cause", () => {
    const error = new RangeError("r");
    expect(parse(error, Orders)).toMatchObject({
      name: "Undeclared",
      errorType: "RangeError",
      message: "r",
      cause: error,
      execution: "unknown",
    });
  });
});

describe("other things that come back", () => {
  test("a payload as text, bytes or object", () => {
    for (const value of [JSON.stringify(declared), bytes(declared), declared])
      expect(parse(value, Orders)).toBeInstanceOf(OrderNotFound);
    const cut = JSON.stringify({ errorType: "E", errorMessage: "a long message" }).slice(0, -8);
    expect(parse(cut, Orders)).toMatchObject({ errorType: "E", message: "a long m" });
  });

  test("a result that has not arrived yet is not a success", async () => {
    const stream = { StatusCode: 200, EventStream: (async function* () {})() };
    for (const unread of [Response.json({}, { status: 404 }), stream]) {
      expect(parse(unread, Orders)).toMatchObject({
        name: "MalformedFault",
        message: "The response has not been read yet",
        execution: "unknown",
      });
    }
  });

  test("a fault is itself", () => {
    const own = new OrderNotFound({ orderId: "o-1" });
    expect(parse(own, Orders)).toBe(own);
  });

  test("nothing, and a value without an error, is not a fault", () => {
    for (const value of [undefined, null, 7, true, {}, [], { orderId: "o-1" }, Symbol("s"), () => 1])
      expect(parse(value, Orders)).toBeUndefined();
  });

  test("a platform's text of old is recognised", () => {
    const old = parse(
      '{"errorMessage":"2020-11-10T05:46:57.874Z 160788cd-45ff-4583-809f-c7e31127cb95 Task timed out after 3.07 seconds"}',
      Orders,
    );
    expect(old).toBeInstanceOf(RuntimeFault);
    expect(old?.errorType).toBe("Sandbox.Timedout");
  });

  test("what throws when it is read is a MalformedFault", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const getter = {
      get FunctionError() {
        throw new Error("g");
      },
    };
    for (const value of [proxy, getter]) {
      const read = parse(value, Orders);
      expect(read).toBeInstanceOf(MalformedFault);
      expect(read?.origin?.payload === value).toBe(true);
    }
  });

  test("a document is read by its own reader", () => {
    const document = {
      errorMessage: "m",
      errorType: "OrderNotFound",
      stackTrace: [],
      details: { orderId: "o-1" },
      status: 404,
      retryable: false,
    };
    expect(fromLambdaError(document, Orders)).toBeInstanceOf(OrderNotFound);
    expect(fromLambdaError({ ok: true }, Orders)).toBeUndefined();
  });
});

describe("an HTTP response", () => {
  const headers = { "content-type": "application/json", "x-amzn-errortype": "OrderNotFound" };
  const body = '{"errorType":"OrderNotFound","message":"m","details":{"orderId":"o-1"},"requestId":"r-1"}';

  test("as fetch gives it, whose body the fault has", async () => {
    const response = new Response(body, { status: 404, headers });
    expect(await parseResponse(response, Orders)).toMatchObject({
      name: "OrderNotFound",
      details: { orderId: "o-1" },
      status: 404,
      origin: { payload: { body } },
    });
    expect(response.bodyUsed).toBe(true);
  });

  test("of a success that may be an error stays readable", async () => {
    const response = Response.json({ orderId: "o-1", total: "12 €" });
    expect(await parseResponse(response, Orders)).toBeUndefined();
    expect(await response.json()).toEqual({ orderId: "o-1", total: "12 €" });
  });

  test("of a success over 256 KiB is not held twice, with or without a Content-Length", async () => {
    const large = JSON.stringify({ list: "x".repeat(4_000_000) });
    const type = { "content-type": "application/json" };
    let sent = 0;
    const chunks = new ReadableStream({
      pull: (controller) => {
        controller.enqueue(bytes(large.slice(sent, sent + 65_536)));
        sent += 65_536;
        if (sent >= large.length) controller.close();
      },
    });
    const announced = new Response(large, { headers: { ...type, "content-length": `${large.length}` } });
    const clone = vi.spyOn(announced, "clone");
    expect(await parseResponse(announced, Orders)).toBeUndefined();
    expect(clone).not.toHaveBeenCalled();
    const response = new Response(chunks, { headers: type });
    expect(await parseResponse(response, Orders)).toBeUndefined();
    expect(sent).toBeLessThan(2_000_000);
    expect(await response.text()).toBe(large);
  });

  test("of a success up to 256 KiB is read, in chunks that cut characters, and above it is not", async () => {
    const type = { "content-type": "application/json" };
    const error = (size: number) => {
      const text = JSON.stringify({ errorType: "RangeError", errorMessage: "€", stackTrace: [] });
      return bytes(text + " ".repeat(size - bytes(text).length));
    };
    const chunked = (content: Uint8Array) =>
      new ReadableStream({
        start: (controller) => {
          for (let at = 0; at < content.length; at += 40_001)
            controller.enqueue(content.slice(at, at + 40_001));
          controller.close();
        },
      });
    const single = (content: Uint8Array) =>
      new ReadableStream({
        start: (controller) => {
          for (let at = 0; at < 100; at += 1) controller.enqueue(content.slice(at, at + 1));
          controller.enqueue(content.slice(100));
          controller.close();
        },
      });
    for (const [body, length] of [
      [chunked(error(262_144)), "262144"],
      [chunked(error(262_144)), undefined],
      [single(error(1000)), "1000"],
    ] as const) {
      const response = new Response(body, {
        headers: { ...type, ...(length && { "content-length": length }) },
      });
      expect(await parseResponse(response, Orders)).toMatchObject({ errorType: "RangeError", message: "€" });
    }
    for (const length of ["262145", undefined]) {
      const headers = { ...type, ...(length && { "content-length": length }) };
      const response = new Response(chunked(error(262_145)), { headers });
      expect(await parseResponse(response, Orders)).toBeUndefined();
      expect(await response.text()).toHaveLength(262_143);
    }
  });

  test("of a success that AWS WAF has stopped is not one", async () => {
    const response = new Response("<html>", { status: 202, headers: { "x-amzn-waf-action": "challenge" } });
    expect(await parseResponse(response, Orders)).toMatchObject({ name: "GatewayFault" });
  });

  test("as anybody else gives it", async () => {
    expect(await parseResponse({ status: 404, headers, body }, Orders)).toBeInstanceOf(OrderNotFound);
    expect(parse({ status: 404, headers, body }, Orders)).toBeInstanceOf(OrderNotFound);
  });

  test.each<[string, unknown]>([
    ["the headers of fetch", { status: 404, headers: new Headers(headers), body }],
    ["a list of headers", { status: 404, headers: Object.entries(headers), body }],
    ["lists of values", { status: 404, headers: { "X-AMZN-ERRORTYPE": ["OrderNotFound"] }, body }],
    ["a body of bytes", { status: 404, headers, body: bytes(body) }],
    ["a body that was opened", { status: 404, headers, body: JSON.parse(body) }],
  ])("with %s", (_what, response) => {
    expect(parse(response, Orders)).toMatchObject({ name: "OrderNotFound", details: { orderId: "o-1" } });
  });

  test("of another realm, and with any other members", async () => {
    const foreign = Object.setPrototypeOf(
      {
        status: 404,
        ok: false,
        headers: new Headers(headers),
        clone: () => new Response(body),
        text: () => body,
      },
      null,
    );
    expect(await parseResponse(foreign, Orders)).toBeInstanceOf(OrderNotFound);
    const url = "https://api.example.com/";
    expect(parse({ url, status: 404, headers, body }, Orders)?.origin?.payload).toMatchObject({ url });
  });

  test("without a body is not a success", () => {
    expect(parse({ status: 500, headers: {} }, Orders)).toBeInstanceOf(GatewayFault);
    expect(parse({ status: 204, headers: {}, body: null }, Orders)).toBeUndefined();
  });

  test("that somebody else has read, or is reading, keeps its type", async () => {
    const used = new Response(body, { status: 404, headers });
    await used.text();
    const locked = new Response(body, { status: 404, headers });
    locked.body?.getReader();
    for (const response of [used, locked]) {
      expect(await parseResponse(response, Orders)).toMatchObject({ declared: OrderNotFound, status: 404 });
    }
  });

  test("that a page may not read is not a success", async () => {
    expect(await parseResponse(Response.error(), Orders)).toMatchObject({
      name: "TransportFault",
      execution: "unknown",
    });
  });

  test("that is not one is not a fault", async () => {
    for (const nothing of [undefined, null, 7]) {
      expect(await parseResponse(nothing as never, Orders)).toBeUndefined();
    }
  });

  test.each(["text/plain", "application/x-ndjson", "application/json-seq", "text/event-stream"])(
    "a success of %s is not a fault, and its body is left alone",
    async (type) => {
      const endless = new ReadableStream({ start: (controller) => controller.enqueue(bytes("{}")) });
      const response = new Response(endless, { headers: { "content-type": type } });
      expect(await parseResponse(response, Orders)).toBeUndefined();
      expect(response.bodyUsed).toBe(false);
    },
  );

  test.each(["application/json", "application/JSON; charset=utf-8", "application/problem+json"])(
    "an error under a status of success is read off %s",
    async (type) => {
      const custom = '{"errorType":"OrderNotFound","errorMessage":"m","stackTrace":[]}';
      const response = new Response(custom, { headers: { "content-type": type } });
      expect(await parseResponse(response, Orders)).toMatchObject({ declared: OrderNotFound });
    },
  );

  test("a gateway's page is a GatewayFault", async () => {
    expect(await parseResponse(new Response("<html>", { status: 502 }), Orders)).toBeInstanceOf(GatewayFault);
  });
});

test("a reader never freezes or changes what it is given, whatever the schema returns of it", () => {
  class Kept extends fault("Kept", { details: z.any(), message: "kept" }) {}
  const value = new Kept({ list: [{ a: 1 }], same: {} }).toJSON();
  // JSON has no types.
  const given = value.details as { list: object[] };
  Object.assign(given, { again: given.list });
  const found = parse(value, defineCatalog("kept", { Kept }));
  expect(found).toMatchObject({ name: "Kept", details: given });
  expect([given, given.list, given.list[0]].map(Object.isFrozen)).toEqual([false, false, false]);
  const { list, again } = found?.details ?? {};
  expect([found?.details, list, list[0]].map(Object.isFrozen)).toEqual([true, true, true]);
  expect(again).toBe(list);
});

test("details in a circle, or nested without an end, are read as they are", () => {
  class Kept extends fault("Kept", { details: z.any(), message: "kept" }) {}
  const Faults = defineCatalog("kept", { Kept });
  const circle: Record<string, unknown> = { a: {} };
  circle.itself = circle;
  const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`);
  for (const details of [circle, deep])
    expect(parse({ ...new Kept({}).toJSON(), details }, Faults)?.details).toHaveProperty("a");
});

test("where Error is frozen a reader reads as everywhere else", () => {
  const before = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
  Object.defineProperty(Error, "stackTraceLimit", { value: 10, writable: false, configurable: true });
  try {
    expect(parse({ errorType: "RangeError", errorMessage: "m" }, Orders)).toMatchObject({
      name: "Undeclared",
    });
  } finally {
    Object.defineProperty(Error, "stackTraceLimit", before ?? { value: 10, writable: true });
  }
});

describe("values of another realm, as in Jest", () => {
  test("an error of Node.js is a failed exchange, not a success", () => {
    const code =
      'Object.assign(new Error("connect ECONNREFUSED ::1:80"), { code: "ECONNREFUSED", syscall: "connect" })';
    expect(parse(runInNewContext(code), Orders)).toMatchObject({
      errorType: "ECONNREFUSED",
      execution: "none",
    });
  });
});

test("a response never proves that its function did not run, whatever record its body repeats", () => {
  const context = { requestId: "r-1", condition: "ZeroReservedConcurrency", approximateInvokeCount: 0 };
  const record = { version: "1.0", requestContext: context, requestPayload: {}, responseContext: null };
  expect(parse(record, Orders)?.execution).toBe("none");
  for (const status of [200, 500]) {
    const response = {
      status,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(record),
    };
    expect(parse(response, Orders)?.execution).not.toBe("none");
  }
});
