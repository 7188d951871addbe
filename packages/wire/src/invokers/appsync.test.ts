import { describe, expect, test } from "vitest";
import { decodeAppSync, encodeAppSync } from "./appsync.ts";
import { decodeGraphqlErrors } from "./appsync-error.ts";

const response = (error: object) => ({ data: null, errors: [error] });

test("a fault without details is written without errorInfo", () => {
  expect(encodeAppSync({ errorType: "E", message: "m" })).toStrictEqual({
    ...{ data: null, errorMessage: "m", errorType: "E" },
  });
});

describe("an error of AppSync", () => {
  test.each([
    ["a refusal of a field", "Unauthorized"],
    ["a refusal of the request", "UnauthorizedException"],
    ["another data source", "DynamoDB:ConditionalCheckFailedException"],
    ["a query that does not validate", "ValidationError"],
    ["a quota", "LimitExceededException"],
    ["a function that AppSync could not call", "Lambda:IllegalArgument"],
    ["a function that AppSync stopped waiting for", "Lambda:ExecutionTimeoutException"],
  ])("does not claim that a function ran: %s", (_what, errorType) => {
    expect(decodeAppSync(response({ errorType, message: "m" }))).toMatchObject({
      errorType,
      message: "m",
      execution: "unknown",
    });
  });

  test("has started a function only where it says so", () => {
    for (const error of [
      response({ errorType: "Lambda:Unhandled", message: "m" }),
      { unhandledErrorType: "RangeError", type: "Lambda:Unhandled", message: "m" },
      { type: "Lambda:Unhandled", message: "m" },
      { unhandledErrorType: "RangeError", message: "m" },
      { data: null, errorType: "RangeError", errorMessage: "m" },
      [{ data: [] }, { data: null, errorType: "RangeError", errorMessage: "m" }],
    ])
      expect(decodeAppSync(error)).toMatchObject({ message: "m", execution: "started" });
    expect(decodeAppSync({ unhandledErrorType: null, type: "Lambda:X", message: "m" })?.execution).toBe(
      "unknown",
    );
    // A resolver can report any name: what it proves depends on the catalog.
    expect(decodeAppSync(response({ errorType: "OrderNotFound", message: "m" }))?.execution).toBeUndefined();
  });

  test("whose message is the whole error of a function has its type and started it", () => {
    const message = '{"errorType":"RangeError","errorMessage":"m"}';
    expect(decodeAppSync(response({ errorType: "Custom", message }))).toMatchObject({
      ...{ errorType: "RangeError", message: "m", execution: "started" },
    });
    for (const plain of ['{"orderId":"o-1"}', "7", "null"]) {
      const read = decodeAppSync(response({ errorType: "Custom", message: plain }));
      expect(read).toMatchObject({ errorType: "Custom", message: plain });
      expect(read?.execution).toBeUndefined();
    }
  });

  test("without a message proves nothing, whatever its type", () => {
    expect(decodeAppSync({ errors: [{ errorType: "OrderNotFound" }] })?.execution).toBe("unknown");
  });

  test("has details only where there is any information", () => {
    for (const errorInfo of [null, undefined])
      expect(decodeAppSync(response({ message: "m", errorInfo }))?.details).toBeUndefined();
    expect(decodeAppSync(response({ message: "m", errorInfo: 0 }))?.details).toBe(0);
  });

  test("keeps the code that servers of GraphQL in a function put into the extensions", () => {
    const error = { message: "m", extensions: { code: "BAD_USER_INPUT" }, locations: [] };
    expect(decodeAppSync({ errors: [error] })).toMatchObject({ errorType: "BAD_USER_INPUT", message: "m" });
    expect(decodeAppSync({ data: { a: 1 }, errors: [error] })).toMatchObject({ errorType: "BAD_USER_INPUT" });
  });

  test("is not a list of errors that the application made, nor an empty place for one", () => {
    for (const value of [
      { errors: [{ message: "m", code: "X" }] },
      { errors: [] },
      { data: {}, errors: [] },
      { data: null, errorMessage: "" },
      { data: null, errorMessage: null },
      { data: null, errorType: "E" },
      { error: "" },
      { error: null },
      { error: "m", ok: true },
      { type: "Lambda:Unhandled" },
      { type: JSON.parse('{"toString":1}'), message: "m" },
    ])
      expect(decodeAppSync(value)).toBeUndefined();
  });
});

