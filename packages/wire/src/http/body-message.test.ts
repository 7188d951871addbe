import { describe, expect, test } from "vitest";
import { decodeCustomBody } from "./custom-body.ts";
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
    ["blanks in the place of a message", { message: " \n", error: "no such order" }, "no such order"],
    ["a page in the place of a message", { message: " <p>no</p>", error: "no such order" }, "no such order"],
    ["an empty text in a list", { errors: ["", "a is wrong"] }, "a is wrong"],
    ["an entry without a message", [{ code: 7 }, { message: "m" }], "m"],
    ["errors by field, one without a message", { errors: { a: { code: 7 }, b: { message: "m" } } }, "m"],
    ["a name that is like one of an error", { errorMsg: "no such order" }, "no such order"],
    ["a list under a name that is like one of errors", { validationErrors: ["is short"] }, "is short"],
    [
      "errors of several fields before a name that is like one of an error",
      { email: ["is missing", "is short"], name: ["is long"], failed: "yes" },
      "email: is missing; is short; name: is long",
    ],
    [
      "a text for each field",
      { errors: { email: "is missing", name: "is long" } },
      "email: is missing; name: is long",
    ],
    ["an error in an envelope", { status: { message: "no such order" } }, "no such order"],
    ["a text in the place of an envelope", { status: "failed" }, '{"status":"failed"}'],
    ["a result without an error", { data: { orderId: "o-1" } }, '{"data":{"orderId":"o-1"}}'],
    ["an empty list for a field", { email: [], name: ["is short"] }, "name: is short"],
    ["a list of more than texts", { codes: ["a", 7] }, '{"codes":["a",7]}'],
  ])("%s", (_title, body, message) => {
    expect(messageOf(body)).toBe(message);
  });

  test("however long and deep the body is", () => {
    expect(messageOf({ a: "x".repeat(5000) })).toHaveLength(1000);
    const longest = { a: "x".repeat(992) };
    expect(messageOf(longest)).toBe(JSON.stringify(longest));
    expect(messageOf({ a: "x".repeat(993) })).toMatch(/x…$/);
    const texts = Array.from({ length: 21 }, (_, at) => `${at} is wrong`);
    expect(messageOf({ errors: texts })).toBe(texts.slice(0, 20).join("; "));
    const fields = Object.fromEntries(texts.map((text, at) => [`field${at}`, [text]]));
    expect(messageOf(fields)).toMatch(/^field0: 0 is wrong; .*; field19: 19 is wrong$/);
    const nested = (depth: number): object => (depth === 0 ? { error: "m" } : { error: nested(depth - 1) });
    expect(messageOf(nested(4))).toBe("m");
    expect(messageOf(nested(5))).toBe(JSON.stringify(nested(5)));
    expect(messageOf({ errors: [[[{ message: "m" }]]] })).toBe("m");
    expect(messageOf({ errors: [[[[{ message: "m" }]]]] })).toContain("errors");
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

  test.each([
    ["{ errorMessage: Malformed input; }", "Malformed input"],
    ["\n{ errorMessage: Malformed input; }\n", "Malformed input"],
    ["{ errorMessage: first; second }", "first; second"],
    ['{ errorMessage: "Malformed input"; }', "Malformed input"],
  ])("with a plain message has that message: %j", (body, message) => {
    expect(decodeHttp({ status: 400, headers: {}, body })?.message).toBe(message);
    expect(decodeCustomBody(body, {})).toEqual({ wire: "custom", payload: body, message });
  });

  test.each(["{ errorMessage: cut off", "{ errorMessage: ; }"])("is not any other text: %j", (body) => {
    expect(decodeHttp({ status: 400, headers: {}, body })?.message).toBe(body);
    expect(decodeHttp({ status: 200, headers: {}, body })).toBeUndefined();
  });

  test("does not change the status of a failure", () => {
    const body = JSON.stringify({ errorMessage: object });
    expect(decodeHttp({ status: 400, headers: {}, body })?.status).toBe(400);
  });
});

test("CloudFront's page about a function has the type of its header and the sentences of the page", () => {
  const headers = { "X-Cache": "LambdaExecutionError from cloudfront" };
  const body =
    '<HTML><H2>502 ERROR</H2>\n<HR noshade size="1px">\nThe Lambda function\n  failed.\n<BR clear="all"></HTML>';
  expect(decodeHttp({ status: 503, headers, body })?.fallback).toEqual({
    ...{ errorType: "LambdaExecutionError", message: "The Lambda function failed." },
  });
});

test("headers that cannot be read do not hide the error", () => {
  const hostile = { toString: 1, valueOf: 1 };
  // Headers of an opened answer can be anything.
  const headers = { "x-amzn-errortype": [hostile, "A"], date: hostile } as never;
  expect(decodeHttp({ status: 400, headers, body: "" })?.errorType).toBe("A");
  for (const listed of [
    [null, "text", {}, { name: 7, value: "A" }, { name: "X-Amzn-ErrorType", value: "B" }],
    [[], [7, "A"], { key: "X-Amzn-ErrorType", value: "B" }],
  ])
    expect(decodeHttp({ status: 400, headers: listed as never, body: "" })?.errorType).toBe("B");
});
