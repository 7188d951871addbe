import { decodeHttp, decodeStandard, encodeStandard } from "@faultwire/wire";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { fault } from "../declare-fault.ts";
import { defineCatalog } from "../define-catalog.ts";
import { GatewayFault, HandlerFault, MalformedFault, Undeclared } from "../families.ts";
import { type Fault, isFault } from "../fault.ts";
import { classifyGatewayError } from "./classify-gateway-error.ts";
import { toFault } from "./to-fault.ts";

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string(), at: z.coerce.date<Date>().optional() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {
  get hint() {
    return `look for ${this.details.orderId}`;
  }
}
class Down extends fault("Down", { status: 503, message: "down" }) {}
const Orders = defineCatalog("orders", { OrderNotFound, Down });

/** The fault that arrives of one that is thrown. */
function sent(thrown: Fault, catalog = Orders): Fault {
  const { name, message, stack } = encodeStandard(
    thrown,
    "orders",
    "\n    at handler (/var/task/index.mjs:1:1)",
  );
  return toFault(
    decodeStandard(JSON.stringify({ errorType: name, errorMessage: message, trace: stack.split("\n") })),
    catalog,
  );
}

test("a status that says success is not what an error means", () => {
  const body = '{"errorType":"Down","errorMessage":"m","stackTrace":[]}';
  const error = decodeHttp({ status: 200, headers: {}, body });
  expect(error && toFault(error, Orders).status).toBe(503);
});

const payload = (members: object) => toFault(decodeStandard(JSON.stringify(members)), Orders);

describe("a declared fault that is received", () => {
  test("is an instance of its class, with details revived, methods and getters, and no constructor run", () => {
    const at = new Date("2026-01-01T00:00:00Z");
    const received = sent(new OrderNotFound({ orderId: "o-1", at }, { retryAfter: 5 }));
    expect(received).toBeInstanceOf(OrderNotFound);
    expect(OrderNotFound.is(received) && received.hint).toBe("look for o-1");
    expect(received).toMatchObject({
      message: "Order o-1 was not found",
      details: { orderId: "o-1", at },
      status: 404,
      retryable: false,
      retryAfter: 5,
      execution: "started",
    });
    expect(Object.isFrozen(received.details)).toBe(true);
  });

  test("keeps where it came from, out of the sight of loggers", () => {
    const { origin, ...seen } = sent(new Down());
    expect(seen).not.toHaveProperty("origin");
    expect(origin?.wire).toBe("standard");
    expect(origin?.remoteStack).toEqual([
      "Down: down",
      expect.stringMatching(/^\[faultwire:1\] /),
      "    at handler (/var/task/index.mjs:1:1)",
    ]);
  });

  test("has the origin that the wire has, then the one that the receiver knows", () => {
    const context = {
      ...{ functionName: "get-order", requestId: "r-1", traceId: "t-1", logTail: "END" },
      ...{ executedVersion: "7", durableExecutionArn: "arn:d" },
    };
    const error = { wire: "standard", payload: "p", errorType: "Down", message: "m" } as const;
    expect(toFault(error, Orders, context).origin).toEqual({
      ...context,
      ...{ wire: "standard", payload: "p" },
    });
    const own = { functionName: "inner", requestId: "r-2", traceId: "t-2", members: { httpStatus: 503 } };
    expect(toFault({ ...error, ...own }, Orders).origin).toEqual({
      ...{ wire: "standard", payload: "p", functionName: "inner", requestId: "r-2", traceId: "t-2" },
      embedded: own.members,
    });
    expect(toFault({ ...error, ...own }, Orders, context).origin).toMatchObject({
      // The receiver's ids are those of the invocation; the payload may have been passed on.
      ...{ functionName: "inner", requestId: "r-1", traceId: "t-1" },
    });
    const undeclared = { ...error, errorType: undefined };
    expect(
      toFault({ ...undeclared, embedded: { ...error, errorType: "Other", ...own } }, Orders),
    ).toMatchObject({
      name: "Undeclared",
      origin: { embedded: own.members },
    });
  });

  test("without a message has an empty one", () => {
    const received = toFault({ wire: "standard", payload: "", errorType: "Down" }, Orders);
    expect(received).toBeInstanceOf(Down);
    expect(received.message).toBe("");
  });

  test("believes the wire before the declaration", () => {
    const received = payload({
      errorType: "Down",
      errorMessage: "gone",
      trace: ["Down: gone", '[faultwire:1] {"catalog":"orders","status":410,"retryable":false}'],
    });
    expect(received).toBeInstanceOf(Down);
    expect(received).toMatchObject({ message: "gone", status: 410, retryable: false });
  });

  test("takes from the declaration what the wire does not carry", () => {
    expect(payload({ errorType: "Down", errorMessage: "d" })).toMatchObject({ status: 503, retryable: true });
  });

  test("is found in a custom message of an error without a name, if it is declared", () => {
    const told = (errorType: string) =>
      payload({
        errorMessage: JSON.stringify({ errorType, httpStatus: 503, requestId: "r-1", message: "m" }),
      });
    expect(told("Down")).toMatchObject({ name: "Down", message: "m", origin: { requestId: "r-1" } });
    expect(told("Other").name).toBe("Undeclared");
  });
});

