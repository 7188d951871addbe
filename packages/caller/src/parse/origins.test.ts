import { defineCatalog, fault } from "@faultwire/catalog";
import { describe, expect, test } from "vitest";
import { readResult } from "../read-result.ts";
import { abortedFault, receiveException } from "../receive-exception.ts";
import { parse } from "./parse.ts";

/* Each fault states which wire it came by, who reported it, and what to do. */

class OrderNotFound extends fault("OrderNotFound", { status: 404, message: "m" }) {}
const Orders = defineCatalog("orders", { OrderNotFound });
const failed = (members: object) => Object.assign(new Error("m"), members);
const trace = "1-5759e988-bd862e3fe1be46a994272793";
const aborted = AbortSignal.abort("enough");

const hostile = {
  get FunctionError() {
    throw new RangeError("no");
  },
};
const axios = { name: "AxiosError", message: "Request failed", status: 503 };
const v2 = failed({
  code: "ThrottlingException",
  statusCode: 400,
  requestId: "r-1",
  Reason: "CallerRateLimit",
});
const graphql = failed({ errors: [{ message: "no", path: ["order"], errorType: "OrderNotFound" }] });
const cognito = failed({
  name: "UserLambdaValidationException",
  $fault: "client",
  message: "PreSignUp failed with error no.",
});
const unread = Response.json({});

describe("a fault of parse()", () => {
  test.each<[string, unknown, object]>([
    [
      "a value that throws",
      hostile,
      {
        ...{ name: "MalformedFault", errorType: "MalformedFault", message: "The value cannot be read" },
        ...{ issues: "it throws when it is read", status: 500, retryable: false, category: "function" },
        ...{ execution: "unknown", origin: { wire: "standard" } },
      },
    ],
    [
      "a response whose body is not read",
      unread,
      {
        ...{ name: "MalformedFault", execution: "unknown", origin: { wire: "transport", payload: unread } },
        issues: expect.stringContaining("await parseResponse()"),
      },
    ],
    [
      "the second version of the SDK",
      v2,
      {
        ...{ name: "ServiceFault", errorType: "ThrottlingException", status: 400, reason: "CallerRateLimit" },
        ...{ execution: "unknown", cause: v2, origin: { wire: "service", requestId: "r-1" } },
      },
    ],
    [
      "axios as JSON",
      axios,
      { status: 503, message: "Request failed", origin: { wire: "http", payload: axios } },
    ],
    ["a client of GraphQL", graphql, { errorType: "OrderNotFound", cause: graphql }],
    ["Cognito's client", cognito, { errorType: "UserLambdaValidationException", cause: cognito }],
    [
      "an error of the program",
      new TypeError("t"),
      { name: "Undeclared", retryable: false, category: "function", execution: "unknown" },
    ],
  ])("of %s", (_title, value, expected) => {
    expect(parse(value, Orders)).toMatchObject(expected);
  });
});

describe("an exception of an HTTP client", () => {
  const answer = {
    statusCode: 404,
    headers: { "x-amzn-errortype": "OrderNotFound" },
    body: '{"message":"m"}',
  };

  test.each([
    [{ code: "UND_ERR_RESPONSE", ...answer }, "OrderNotFound"],
    [{ code: "UND_ERR_RESPONSE_STATUS_CODE", ...answer }, "OrderNotFound"],
    [{ name: "ResponseError", ...answer }, "OrderNotFound"],
    // Others have their own meaning.
    [{ code: "X_UND_ERR_RESPONSE", ...answer }, "X_UND_ERR_RESPONSE"],
    [{ code: "UND_ERR_RESPONSE_OTHER", ...answer }, "UND_ERR_RESPONSE_OTHER"],
    [{ name: "OtherError", ...answer }, "OtherError"],
    [{ code: "UND_ERR_RESPONSE", ...answer, body: undefined }, "UND_ERR_RESPONSE"],
    [{ name: "AxiosError", status: 99 }, "AxiosError"],
  ])("%j is %s", (members, errorType) => {
    expect(parse(failed(members), Orders)?.errorType).toBe(errorType);
  });

  test.each([
    [{ ...answer, statusCode: 400 }, 400],
    [{ ...answer, statusCode: 399 }, undefined],
    [{ ...answer, body: undefined }, undefined],
    [{ status: 404, headers: null, body: "{}" }, undefined],
    [{ status: "404", headers: {}, body: "{}" }, undefined],
  ])("without one, %j has the status %s", (value, status) => {
    expect(parse(value, Orders)?.status).toBe(status);
  });
});

