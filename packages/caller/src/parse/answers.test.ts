import { runInNewContext } from "node:vm";
import { defineCatalog, fault } from "@faultwire/catalog";
import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { createHttpCaller } from "../http/create-http-caller.ts";
import { parseResponse } from "../http/parse-response.ts";
import { parse } from "./parse.ts";
import { parseInvocation } from "./parse-invocation.ts";

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: "m",
}) {}
const Orders = defineCatalog("orders", { OrderNotFound });

const payload = {
  errorType: "RangeError",
  errorMessage: "out of memory",
  trace: ["RangeError: out of memory"],
};
const text = JSON.stringify(payload);
const bytes = new TextEncoder().encode(text);

describe("an Invoke output is read however it was held", () => {
  test.each<[string, unknown]>([
    ["its payload as text", { FunctionError: "Unhandled", Payload: text }],
    ["its payload opened", { FunctionError: "Unhandled", Payload: payload }],
    [
      "bytes that went through JSON",
      JSON.parse(JSON.stringify({ FunctionError: "Unhandled", Payload: bytes })),
    ],
    ["a Buffer that went through JSON", { FunctionError: "Unhandled", Payload: Buffer.from(bytes).toJSON() }],
    ["a buffer", { FunctionError: "Unhandled", Payload: bytes.slice().buffer }],
    ["a DataView", { FunctionError: "Unhandled", Payload: new DataView(bytes.slice().buffer) }],
    [
      "bytes of another realm",
      { FunctionError: "Unhandled", Payload: runInNewContext("Uint8Array.from(b)", { b: [...bytes] }) },
    ],
    ["lower-case members", { statusCode: 200, functionError: "Unhandled", payload }],
    ["members with underscores", { status_code: 200, function_error: "Unhandled", payload: text }],
    [
      "the CLI's two documents, the payload first",
      `${text}\n{\n  "StatusCode": 200,\n  "FunctionError": "Unhandled"\n}\n`,
    ],
    ["its payload in base64, as Go writes bytes", { FunctionError: "Unhandled", Payload: btoa(text) }],
    [
      "its payload as a list of numbers, as Rust writes bytes",
      { FunctionError: "Unhandled", Payload: [...bytes] },
    ],
    ["the CLI's two documents, the output first", `{"StatusCode":200,"FunctionError":"Unhandled"}${text}`],
  ])("%s", (_title, value) => {
    expect(parse(value, Orders)).toMatchObject({
      ...{ name: "Undeclared", errorType: "RangeError", message: "out of memory", execution: "started" },
    });
  });

  test("with the version that ran and the durable execution, also after its way through JSON", () => {
    const ExecutedVersion = "7";
    const DurableExecutionArn = "arn:aws:lambda:eu-west-1:123456789012:function:f:7/durable-execution/n/i";
    const read = parse(
      { FunctionError: "Unhandled", Payload: text, ExecutedVersion, DurableExecutionArn },
      Orders,
    );
    const origin = { executedVersion: "7", durableExecutionArn: DurableExecutionArn };
    expect(read?.origin).toMatchObject(origin);
    expect(parse(read?.toJSON(), Orders)?.origin).toMatchObject(origin);
  });
});

describe("the status shows which of the CLI's two documents is the output", () => {
  const output = '{"StatusCode":200,"FunctionError":"Unhandled"}';

  test("where the payload has statuses before it, or behind it", () => {
    const list = '[{"StatusCode":1},{"StatusCode":2}]';
    expect(parse(`${list}\n${output}`, Orders)?.origin?.payload).toBe(list);
    const error = { errorType: "E", errorMessage: "m", at: { StatusCode: 1 } };
    expect(parse(`${output}${JSON.stringify(error)}`, Orders)).toMatchObject({
      errorType: "E",
      message: "m",
    });
  });

  test("and the lines between them belong to neither", () => {
    expect(parse(`500\n${output}\n`, Orders)?.origin?.payload).toBe("500");
  });
});

