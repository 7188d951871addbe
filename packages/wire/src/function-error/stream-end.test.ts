import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeStandardObject, type StandardError } from "./standard.ts";
import { encodeStreamEnd, fitStreamEnd } from "./stream-end.ts";

const fault = { errorType: "Cut", message: "cut off", status: 503, retryable: true, retryAfter: 3 };

/** The trailers that the runtime posts for an error at the end of a stream. */
function trailersOf({ name, message, stack }: StandardError) {
  const body = { errorType: name, errorMessage: message, trace: stack.split("\n") };
  return {
    "Lambda-Runtime-Function-Error-Type": name,
    "Lambda-Runtime-Function-Error-Body": Buffer.from(JSON.stringify(body)).toString("base64"),
  };
}

/** As they stand on the wire. */
const bytesOf = (error: StandardError) =>
  Object.entries(trailersOf(error)).reduce((sum, [name, value]) => sum + name.length + value.length + 4, 2);

const read = (error: StandardError) => {
  const body = trailersOf(error)["Lambda-Runtime-Function-Error-Body"];
  return decodeStandardObject(JSON.parse(Buffer.from(body, "base64").toString()));
};

describe("the end of a stream", () => {
  test("brings a declared fault with all that it says, where that is small", () => {
    expect(read(encodeStreamEnd({ ...fault, details: { a: [1] } }, "shop"))).toMatchObject({
      errorType: "Cut",
      message: "cut off",
      details: { a: [1] },
      status: 503,
      retryable: true,
      retryAfter: 3,
    });
  });

  test("is under 4 KiB whatever is said, and the type, the advice and the loss arrive", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 5000, size: "max" }),
      fc.constantFrom("€".repeat(5000), "\u0001".repeat(5000), "💥".repeat(5000), '"'.repeat(5000)),
    );
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), (message, details) => {
        const error = encodeStreamEnd({ ...fault, errorType: "N".repeat(128), message, details }, "shop");
        expect(bytesOf(error)).toBeLessThan(4096);
        const told = read(error);
        expect(told).toMatchObject({ status: 503, retryable: true, retryAfter: 3 });
        expect(told.dropped !== undefined || told.details === details).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test("lets an error pass that is small and has a name that a header takes, and rewrites any other", () => {
    const small = { name: "RangeError", message: "m", stack: "RangeError: m\n    at f (a.js:1:1)" };
    expect(fitStreamEnd(small)).toBe(small);
    expect(fitStreamEnd({ ...small, name: "Bad\r\nName 💥" })).toEqual({
      name: "Bad__Name___",
      message: "m",
      stack: "Bad__Name___: m",
    });
    expect(fitStreamEnd({ ...small, name: "" }).name).toBe("Error");
    expect(fitStreamEnd({ ...small, name: "N".repeat(129) }).name).toBe("N".repeat(128));
    const large = fitStreamEnd({ ...small, message: "€".repeat(100_000) });
    expect(bytesOf(large)).toBeLessThan(4096);
    expect(large.message.length).toBe(150);
  });

  test("lets an error pass up to 2,800 bytes of JSON, with all its frames", () => {
    const error = (bytes: number) => {
      const whole = { name: "E", message: "é", stack: "E: é\n    at f (a.js:1:1)\n    at " };
      const length = Buffer.byteLength(
        JSON.stringify({
          errorType: whole.name,
          errorMessage: whole.message,
          trace: whole.stack.split("\n"),
        }),
      );
      return { ...whole, stack: whole.stack + "a".repeat(bytes - length) };
    };
    const last = error(2800);
    expect(fitStreamEnd(last)).toBe(last);
    expect(fitStreamEnd(error(2801)).stack).toBe("E: é");
  });
});