describe("an error of AppSync Events", () => {
  test.each([
    ["a publish", { failed: [{ index: 0, identifier: "i", code: 400, message: "m" }], successful: [] }],
    ["an error message", { type: "publish_error", id: "1", errors: [{ errorType: "E", message: "m" }] }],
    ["a connection", { type: "connection_error", payload: { errors: [{ errorType: "E", message: "m" }] } }],
    [
      "a subscription of GraphQL",
      { type: "data", id: "1", payload: { data: null, errors: [{ message: "m" }] } },
    ],
    ["another protocol's error", { type: "error", id: "1", payload: [{ message: "m", path: ["a"] }] }],
  ])("is read from %s", (_what, value) => {
    expect(decodeAppSync(value)).toMatchObject({ wire: "appsync", message: "m" });
    expect(decodeAppSync(value)?.execution).not.toBe("started");
  });

  test("is read from a function's answer, a declared name included", () => {
    const answer = {
      events: [
        { id: "1", payload: {} },
        { id: "2", error: "OrderNotFound: gone" },
      ],
    };
    expect(decodeAppSync(answer)).toMatchObject({
      message: "OrderNotFound: gone",
      execution: "started",
      embedded: { errorType: "OrderNotFound", message: "gone" },
    });
    const refused = decodeAppSync({ error: "not allowed" });
    expect(refused).toMatchObject({ message: "not allowed" });
    expect(refused?.execution).toBeUndefined();
  });

  test("is not a success", () => {
    for (const value of [
      { failed: [], successful: [{ index: 0, identifier: "i" }] },
      { events: [{ id: "1", payload: { error: "x" } }] },
      { events: [null, 7, { error: "x" }] },
      { failed: [{ message: "m" }] },
      { successful: [{ message: "m" }] },
      { type: "data", id: "1", payload: { data: {} } },
      { type: "ka" },
      null,
    ])
      expect(decodeAppSync(value)).toBeUndefined();
  });
});

describe("the errors that a client of GraphQL lists in its exception", () => {
  const error = { message: "m", path: ["a"], errorType: "Lambda:Unhandled" };

  test("are read by the first that is one of GraphQL", () => {
    const errors = [null, { message: "plain" }, error];
    expect(decodeGraphqlErrors(errors)).toMatchObject({
      ...{ wire: "appsync", errorType: "Lambda:Unhandled", message: "m", execution: "started" },
    });
    for (const member of ["locations", "path", "errorType", "extensions"])
      expect(decodeGraphqlErrors([{ message: "m", [member]: {} }]), member).toMatchObject({ message: "m" });
    // A connection that is refused has a type alone.
    expect(decodeGraphqlErrors([{ errorType: "UnauthorizedException" }])).toMatchObject({
      errorType: "UnauthorizedException",
    });
  });

  test("are not errors of the system, which have a stack, nor any other list", () => {
    for (const other of [
      ...[[error, new Error("m")], [error, { stack: "s" }], [{ message: "m" }], [{}], [null], []],
      ...[undefined, error, "text", [{ message: 7, path: [] }]],
    ])
      expect(decodeGraphqlErrors(other)).toBeUndefined();
  });

  test("are the payload of a subscription's message", () => {
    expect(decodeAppSync({ type: "error", payload: [{ message: "plain" }, error] })).toMatchObject({
      errorType: "Lambda:Unhandled",
    });
    expect(
      decodeAppSync({ type: "data", payload: { data: null, errors: [{ message: "m" }] } }),
    ).toMatchObject({
      message: "m",
    });
    expect(decodeAppSync({ payload: [error] })).toBeUndefined();
  });
});
