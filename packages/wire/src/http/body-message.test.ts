import { describe, expect, test } from "vitest";
import { decodeHttp } from "./http.ts";

/** Reads the message that a body has where AWS's services have none. */
const messageOf = (body: unknown, status = 400) =>
  decodeHttp({ status, headers: {}, body: JSON.stringify(body) })?.fallback?.message;

describe("the message of an error body that is not AWS's is read", () => {
  test.each<[string, unknown, string]>([
    [
      "a list of errors",
      { errors: [{ message: "Access is denied.", code: "Unauthorized" }] },
      "Access is denied.",
    ],
    ["a list of texts", { errors: ["a is wrong", "b is wrong"] }, "a is wrong; b is wrong"],
    ["an error as a text", { error: "no such order" }, "no such order"],
    [
      "an error as an object, as Google has it",
      { error: { code: 404, message: "gone", status: "NOT_FOUND" } },
      "gone",
    ],
    [
      "an OAuth error",
      { error: "invalid_grant", error_description: "the code was used" },
      "the code was used",
    ],
    [
      "an empty message, as Spring has it",
      { status: 404, error: "Not Found", message: "", path: "/" },
      "Not Found",
    ],
    [
      "messages in a list, as NestJS has them",
      { statusCode: 400, message: ["a", "b"], error: "Bad Request" },
      "a; b",
    ],
    [
      "locations and texts, as FastAPI has them",
      { detail: [{ loc: ["body"], msg: "field required" }] },
      "field required",
    ],
    ["field errors", { email: ["is missing"], name: ["is short"] }, "email: is missing; name: is short"],
    [
      "problem details of two members",
      { type: "https://example.com/no-stock", title: "No stock" },
      "No stock",
    ],
    ["JSON:API", { errors: [{ status: "422", detail: "is too long" }] }, "is too long"],
    ["a list", [{ message: "m", errorCode: "E" }], "m"],
    ["a text", "no such order", "no such order"],
    ["no member", {}, "{}"],
    ["members of its own", { ok: false }, '{"ok":false}'],
    ["a number", 7, "7"],
  ])("%s", (_title, body, message) => {
    expect(messageOf(body)).toBe(message);
  });

  test("however long and deep the body is", () => {
    expect(messageOf({ a: "x".repeat(5000) })).toHaveLength(1000);
    const deep = JSON.parse(`${'{"error":'.repeat(200)}"m"${"}".repeat(200)}`);
    expect(messageOf(deep)).toContain("error");
  });
});

describe("the body that API Gateway's template makes of a custom error", () => {
  const object = {
    errorType: "OrderRejected",
    httpStatus: 409,
    requestId: "r-1",
    message: "no stock",
    sku: "s-1",
  };

  test.each([
    ["rendered to the letter", `{ errorMessage: ${JSON.stringify(object)}; }`],
    ["as JSON", JSON.stringify({ errorMessage: object })],
  ])("%s is the custom error, with all its members", (_title, body) => {
    expect(decodeHttp({ status: 500, headers: {}, body })).toMatchObject({
      ...{ errorType: "OrderRejected", message: "no stock", requestId: "r-1", status: 500 },
      ...{ details: { sku: "s-1" }, members: object },
    });
    expect(decodeHttp({ status: 200, headers: {}, body })).toMatchObject({ status: 409 });
  });

  test("with a plain message has that message", () => {
    const body = "{ errorMessage: Malformed input; }";
    expect(decodeHttp({ status: 400, headers: {}, body })?.message).toBe("Malformed input");
  });
});

test("CloudFront's page about a function has the type of its header and the sentences of the page", () => {
  const headers = { "X-Cache": "LambdaExecutionError from cloudfront" };
  const body =
    '<HTML><H2>502 ERROR</H2>\n<HR noshade size="1px">\nThe Lambda function\nfailed.\n<BR clear="all"></HTML>';
  expect(decodeHttp({ status: 503, headers, body })?.fallback).toEqual({
    ...{ errorType: "LambdaExecutionError", message: "The Lambda function failed." },
  });
});

test("headers that cannot be read do not hide the error", () => {
  const hostile = { toString: 1, valueOf: 1 };
  // Headers of an opened answer can be anything.
  const headers = { "x-amzn-errortype": [hostile, "A"], date: hostile } as never;
  expect(decodeHttp({ status: 400, headers, body: "" })?.errorType).toBe("A");
  const listed = [{ name: "X-Amzn-ErrorType", value: "B" }] as never;
  expect(decodeHttp({ status: 400, headers: listed, body: "" })?.errorType).toBe("B");
});
