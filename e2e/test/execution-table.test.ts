import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { createFetch, createHttpCaller, parse, parseStream } from "@faultwire/caller";
import { createCaller, type LambdaCallOptions } from "@faultwire/caller/lambda";
import { defineCatalog, type Fault, fault } from "@faultwire/catalog";
import { encodeAppSyncEvent } from "@faultwire/wire";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import certainty from "../../cases/execution-certainty.json" with { type: "json" };
import refusals from "../../cases/invoke-service-errors.json" with { type: "json" };

/* Each row of the table in docs/execution.md, made to happen; and each recorded name has a row. */

class Declared extends fault("Declared", { status: 409, message: "m" }) {}
const All = defineCatalog("all", { Declared });

const page = readFileSync(join(import.meta.dirname, "../../docs/execution.md"), "utf8");
const rows = [...page.matchAll(/^\| ([^|]+?) +\| ([^|]+?) +\| (\w+) +\| ([^|]+?) +\| ([^|]+?) +\|$/gm)]
  .map(([, what = "", name = "", execution, , source = ""]) => ({ what, name, execution, source }))
  .filter(({ name }) => name !== "name");

/** Makes the fault of a row from its first column, given the name in the second. */
const MADE: Readonly<Record<string, (name: string) => Fault | undefined | Promise<Fault | undefined>>> = {
  "a refusal of the Lambda API": (name) => refused(refusal(name, 1)),
  "an exception of an unknown client": (name) => parse(refusal(name, 1), All),
  "several requests, of which the last was refused": (name) => refused(refusal(name, 2)),
  "a function error": (name) => parse(functionError(payloadOf(name)), All),
  "the handler's wrapper": (name) => parse(functionError({ errorType: name, errorMessage: "m" }), All),
  "a success": (name) => answered(name === "a result that is not JSON" ? "<html>" : "{}"),
  "a failed exchange": (name) => parse(failure(name), All),
  "a fetch that failed": (name) => fetched(name, "manual"),
  "a fetch that failed and may have followed a redirect": (name) => fetched(name, "follow"),
  "a failed exchange after the head of a 200": (name) => parse(failure(name, 200), All),
  "… of a 200 that is marked as a function error": (name) =>
    parse(
      Object.assign(failure(name, 200), { $response: { headers: { "x-amz-function-error": "Unhandled" } } }),
      All,
    ),
  "a call": (name) =>
    called(noCredentials, name.startsWith("aborted") ? { signal: AbortSignal.abort() } : {}),
  "a page instead of an error": (name) =>
    parse(failure("SyntaxError", Number(name.replace("xx", "03"))), All),
  "a gateway's answer": (name) => parse(of(GATEWAY, name), All),
  "an HTTP response": (name) =>
    parse(
      name === "JSON without a type"
        ? { status: 409, headers: {}, body: '{"errors":[{"message":"m"}]}' }
        : response(409, { type: name === "a declared fault" ? "Declared" : "Another", message: "m" }),
      All,
    ),
  "a response stream": (name) =>
    parse(
      name === "no InvokeComplete" ? [{ PayloadChunk: {} }] : [{ InvokeComplete: { ErrorCode: "E" } }],
      All,
    ),
  "a streamed HTTP response": (name) => streamed(name),
  "a Step Functions Cause": (name) =>
    parse({ Error: name.startsWith("a refusal") ? "Lambda.E" : "E", Cause: of(CAUSES, name) }, All),
  "a destination's record": (name) => parse(of(RECORDS, name), All),
  "a stream's on-failure record": (name) =>
    parse(
      {
        ...record("RetryAttemptsExhausted", name === "functionError" ? "Unhandled" : null),
        KinesisBatchInfo: {},
      },
      All,
    ),
  "a dead-letter message": (name) => parse(deadLetter(name.replace("ErrorCode ", "")), All),
  "an event that was not delivered": (name) => parse(undelivered(name), All),
  "a dead letter of a schedule": (name) => parse(scheduled(name), All),
  "a record of a custom event bus": (name) =>
    parse(
      {
        ...{ busArn: "b", subscriberArn: "s", retryAttempts: 0, errorMessage: "m" },
        errorCode: name.startsWith("ACCESS_DENIED") ? "ACCESS_DENIED" : "CUSTOMER_VALIDATION",
      },
      All,
    ),
  "a dead letter of a pipe": (condition) =>
    parse(
      { context: { partnerResourceArn: "arn:aws:pipes:a:1:pipe/p", condition }, DDBStreamBatchInfo: {} },
      All,
    ),
  "the log of a pipe": (name) =>
    parse(
      {
        ...{ messageType: "TargetInvocationFailed", resourceArn: "arn:aws:pipes:a:1:pipe/p" },
        error: { message: "m", httpStatusCode: 200, awsService: "Lambda" },
        ...(name.startsWith("a declared") && { awsResponse: '{"errorType":"Declared","errorMessage":"m"}' }),
      },
      All,
    ),
  "the log of a delivery of SNS": (status) =>
    parse({ notification: {}, delivery: { providerResponse: "m", statusCode: 403 }, status }, All),
  "an error of AppSync Events": (name) =>
    parse(
      { error: name.startsWith("a text of") ? encodeAppSyncEvent({ errorType: "E", message: "m" }) : "m" },
      All,
    ),
  "an error of AppSync": (errorType) => parse({ data: null, errors: [{ errorType, message: "m" }] }, All),
  "an answer to a batch": () => parse({ batchItemFailures: [{ itemIdentifier: "1" }] }, All),
  "a line of a log": (name) => parse(`t\tr-1\tERROR\t${name} \t{"errorType":"E","errorMessage":"m"}`, All),
};

