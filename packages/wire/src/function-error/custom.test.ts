import { describe, expect, test } from "vitest";
import { decodeCustom, encodeCustom } from "./custom.ts";
import { decodeStandard } from "./standard.ts";

const fault = {
  errorType: "OrderNotFound",
  message: "no order\no-1",
  details: { orderId: "o-1" },
  status: 404,
  retryable: false,
  retryAfter: 5,
};
const read = (errorType: string | undefined, errorMessage: string) =>
  decodeStandard(JSON.stringify({ errorType, errorMessage, trace: [] }));

describe("the custom wire", () => {
  test("is one line of JSON in the documented order", () => {
    expect(encodeCustom(fault, "r-1")).toBe(
      '{"errorType":"OrderNotFound","httpStatus":404,"requestId":"r-1","message":"no order o-1","details":{"orderId":"o-1"},"retryAfter":5}',
    );
    const { details: _, retryAfter: __, ...bare } = fault;
    expect(encodeCustom(bare, "r-1")).toBe(
      '{"errorType":"OrderNotFound","httpStatus":404,"requestId":"r-1","message":"no order o-1"}',
    );
  });

  test("adds the documented trace where it is asked for", () => {
    const trace = { function: "abc()", line: 123, file: "abc.js" };
    expect(JSON.parse(encodeCustom(fault, "r-1", trace))).toMatchObject({ trace });
  });

  test("comes back with what it carries", () => {
    expect(read("OrderNotFound", encodeCustom(fault, "r-1"))).toMatchObject({
      wire: "custom",
      errorType: "OrderNotFound",
      message: "no order o-1",
      details: { orderId: "o-1" },
      status: 404,
      retryAfter: 5,
      requestId: "r-1",
    });
  });

  test("escapes DEL, which the runtime rewrites", () => {
    const encoded = encodeCustom({ ...fault, details: { note: "a\x7fb" } }, "r-1");
    expect(encoded).not.toContain("\x7f");
    expect(JSON.parse(encoded).details).toEqual({ note: "a\x7fb" });
  });

  test("replaces details that are too large by their size", () => {
    const encoded = encodeCustom({ ...fault, details: { text: "x".repeat(2_000_000) } }, "r-1");
    expect(encoded.length).toBeLessThan(1000);
    expect(read("OrderNotFound", encoded)).toMatchObject({ dropped: 2_000_011, status: 404 });
  });

  test("is not believed in the message of an error with another name", () => {
    const message = encodeCustom(fault, "r-1");
    expect(read("Error", message)).toMatchObject({ errorType: "Error", message });
    expect(read("Error", message).embedded).toBeUndefined();
  });

  test("is the whole of a message, and has a type", () => {
    for (const message of [` ${encodeCustom(fault, "r-1")}`, '{"orderId":"o-1"}', "{}"])
      for (const errorType of [undefined, "string"])
        expect(read(errorType, message)).toStrictEqual({
          ...{ wire: "standard", payload: expect.anything(), errorType, message, remoteStack: [] },
          ...{ requestId: undefined, execution: "started" },
        });
  });

  test("has the details beside its members where someone wrote it by hand", () => {
    const byHand = (more: object) =>
      read("string", JSON.stringify({ errorType: "E", httpStatus: 404, requestId: "r-1", ...more })).embedded;
    expect(byHand({ orderId: "o-1", row: 7 })?.details).toEqual({ orderId: "o-1", row: 7 });
    expect(byHand({})).not.toHaveProperty("details");
  });

  test("does not take the status and the delay of the service that brought it", () => {
    const message = '{"errorType":"E","message":"m"}';
    const outer = { wire: "dead-letter", payload: message, message, status: 429, retryAfter: 3 } as const;
    expect(decodeCustom(outer)).toMatchObject({ errorType: "E", status: undefined, retryAfter: undefined });
  });

  test("is kept aside where the error has no name of its own, as old runtimes and thrown texts do", () => {
    const message =
      '{"errorType":"InternalServerError","httpStatus":500,"requestId":"r-1","trace":{"function":"abc()","line":123,"file":"abc.js"}}';
    for (const outer of [undefined, "string"]) {
      expect(read(outer, message)).toMatchObject({
        message,
        embedded: { errorType: "InternalServerError", status: 500, requestId: "r-1" },
      });
    }
  });
});