describe("the type survives version skew", () => {
  class Newer extends fault("OrderNotFound", {
    status: 404,
    details: z.object({ orderId: z.string(), shop: z.string() }),
    message: "m",
  }) {}
  const NewOrders = defineCatalog("orders", { OrderNotFound: Newer });

  test("a member that is new to the receiver is stripped", () => {
    expect(sent(new Newer({ orderId: "o-1", shop: "s" }))).toMatchObject({
      name: "OrderNotFound",
      details: { orderId: "o-1" },
    });
  });

  test("details that lack a member make a MalformedFault that knows the class and keeps all else", () => {
    const received = sent(new OrderNotFound({ orderId: "o-1" }, { retryAfter: 5 }), NewOrders as never);
    expect(received).toBeInstanceOf(MalformedFault);
    expect(received).toMatchObject({
      errorType: "OrderNotFound",
      declared: Newer,
      message: "Order o-1 was not found",
      details: { orderId: "o-1" },
      issues: expect.stringContaining("shop"),
      status: 404,
      retryable: false,
      retryAfter: 5,
    });
  });

  test("a MalformedFault has the status and the origin, and the retries of its declaration", () => {
    class Busy extends fault("Busy", { status: 503, details: z.object({ n: z.number() }), message: "m" }) {}
    const error = { wire: "http", payload: "p", errorType: "Busy", message: "m", requestId: "r" } as const;
    expect(toFault(error, defineCatalog("x", { Busy }))).toMatchObject({
      ...{ name: "MalformedFault", status: 503, retryable: true, execution: "started" },
      origin: { wire: "http", payload: "p", requestId: "r" },
    });
  });

  test("a widened enum does the same, and a name that is not declared is Undeclared and keeps the details", () => {
    class Narrow extends fault("Declined", {
      details: z.object({ reason: z.enum(["funds"]) }),
      message: "m",
    }) {}
    class Wide extends fault("Declined", {
      details: z.object({ reason: z.enum(["funds", "card"]) }),
      message: "m",
    }) {}
    expect(
      sent(new Wide({ reason: "card" }), defineCatalog("x", { Declined: Narrow }) as never),
    ).toMatchObject({ name: "MalformedFault", declared: Narrow, details: { reason: "card" } });
    expect(sent(new Wide({ reason: "card" }))).toMatchObject({
      name: "Undeclared",
      errorType: "Declined",
      details: { reason: "card" },
      status: 500,
    });
  });

  test("details that were too large are said to be so", () => {
    const received = sent(new OrderNotFound({ orderId: "x".repeat(2_000_000) }));
    expect(received).toMatchObject({
      name: "MalformedFault",
      declared: OrderNotFound,
      issues: "2000014 bytes of details were too large for the wire",
    });
    expect(received.message).toMatch(/^Order x{4000}/);
  });

  test("an asynchronous schema and one that throws are issues, never exceptions", () => {
    const Async = defineCatalog("x", {
      X: fault("X", { details: z.string().refine(async () => true), message: "m" }),
    });
    const received = toFault(
      { wire: "standard", payload: {}, errorType: "X", message: "m", details: "a" },
      Async as never,
    );
    expect(received).toMatchObject({
      name: "MalformedFault",
      issues: expect.stringContaining("asynchronous"),
    });
  });
});