describe("an error is read through what was put around it", () => {
  test.each([
    ["a mark of its bytes' order", `\ufeff${text}`],
    ["JSON in a text of JSON", JSON.stringify(text)],
    ["a record in a text of JSON", JSON.stringify(`{"Error":"RangeError","Cause":"out of memory"}`)],
    ["a status of its own", { ...payload, StatusCode: 200 }],
  ])("%s", (_title, value) => {
    expect(parse(value, Orders)).toMatchObject({ errorType: "RangeError", message: "out of memory" });
  });

  test("and its payload is without the mark", () => {
    expect(parse(`\ufeff${text}`, Orders)?.origin?.payload).toEqual(payload);
  });

  test.each([
    ["no code", { statusCode: 404, requestId: "r-1" }],
    ["no status", { code: "ResourceNotFoundException", requestId: "r-1" }],
    ["no request id", { code: "ResourceNotFoundException", statusCode: 404 }],
  ])("an exception with %s is not one of the SDK's second version", (_title, members) => {
    expect(parse(Object.assign(new Error("m"), members), Orders)?.name).not.toBe("ServiceFault");
  });
});

describe("an Invoke output", () => {
  test("keeps a log that is not in base64 as it is", () => {
    const output = { FunctionError: "Unhandled", Payload: text, LogResult: "START RequestId: r-1" };
    expect(parse(output, Orders)?.origin?.logTail).toBe("START RequestId: r-1");
  });

  test("has no log where there is none", () => {
    for (const LogResult of [undefined, null, 7]) {
      const read = parse({ FunctionError: "Unhandled", Payload: text, LogResult }, Orders);
      expect(read?.origin?.logTail).toBeUndefined();
    }
  });

  test("has a payload or a status beside the mark, in the spelling of other languages", () => {
    expect(parse({ functionError: "Unhandled", payload }, Orders)).toMatchObject({ errorType: "RangeError" });
    expect(parse({ functionError: "Unhandled", statusCode: 200 }, Orders)?.name).toBe("MalformedFault");
  });

  test("has the payload that came where a list of numbers is JSON, and not the bytes of an object", () => {
    const read = parse({ FunctionError: "Unhandled", Payload: [49, 50] }, Orders);
    expect(read?.origin?.payload).toBe("[49,50]");
  });

  test("is not an object that has the mark of an error alone", () => {
    expect(parse({ function_error: "Unhandled", order: 1 }, Orders)).toBeUndefined();
  });

  test.each([
    ["$metadata", { $metadata: { requestId: "r-1" } }],
    ["that of Python", { ResponseMetadata: { RequestId: "r-1", requestId: "r-2" } }],
    ["that of Step Functions", { SdkResponseMetadata: { RequestId: "r-1" } }],
  ])("has its request id in its metadata: %s", (_title, metadata) => {
    const output = { StatusCode: 200, FunctionError: "Unhandled", Payload: text, ...metadata };
    expect(parse(output, Orders)?.origin?.requestId).toBe("r-1");
  });

  test("has a payload of no bytes if one number of its list is not a byte", () => {
    for (const wrong of [256, -1, 1.5, "1"]) {
      const Payload = { ...[...bytes, wrong] };
      expect(parse({ FunctionError: "Unhandled", Payload }, Orders)?.name).toBe("MalformedFault");
    }
  });
});

describe("a success is not an error", () => {
  test.each<[string, unknown]>([
    ["a result as text", '{"statusCode":200,"body":"hello"}'],
    ["a result as bytes", new TextEncoder().encode('{"orderId":"o-1"}')],
    ["a result that is a text", '"hello"'],
    [
      "a result that is a text, which begins as an error",
      JSON.stringify('{"errorType":"E","errorMessage":"m'),
    ],
    ["an empty result", ""],
    ["the CLI's two documents", '{"ok":true}{"StatusCode":200,"ExecutedVersion":"$LATEST"}'],
    [
      "a document that looks like an error, which the CLI's output does not mark",
      `${text}{"StatusCode":200}`,
    ],
    ["an output with lower-case members", { statusCode: 200, payload: '{"ok":true}' }],
    ["the CLI's two documents, the output first", '{"StatusCode":200}{"errorType":"E","errorMessage":"m"}'],
    ["an output whose payload looks like an error", { StatusCode: 200, Payload: { Error: "E", Cause: "c" } }],
    ["an output of another service that has a name", { $metadata: { attempts: 1 }, name: "Orders" }],
    ["an object with the members of an exception and no name", { $fault: "client", $metadata: {} }],
    ["a REPORT line", "REPORT RequestId: 21818b95-f592-4495-bbcb-d38cefead32b\tDuration: 1.49 ms\n"],
    ["a START line", "START RequestId: 21818b95-f592-4495-bbcb-d38cefead32b Version: $LATEST\n"],
    ["a line of the function's own", "2026-11-22T09:00:00.000Z\tid\tINFO\thello"],
    ["a line of Python's", "[INFO]\t2026-11-22T09:00:00.000Z\tid\thello"],
    ["an answer of an HTTP client", { status: 200, headers: {}, data: { ok: true } }],
  ])("%s", (_title, value) => {
    expect(parse(value, Orders)).toBeUndefined();
  });
});