describe("a service's refusal", () => {
  const refusal = (members: object) =>
    failed({ name: "Other", $fault: "client", $metadata: { httpStatusCode: 400 }, ...members });

  test.each([
    ["429", "Unknown"],
    ["E429", "E429"],
    ["429E", "429E"],
  ])("of the name %s has the type %s", (name, errorType) => {
    expect(receiveException(refusal({ name }), {}).errorType).toBe(errorType);
  });

  test("has the trace of its response, and that of the exchange first", () => {
    const $response = { headers: { "x-amzn-trace-id": `Root=${trace}` } };
    expect(receiveException(refusal({ $response }), {}).origin?.traceId).toBe(trace);
    expect(receiveException(refusal({ $response }), { traceId: "1-0-0" }).origin?.traceId).toBe("1-0-0");
  });

  test("has a status that is a number, or none of its own", () => {
    expect(receiveException(refusal({ $metadata: { httpStatusCode: "400" } }), {}).status).toBe(500);
  });
});

describe("a failed exchange", () => {
  const context = { functionName: "f", traceId: trace, requests: 1 };

  test("has its place, and the status that arrived", () => {
    const thrown = failed({ code: "ECONNRESET", $metadata: { requestId: "r-1", attempts: 1 } });
    expect(receiveException(thrown, { ...context, status: 502 })).toMatchObject({
      ...{ category: "transport", status: 502, cause: thrown },
      origin: { wire: "transport", payload: thrown, requestId: "r-1", traceId: trace, functionName: "f" },
    });
    const known = failed({ code: "ECONNRESET", $metadata: { httpStatusCode: 503 } });
    expect(receiveException(known, { ...context, status: 502 }).status).toBe(503);
    expect(receiveException(thrown, context).status).toBe(500);
  });

  test("that never left is the caller's if it was aborted, and a setting's otherwise", () => {
    expect(abortedFault({ functionName: "f", signal: aborted })).toMatchObject({
      ...{ category: "caller", message: "The call was aborted before a request was sent", cause: "enough" },
      ...{ execution: "none", errorType: "AbortError" },
    });
    expect(receiveException(failed({}), { requests: 0 }).category).toBe("configuration");
  });
});

test("a result that cannot be read says why", async () => {
  const origin = { wire: "standard", payload: "x" } as const;
  const schema = (validate: (value: unknown) => { value: unknown }) =>
    ({ "~standard": { version: 1, vendor: "own", validate } }) as const;
  const message = "The function returned a result that cannot be read";
  expect(await readResult("x", undefined, origin)).toMatchObject({
    fault: { message, issues: "the result is not JSON", origin, execution: "finished" },
  });
  const throwing = schema(() => {
    throw new RangeError("no");
  });
  expect(await readResult("1", throwing, origin)).toMatchObject({
    fault: { message, issues: "the schema of the result throws", cause: new RangeError("no") },
  });
  // A function that returned nothing has an empty result, which is for the schema to judge.
  const seen = schema((value) => ({ value: [value] }));
  expect(await readResult("", seen, origin)).toEqual({ value: [undefined] });
  expect(await readResult("", undefined, origin)).toEqual({ value: undefined });
  expect(await readResult("null", seen, origin)).toEqual({ value: [null] });
});

describe("the output of the AWS CLI", () => {
  const output = '{\n    "StatusCode": 200,\n    "FunctionError": "Unhandled"\n}';
  const payload = '{"errorType":"E","errorMessage":"m","trace":["{a: 1}"]}';
  const inner = '{"errorType":"E","errorMessage":"{\\"StatusCode\\": 200}"}';

  test.each([
    ["after its payload", `${payload}${output}\n`],
    ["before its payload", `${output}\n${payload}`],
    ["after a payload that has such an object in it", `${inner}${output}`],
    ["before a payload that has such an object in it", `${output}${inner}`],
  ])("is read %s", (_title, text) => {
    expect(parse(text, Orders)).toMatchObject({ errorType: "E", execution: "started" });
  });

  test("is not read where there is no payload, or something else is around it", () => {
    expect(parse(`${output} and more`, Orders)).toBeUndefined();
    expect(parse('{"StatusCode" 200}{"errorType":"E","errorMessage":"m"}', Orders)).toBeUndefined();
  });
});