describe("an error that is not declared", () => {
  test("is Undeclared with its own type", () => {
    const received = payload({
      errorType: "RangeError",
      errorMessage: "boom",
      trace: ["RangeError: boom", "    at f (a:1:1)"],
    });
    expect(received).toBeInstanceOf(Undeclared);
    expect(received).toMatchObject({
      errorType: "RangeError",
      message: "boom",
      status: 500,
      retryable: false,
      execution: "started",
      category: "function",
    });
  });

  test.each([
    ["ValidationFailed", 400, "request", "started"],
    ["FunctionTimedOut", 504, "function", "started"],
    ["ResultTooLarge", 500, "function", "finished"],
    ["InternalFailure", 500, "function", "started"],
    ["DependencyFailed", 502, "function", "started"],
  ] as const)("is a HandlerFault by a wrapper's name: %s", (errorType, status, category, execution) => {
    const received = payload({ errorType, errorMessage: "m" });
    expect(received).toBeInstanceOf(HandlerFault);
    expect(received).toMatchObject({ errorType, status, category, execution });
  });

  test("is a HandlerFault with the details of its wrapper", () => {
    const received = payload({
      errorType: "ValidationFailed",
      errorMessage: "m",
      trace: [
        "ValidationFailed: m",
        '[faultwire:1] {"catalog":"c","details":{"issues":[{"path":"a","message":"missing"}]},"status":400}',
      ],
    });
    expect(received).toBeInstanceOf(HandlerFault);
    expect(received).toMatchObject({
      status: 400,
      category: "request",
      details: { issues: [{ path: "a", message: "missing" }] },
    });
  });

  test("is a MalformedFault where there is nothing to read, with the payload kept", () => {
    for (const text of ["", "<html>", "500", "null", "[]", '{"errorType":"E', "{}"]) {
      const received = toFault(decodeStandard(text), Orders);
      expect(received).toBeInstanceOf(MalformedFault);
      expect(received).toMatchObject({ issues: "the payload is not an error object" });
      expect(received.origin?.payload).toEqual(text === "{}" ? {} : text);
      expect(received.execution).toBe("unknown");
      expect(toFault(decodeStandard(text), Orders, { execution: "started" }).execution).toBe("started");
    }
  });

  test("has started only where the wire or the name proves it, and is unknown otherwise", () => {
    const from = (error: object) => toFault({ wire: "appsync", payload: {}, ...error }, Orders).execution;
    expect(from({})).toBe("unknown");
    expect(from({ errorType: "Unauthorized", message: "m" })).toBe("unknown");
    expect(from({ errorType: "Unauthorized", message: "m", execution: "started" })).toBe("started");
    // A name that could be anyone's does not outweigh the wire; a name of the platform alone is.
    expect(from({ errorType: "InternalServerError", message: "m", execution: "unknown" })).toBe("unknown");
    expect(from({ errorType: "Sandbox.Timedout", message: "m", execution: "unknown" })).toBe("started");
    // The runtime's word for anything that went wrong, also before the handler began.
    expect(from({ errorType: "UnknownError", message: "m", execution: "started" })).toBe("unknown");
    expect(from({ errorType: "Down", message: "m" })).toBe("started");
    expect(from({ errorType: "ValidationFailed", message: "m" })).toBe("started");
    expect(from({ errorType: "Down", message: "m", execution: "unknown" })).toBe("unknown");
  });

  test("has started where its payload has the form in which runtimes post errors, not where it has a message alone", () => {
    expect(payload({ errorType: "Boom", errorMessage: "m" }).execution).toBe("started");
    expect(payload({ errorMessage: "m", stackTrace: [] }).execution).toBe("started");
    expect(payload({ errorMessage: "m" }).execution).toBe("unknown");
    expect(payload({ errorType: "Boom" }).execution).toBe("unknown");
  });

  test("keeps the causes of other runtimes as a chain", () => {
    const received = payload({
      errorType: "LambdaFailed",
      errorMessage: "outer",
      cause: { errorType: "Io", errorMessage: "inner", stackTrace: ["at X"] },
    });
    expect(isFault(received.cause) && received.cause).toMatchObject({
      errorType: "Io",
      message: "inner",
      origin: { remoteStack: ["at X"] },
    });
  });
});

describe("a response that a gateway made", () => {
  const http = (
    status: number,
    type: string | undefined,
    body: string,
    more: Record<string, string> = {},
  ) => {
    const error = decodeHttp({
      status,
      headers: { ...(type && { "x-amzn-errortype": type }), ...more },
      body,
    });
    return error && toFault(error, Orders, { gateway: classifyGatewayError });
  };

  test("is a GatewayFault, distinguished from the function's own by status and text", () => {
    expect(http(502, "InternalServerErrorException", '{"message": "Internal server error"}')).toBeInstanceOf(
      GatewayFault,
    );
    expect(http(500, undefined, '{"message":"Internal Server Error"}')).toBeInstanceOf(GatewayFault);
    expect(http(503, undefined, "<html>503</html>")).toBeInstanceOf(GatewayFault);
    expect(http(404, "BadRequestException", '{"message":"no"}')).toBeInstanceOf(Undeclared);
    expect(http(404, "OrderNotFound", '{"message":"m","details":{"orderId":"o-1"}}')).toBeInstanceOf(
      OrderNotFound,
    );
  });

  test("is named and explained by itself, else by CloudFront's header and page, which explains only what it names", () => {
    const gateway = () => ({ category: "function", retryable: false, execution: "unknown" }) as const;
    const from = (error: object) => {
      const fault = toFault({ wire: "http", payload: "", status: 502, ...error }, Orders, { gateway });
      return [fault.name, fault.errorType, fault.message];
    };
    const page = { errorType: "LambdaExecutionError", message: "the page" };
    expect(from({})).toEqual(["GatewayFault", "GatewayFault", ""]);
    expect(from({ fallback: page })).toEqual(["GatewayFault", "LambdaExecutionError", "the page"]);
    expect(from({ fallback: { message: "the page" } })).toEqual(["GatewayFault", "GatewayFault", ""]);
    expect(from({ errorType: "X", message: "own", fallback: page })).toEqual(["GatewayFault", "X", "own"]);
  });

  test("is unknown, for a function can answer in the same words", () => {
    expect(http(429, "TooManyRequestsException", '{"message":"Too Many Requests"}')?.execution).toBe(
      "unknown",
    );
    expect(http(429, "TooManyRequestsException", '{"message":"slow down","limit":5}')?.execution).toBe(
      "unknown",
    );
    expect(http(502, "InternalServerErrorException", '{"message": "Internal server error"}')?.execution).toBe(
      "unknown",
    );
    expect(http(408, undefined, "")?.execution).toBe("unknown");
  });
});