describe("an answer is read in the exception of an HTTP client", () => {
  const headers = { "content-type": "application/json", "x-amzn-errortype": "OrderNotFound" };
  const data = { message: "m", details: { orderId: "o-1" } };
  test.each<[string, object]>([
    ["axios", { name: "AxiosError", code: "ERR_BAD_REQUEST", response: { status: 404, headers, data } }],
    [
      "got",
      {
        code: "ERR_NON_2XX_3XX_RESPONSE",
        response: { statusCode: 404, headers, body: JSON.stringify(data) },
      },
    ],
    ["superagent", { status: 404, response: { status: 404, headers, body: data } }],
    ["undici", { code: "UND_ERR_RESPONSE", statusCode: 404, headers, body: data }],
  ])("%s", (_client, members) => {
    const thrown = Object.assign(new Error("Request failed"), members);
    expect(parse(thrown, Orders)).toMatchObject({ name: "OrderNotFound", details: { orderId: "o-1" } });
  });

  test("which is not a success where its body was not read, or is gone", () => {
    const unread = Object.assign(new Error("m"), { response: new Response("", { status: 404 }) });
    expect(parse(unread, Orders)?.name).toBe("MalformedFault");
    const json = { name: "AxiosError", message: "Request failed with status code 503", status: 503 };
    expect(parse(json, Orders)).toMatchObject({
      name: "Undeclared",
      status: 503,
      retryable: true,
      execution: "unknown",
    });
  });

  test("was not read where a client has read the body and keeps it beside the response", () => {
    const response = new Response(null, { status: 404, headers });
    const ky = Object.assign(new Error("Request failed"), { response, data });
    const ofetch = Object.assign(new Error("m"), {
      response: Object.assign(response.clone(), { _data: data }),
    });
    const undici = Object.assign(new Error("m"), {
      ...{ code: "UND_ERR_RESPONSE_STATUS_CODE", status: 404, statusCode: 404, headers, body: data },
    });
    for (const thrown of [ky, ofetch, undici])
      expect(parse(thrown, Orders)).toMatchObject({ name: "OrderNotFound", details: { orderId: "o-1" } });
  });

  test("was not read where a client of GraphQL lists the errors; the errors of an AggregateError are others", () => {
    const errors = [{ message: "no", path: ["order"], errorType: "Lambda:Unhandled" }];
    for (const members of [{ errors }, { graphQLErrors: errors }, { response: { status: 200, errors } }])
      expect(parse(Object.assign(new Error("m"), members), Orders)).toMatchObject({
        ...{ errorType: "Lambda:Unhandled", message: "no", execution: "started" },
      });
    const missing = Object.assign(new Error("ENOENT"), { code: "ENOENT", path: "/tmp/x" });
    expect(parse(new AggregateError([missing], "several"), Orders)?.message).toBe("several");
  });

  test("as axios and undici have answers without an exception", () => {
    expect(parse({ status: 404, headers, data }, Orders)?.name).toBe("OrderNotFound");
    expect(parse({ statusCode: 404, headers, body: JSON.stringify(data) }, Orders)?.name).toBe(
      "OrderNotFound",
    );
  });
});

test("a raw response of Invoke was read as one of an HTTP front", async () => {
  const headers = { "X-Amz-Function-Error": "Unhandled", "x-amzn-requestid": "r-1" };
  const raw = { status: 200, headers, body: text };
  const read = { errorType: "RangeError", status: 500, execution: "started", origin: { requestId: "r-1" } };
  expect(parse(raw, Orders)).toMatchObject(read);
  expect(await parseResponse(raw, Orders)).toMatchObject(read);
  expect(parse(raw, Orders)?.toJSON()).toEqual(parseInvocation(raw, Orders)?.toJSON());
});