/** Reads a stream of rows that ends as its name says. */
async function streamed(name: string): Promise<Fault | undefined> {
  const token = "5f0c6d0e-4a1b-4a57-9d0e-1d1f6d3f8a11";
  const frame = JSON.stringify({ faultwire: token, error: { errorType: "Declared", message: "m" } });
  const contentType = `application/x-ndjson${name.endsWith("without a token") ? "" : `; faultwire=${token}`}`;
  const body = name === "a last frame" ? `${frame}\n` : '{"row"';
  const response = new Response(body, { headers: { "Content-Type": contentType } });
  try {
    for await (const row of parseStream(response, All, { as: "rows" })) expect(row).toBeUndefined();
  } catch (thrown) {
    return thrown as Fault;
  }
  return undefined;
}

const SERVICE =
  "(Service: AWSLambda; Status Code: 429; Error Code: TooManyRequestsException; Request ID: r-1; Proxy: null)";
const CAUSES = {
  "a payload": '{"errorType":"E","errorMessage":"m"}',
  none: "",
  "a refusal, SDK Attempt Count: 1":
    "m (Service: Lambda, Status Code: 404, Request ID: r-1) (SDK Attempt Count: 1)",
  "a refusal": `m ${SERVICE}`,
};
const RECORDS = {
  functionError: record("RetriesExhausted", "Unhandled"),
  ZeroReservedConcurrency: record("ZeroReservedConcurrency"),
  "EventAgeExceeded without a response": record("EventAgeExceeded"),
  "responseContext is null": { ...record("MaximumPayloadSizeExceeded"), responseContext: null },
};
const GATEWAY = {
  "403, in its own words": response(403, { type: "ForbiddenException", message: "Forbidden" }),
  "429, in its own words": response(429, { type: "TooManyRequestsException", message: "Too Many Requests" }),
  "429, in other words": response(429, { type: "TooManyRequestsException", message: "One a day" }),
  "500": response(500, { message: "Internal Server Error" }),
  "502": response(502, { type: "InternalServerErrorException", message: "Internal server error" }),
  "504": response(504, { type: "InternalServerErrorException", message: "Endpoint request timed out" }),
  "a page of an ALB": { status: 503, headers: { server: "awselb/2.0" }, body: "<html></html>" },
};

describe("the page and the code agree on each row", () => {
  test.each(rows.map((row) => [`${row.what}: ${row.name}`, row] as const))("%s", async (_title, row) => {
    const plain = (text: string) => text.replaceAll("`", "");
    const made = await of(MADE, plain(row.what))(plain(row.name));
    expect(made?.execution).toBe(row.execution);
    expect(row.source).not.toBe("");
  });

  test("each source is listed below the table", () => {
    const listed = [...page.matchAll(/\*\*([^*]+)\*\*/g)].map(([, name]) => name);
    const used = new Set(rows.flatMap(({ source }) => source.split(", ")));
    expect([...used].filter((source) => !listed.includes(source))).toEqual([]);
  });
});

describe("each name that is recorded has its row", () => {
  const named = (kind: string) =>
    rows.filter(({ what }) => what === kind).map(({ name }) => name.replaceAll("`", ""));

  test("of a refusal", () => {
    expect(named("a refusal of the Lambda API")).toEqual(certainty.service.map(({ name }) => name));
  });

  test("of a function error", () => {
    const types = certainty.functionErrorTypes.map(({ errorType }) => errorType);
    expect(named("a function error")).toEqual(
      expect.arrayContaining(types.filter((type) => !type.startsWith("("))),
    );
  });

  test("of a failed exchange", () => {
    const codes = certainty.transport.flatMap(
      ({ error }) => error.match(/\b(?:E[A-Z_]{3,}|\w+Error)\b/g) ?? [],
    );
    const rest = ["Error", "SyntaxError", "ERR_INVALID_ARG_TYPE"];
    const lastWords = named("a failed exchange").map((name) => name.replace(/^[a-z]+ /, ""));
    expect(lastWords).toEqual(expect.arrayContaining(codes.filter((code) => !rest.includes(code))));
  });
});

function of<Value>(table: Readonly<Record<string, Value>>, key: string): Value {
  const found = table[key];
  if (found === undefined) throw new Error(`docs/execution.md: nobody knows how to make "${key}"`);
  return found;
}

