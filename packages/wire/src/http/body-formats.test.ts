import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BodyFormat, plainBody } from "./body-format.ts";
import { decodeHttp } from "./http.ts";
import { problemDetails } from "./problem-details.ts";
import { encodeProxy } from "./proxy.ts";
import { restJson1 } from "./rest-json.ts";

const fault = {
  errorType: "OrderNotFound",
  message: "no such order",
  details: { orderId: "o-1" },
  status: 404,
  retryable: false,
};
const bodyOf = (format: BodyFormat, more: object = {}) =>
  JSON.parse(encodeProxy({ ...fault, ...more }, "http", { requestId: "r-1", format }).body);

describe("problem details", () => {
  test("are RFC 9457's members, and ours as extensions", () => {
    expect(bodyOf(problemDetails("https://errors.example.com/"))).toEqual({
      type: "https://errors.example.com/OrderNotFound",
      title: "OrderNotFound",
      status: 404,
      detail: "no such order",
      errorType: "OrderNotFound",
      details: { orderId: "o-1" },
      requestId: "r-1",
    });
    expect(bodyOf(problemDetails())).not.toHaveProperty("type");
    expect(encodeProxy(fault, "rest", { requestId: "r-1", format: problemDetails() }).headers).toMatchObject({
      "Content-Type": "application/problem+json",
      "X-Amzn-ErrorType": "OrderNotFound",
    });
  });
});

test("problem details of somebody else are read with their extension members", () => {
  const headers = {
    "content-type": "application/problem+json; charset=utf-8",
    "x-amzn-errortype": "OutOfCredit",
  };
  const body =
    '{"type":"https://example.com/probs/out-of-credit","title":"No credit","status":403,"balance":30}';
  const read = decodeHttp({ status: 403, headers, body });
  expect(read).toMatchObject({ errorType: "OutOfCredit", message: "No credit" });
  expect(read?.details).toEqual({ balance: 30 });
});

describe("restJson1", () => {
  test("has the members of the details at the top level", () => {
    expect(bodyOf(restJson1)).toEqual({
      __type: "OrderNotFound",
      message: "no such order",
      orderId: "o-1",
      requestId: "r-1",
    });
  });

  test.each([
    ["no object", ["a"]],
    ["empty", {}],
    ["in the way of the message", { message: "mine" }],
    ["in the way of the type", { code: "C" }],
    ["written by a method of their own", { row: 7, toJSON: () => ({ seat: 7 }) }],
  ])("keeps details that are %s together", (_, details) => {
    expect(bodyOf(restJson1, { details })).toEqual({
      __type: "OrderNotFound",
      message: "no such order",
      details: JSON.parse(JSON.stringify(details)),
      requestId: "r-1",
    });
  });

  test("of a service that has no other member is read with its details, the header naming the type", () => {
    const headers = { "X-Amzn-Errortype": "OrderNotFound" };
    const body = '{"message":"no such order","orderId":"o-1"}';
    expect(decodeHttp({ status: 404, headers, body })).toMatchObject({ details: { orderId: "o-1" } });
  });
});

describe("what was written is read again", () => {
  const details = fc.oneof(
    fc.jsonValue(),
    fc.constant(undefined),
    fc.dictionary(
      fc.constantFrom(
        "message",
        "code",
        "details",
        "dropped",
        "kept",
        "status",
        "title",
        "errorMessage",
        "a",
      ),
      fc.jsonValue(),
    ),
  );
  const told = fc.record({ message: fc.string(), details, status: fc.integer({ min: 400, max: 599 }) });

  test.each([
    ["in the default format", plainBody, true],
    ["in problem details", problemDetails("https://errors.example.com/"), true],
    ["in restJson1", restJson1, true],
    ["in the default format, without the header", plainBody, false],
    ["in problem details, without the header", problemDetails(), false],
    ["in restJson1, without the header", restJson1, false],
  ])("%s", (_, format, hasHeaders) => {
    fc.assert(
      fc.property(told, (given) => {
        const sent = encodeProxy({ ...fault, ...given }, "http", { requestId: "r-1", format });
        const headers = hasHeaders ? (sent.headers ?? {}) : {};
        const read = decodeHttp({ status: sent.statusCode, headers, body: sent.body });
        expect(read).toMatchObject({ errorType: "OrderNotFound", status: given.status, requestId: "r-1" });
        expect(read?.message).toBe(JSON.parse(JSON.stringify(given.message.replaceAll("\x7f", " "))));
        expect(read?.details).toEqual(asJson(given.details));
      }),
    );
  });

  test("by a frame, which has neither status nor headers", () => {
    fc.assert(
      fc.property(told, fc.nat(), ({ message, ...given }, retryAfter) => {
        const { statusCode, headers, body } = encodeProxy({ ...fault, ...given, retryAfter }, "websocket", {
          requestId: "r-1",
          format: restJson1,
        });
        expect([statusCode, headers]).toEqual([200, undefined]);
        const read = decodeHttp({ status: 200, headers: {}, body });
        expect(read).toMatchObject({ errorType: "OrderNotFound", status: given.status, retryAfter });
        expect(read?.details).toEqual(asJson(given.details));
      }),
    );
  });

  test.each([
    ["an error's status", { errorType: "none", message: "all is well", status: 200 }],
    ["a message", { errorType: "none", status: 404 }],
    ["ours alone", { errorType: "none", message: "all is well", status: 404, orderId: "o-1" }],
  ])("and a frame without %s is not an error", (_, members) => {
    const body = JSON.stringify(members);
    expect(decodeHttp({ status: 200, headers: {}, body })).toBeUndefined();
  });

  test.each([plainBody, problemDetails(), restJson1])(
    "details that were too large are noted, $contentType",
    (format) => {
      const { statusCode, body } = encodeProxy({ ...fault, details: "x".repeat(2_000_001) }, "http", {
        requestId: "r-1",
        format,
      });
      expect(decodeHttp({ status: statusCode, headers: {}, body })).toMatchObject({ dropped: 2_000_003 });
    },
  );
});

/** A value sent through JSON. */
function asJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