test("a raw response of Invoke that is marked keeps its trace, and without the mark is a success", () => {
  const headers = {
    "x-amz-function-error": "Unhandled",
    "x-amzn-trace-id": "Root=1-5759e988-bd862e3fe1be46a994272793",
  };
  expect(parseInvocation({ status: 200, headers, body: text }, Orders)?.origin?.traceId).toBe(
    "1-5759e988-bd862e3fe1be46a994272793",
  );
  expect(parseInvocation({ status: 200, headers: {}, body: text }, Orders)).toBeUndefined();
  expect(parseInvocation({ body: text } as never, Orders)).toMatchObject({
    name: "MalformedFault",
    cause: {
      message:
        "It is not an output of Invoke, { StatusCode, FunctionError, Payload }, or a response, { status, headers, body }",
    },
  });
  const refused = { status: 429, headers: { "x-amzn-errortype": "TooManyRequestsException" }, body: "{}" };
  expect(parseInvocation(refused, Orders)).toMatchObject({
    ...{ name: "ServiceFault", errorType: "TooManyRequestsException", execution: "none" },
  });
});

test("an output of the SDK was malformed for parseInvocation", () => {
  const output = {
    StatusCode: 200,
    $metadata: { requestId: "r-1" },
    Payload: new TextEncoder().encode(text),
  };
  expect(parseInvocation(output, Orders)).toBeUndefined();
  const failed = { ...output, FunctionError: "Unhandled" };
  expect(parseInvocation(failed, Orders)).toMatchObject({
    ...{ errorType: "RangeError", execution: "started", origin: { requestId: "r-1" } },
  });
  expect(parse(failed, Orders)?.toJSON()).toEqual(parseInvocation(failed, Orders)?.toJSON());
});

test("a refusal of the Lambda API that a function passed on proves nothing", () => {
  const body =
    '{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}';
  const passedOn = { status: 429, headers: { "content-type": "application/json" }, body };
  const found = parse(passedOn, Orders);
  expect(found).toMatchObject({
    ...{ name: "ServiceFault", message: "Rate Exceeded.", status: 429, execution: "unknown" },
    reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
  });
  expect(found?.origin?.payload).toMatchObject(passedOn);
  // A success may have such a member.
  expect(parse({ ...passedOn, status: 200 }, Orders)).toBeUndefined();
});

test("a body that is a stream is not read, and the status is that of an error all the same", () => {
  const body = { on: () => undefined, pipe: () => undefined };
  expect(parse({ status: 503, headers: {}, body }, Orders)).toMatchObject({
    status: 503,
    execution: "unknown",
  });
});

test("Angular has the body of an answer in its error", () => {
  const headers = { "x-amzn-errortype": "OrderNotFound" };
  const error = { message: "m", details: { orderId: "o-1" } };
  const thrown = { name: "HttpErrorResponse", message: "Http failure response", status: 404, headers, error };
  expect(parse(thrown, Orders)).toMatchObject({ name: "OrderNotFound", details: { orderId: "o-1" } });
});

test("an exception of the SDK that went through JSON is a refusal", () => {
  const $metadata = { httpStatusCode: 429, requestId: "r-1", attempts: 1 };
  const v3 = { name: "TooManyRequestsException", $fault: "client", $metadata, message: "Rate Exceeded." };
  const v2 = {
    code: "TooManyRequestsException",
    statusCode: 429,
    requestId: "r-1",
    message: "Rate Exceeded.",
  };
  const { message: Message, ...unnamed } = v3;
  for (const value of [v3, { ...unnamed, Message }, v2, JSON.stringify(v2)])
    expect(parse(value, Orders)).toMatchObject({
      ...{ name: "ServiceFault", errorType: "TooManyRequestsException", message: "Rate Exceeded." },
      ...{ status: 429, origin: { requestId: "r-1" } },
    });
});

test.each([429, 502, 503, 504])("a status of %d is retryable with any body", (status) => {
  const body = '{"errors":[{"message":"later"}]}';
  expect(parse({ status, headers: {}, body }, Orders)).toMatchObject({
    ...{ name: "Undeclared", message: "later", execution: "unknown", retryable: true },
  });
});