/** As the SDK throws it. */
function refusal(name: string, attempts: number): Error {
  const status = refusals.find((each) => each.name === name)?.status;
  const members = { name, $fault: "client", $metadata: { httpStatusCode: status, attempts } };
  return Object.assign(new Error("m"), members);
}

/** An error of the system, as `connect ECONNREFUSED`, a name of the SDK's, or a code alone. */
function failure(words: string, httpStatusCode?: number): Error {
  const [, syscall, name = "", circumstance] = /^(?:([a-z]+) )?([^,]+)(?:, (.+))?$/.exec(words) ?? [];
  const message =
    circumstance === "without a connection"
      ? "Socket timed out without establishing a connection"
      : circumstance === "in the TLS handshake"
        ? "Client network socket disconnected before secure TLS connection was established"
        : "m";
  const members = /Error$/.test(name) ? { name } : { code: name, ...(syscall && { syscall }) };
  return Object.assign(new Error(message), members, { $metadata: { httpStatusCode } });
}

/** As fetch throws it. */
async function fetched(words: string, redirect: "manual" | "follow"): Promise<Fault | undefined> {
  const fetch = async () => {
    throw new TypeError("fetch failed", { cause: failure(words) });
  };
  const thrown = await createFetch({ faults: All, fetch })("https://example.com", { redirect }).catch(
    (fault: unknown) => fault,
  );
  return parse(thrown, All);
}

/** As a caller's own client throws it. */
async function refused(exception: Error): Promise<Fault | undefined> {
  const client = {
    send: async () => {
      throw exception;
    },
  };
  const outcome = await createCaller({ client, functionName: "f", faults: All, retry: false }).safe({});
  return outcome.ok ? undefined : outcome.fault;
}

function functionError(payload: object) {
  return {
    StatusCode: 200,
    FunctionError: "Unhandled",
    Payload: new TextEncoder().encode(JSON.stringify(payload)),
  };
}

function payloadOf(name: string): object {
  const [, text] = /^no type, (.+)$/.exec(name) ?? [];
  if (text !== undefined) return { errorMessage: `2026-11-22T09:00:00.000Z 1 ${text}` };
  return { errorType: name === "any other" ? "Another" : name, errorMessage: "m" };
}

function response(status: number, { type, message }: { type?: string; message: string }) {
  const headers = { "content-type": "application/json", ...(type && { "x-amzn-errortype": type }) };
  return { status, headers, body: JSON.stringify({ message }) };
}

function record(condition: string, functionError?: string | null) {
  return {
    requestContext: { requestId: "r-1", condition, approximateInvokeCount: 1 },
    responseContext: { statusCode: 200, functionError },
    ...(functionError &&
      condition === "RetriesExhausted" && { responsePayload: { errorType: "E", errorMessage: "m" } }),
  };
}

function undelivered(name: string) {
  const code = /^[A-Z_]+(?= at)/.exec(name)?.[0] ?? "THROTTLING";
  const attributes = { ERROR_CODE: { StringValue: code }, RETRY_ATTEMPTS: { StringValue: "0" } };
  return { Body: "{}", MessageAttributes: attributes };
}

function scheduled(name: string) {
  const attributes = {
    ERROR_CODE: { StringValue: /^\w+Exception/.exec(name)?.[0] ?? "AWS.Scheduler.InternalServerError" },
    RETRY_ATTEMPTS: { StringValue: name.endsWith("tried again") ? "2" : "0" },
    TARGET_ARN: { StringValue: "arn:aws:scheduler:::aws-sdk:lambda:invoke" },
  };
  return { Body: '{"FunctionName":"f"}', MessageAttributes: attributes };
}

function deadLetter(code: string) {
  const attribute = (StringValue: string) => ({ StringValue });
  return {
    Body: "{}",
    MessageAttributes: {
      ErrorCode: attribute(code),
      RequestID: attribute("r-1"),
      ErrorMessage: attribute("m"),
    },
  };
}

/** A success over HTTP whose result cannot be read. */
async function answered(body: string): Promise<Fault | undefined> {
  const call = createHttpCaller({
    url: "https://example.com",
    faults: All,
    output: z.object({ total: z.number() }),
    fetch: async () => new Response(body),
  });
  const outcome = await call.safe({});
  return outcome.ok ? undefined : outcome.fault;
}

/** Nothing listens at the endpoint: whatever were sent would fail otherwise. */
async function called(
  credentials: () => Promise<never>,
  options: LambdaCallOptions,
): Promise<Fault | undefined> {
  const client = new LambdaClient({ endpoint: "http://127.0.0.1:1", region: "us-east-1", credentials });
  const outcome = await createCaller({ client, functionName: "f", faults: All }).safe({}, options);
  return outcome.ok ? undefined : outcome.fault;
}

async function noCredentials(): Promise<never> {
  throw Object.assign(new Error("Could not load credentials"), { name: "CredentialsProviderError" });
}