test("the members of a custom error object can be reached, whether it is declared or not", () => {
  const trace = { function: "abc()", line: 123, file: "abc.js" };
  const object = { errorType: "OrderNotFound", httpStatus: 404, requestId: "r-1", trace, orderId: "o-1" };
  const declared = parse({ errorMessage: JSON.stringify(object) }, Orders);
  expect(declared).toMatchObject({
    name: "OrderNotFound",
    details: { orderId: "o-1" },
    origin: { embedded: object },
  });
  const other = parse({ errorMessage: JSON.stringify({ ...object, errorType: "Other" }) }, Orders);
  expect(other?.origin?.embedded).toMatchObject({ errorType: "Other", httpStatus: 404, trace });
});

test("an error of another realm is not a success", () => {
  const foreign = runInNewContext(
    'Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED", syscall: "connect" })',
  );
  expect(parse(foreign, Orders)).toMatchObject({
    name: "TransportFault",
    errorType: "ECONNREFUSED",
    execution: "none",
  });
});

test("an answer of node-fetch, whose body is a stream of Node.js, is read and stays readable", async () => {
  const body = '{"errorType":"RangeError","errorMessage":"m","stackTrace":[]}';
  const read = vi.fn(async () => body);
  const foreign = {
    ...{
      status: 200,
      ok: true,
      bodyUsed: false,
      headers: new Headers({ "content-type": "application/json" }),
    },
    ...{ body: { pipe: () => undefined }, text: async () => "not to be read" },
    clone: () => ({ body: { pipe: () => undefined }, text: read }),
  };
  expect(await parseResponse(foreign as never, Orders)).toMatchObject({ name: "Undeclared" });
  expect(read).toHaveBeenCalledTimes(1);
});

test("a copy of fetch with headers as an object has an answer all the same", async () => {
  const headers = { "content-type": "application/json", "X-Amzn-ErrorType": "OrderNotFound" };
  const foreign = {
    ...{ status: 404, ok: false, bodyUsed: false, headers, body: null },
    ...{ text: async () => '{"message":"m","details":{"orderId":"o-1"}}', clone: () => undefined },
  };
  expect(await parseResponse(foreign as never, Orders)).toMatchObject({
    ...{ name: "OrderNotFound", details: { orderId: "o-1" } },
  });
});

test("a response-like value without headers, or with getters that throw, is never a rejection", async () => {
  const hostile = {
    text: () => "",
    clone: () => {
      throw new Error("no");
    },
    status: 500,
  };
  const getter = {
    get status() {
      throw new Error("no");
    },
  };
  // Neither is a response.
  for (const value of [hostile, getter, { text: () => "", status: 500 }, { status: 500 }])
    await expect(parseResponse(value as never, Orders)).resolves.not.toThrow();
});

describe("safe() resolves", () => {
  const url = "https://api.example.com";
  const answer = async () => Response.json({ ok: true });

  test("with a fault of a function that has finished where the schema of the result throws, and sends no more", async () => {
    let requests = 0;
    const fetch = () => {
      requests += 1;
      return answer();
    };
    const output = z.unknown().transform(() => {
      throw Object.create(null);
    });
    const retry = { attempts: 3, idempotent: true };
    const outcome = await createHttpCaller({ url, faults: Orders, output, fetch, retry }).safe({});
    expect(outcome).toMatchObject({ fault: { name: "MalformedFault", execution: "finished" } });
    expect(requests).toBe(1);
  });

  test.each<[string, () => unknown]>([
    ["returns null", () => null],
    ["returns an object", () => Object.create(null)],
    [
      "throws",
      () => {
        throw new Error("no");
      },
    ],
  ])("where Error.prepareStackTrace %s", async (_title, prepare) => {
    const own = Error.prepareStackTrace;
    Error.prepareStackTrace = prepare;
    try {
      const fetch = async () => Response.json({ error: "no" }, { status: 400 });
      const outcome = await createHttpCaller({ url, faults: Orders, fetch }).safe({});
      expect(outcome).toMatchObject({
        ok: false,
        fault: { name: "Undeclared", message: "no", stack: "Undeclared: no\n" },
      });
    } finally {
      Error.prepareStackTrace = own;
    }
  });
});
