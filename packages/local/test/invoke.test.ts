import { InvokeCommand, type InvokeCommandInput, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";

const root = `${import.meta.dirname}/functions`;
let lambda: Local;
let client: LambdaClient;

beforeAll(async () => {
  lambda = await local({
    root,
    functions: {
      scripted: "scripted.handler",
      single: { handler: "scripted.handler", reservedConcurrency: 1 },
      closed: { handler: "scripted.handler", reservedConcurrency: 0 },
      "show-context": { handler: "show-context.handler", environment: { TABLE: "orders" }, memorySize: 512 },
      typed: "typed.handler",
    },
  });
  client = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
});

afterAll(async () => {
  client.destroy();
  await lambda[Symbol.asyncDispose]();
});

const invoke = (FunctionName: string, event: unknown, more: Partial<InvokeCommandInput> = {}) =>
  client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), ...more }));

const text = (output: { Payload?: Uint8Array | undefined }) =>
  Buffer.from(output.Payload ?? []).toString("utf8");

describe("Invoke, through the SDK", () => {
  test("answers with the function's own bytes and the executed version", async () => {
    const output = await invoke("scripted", { return: { b: 1, a: "é😀" } });
    expect(output).toMatchObject({ StatusCode: 200, ExecutedVersion: "$LATEST" });
    expect(output.FunctionError).toBeUndefined();
    expect(text(output)).toBe('{"b":1,"a":"é😀"}');
  });

  test("marks a function error, and only that, with X-Amz-Function-Error", async () => {
    const output = await invoke("scripted", { throw: { name: "OrderNotFound", message: "no such order" } });
    expect(output.FunctionError).toBe("Unhandled");
    expect(text(output)).toMatch(/^\{"errorType":"OrderNotFound","errorMessage":"no such order","trace":\["/);
    const returned = await invoke("scripted", { return: { errorType: "X", errorMessage: "y" } });
    expect(returned.FunctionError).toBeUndefined();
  });

  test("takes an empty payload for {}", async () => {
    const output = await client.send(new InvokeCommand({ FunctionName: "scripted" }));
    expect(JSON.parse(text(output))).toMatchObject({ event: {} });
  });

  test("gives the last 4 KB of the log, START to REPORT", async () => {
    const { LogResult = "" } = await invoke("scripted", { log: "hello" }, { LogType: "Tail" });
    const lines = Buffer.from(LogResult, "base64").toString("utf8").split("\n");
    expect(lines[0]).toMatch(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/);
    expect(lines[1]).toMatch(/^\S+\t[0-9a-f-]{36}\tINFO\thello$/);
    expect(lines[2]).toMatch(/^END RequestId: [0-9a-f-]{36}$/);
    expect(lines[3]).toMatch(
      /^REPORT RequestId: [0-9a-f-]{36}\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\t/,
    );
    const long = await invoke("scripted", { log: "x".repeat(10_000) }, { LogType: "Tail" });
    expect(Buffer.from(long.LogResult ?? "", "base64")).toHaveLength(4096);
  });

  test("answers a dry run with 204 and runs nothing", async () => {
    const before = lambda.runs("scripted").length;
    const output = await invoke("scripted", {}, { InvocationType: "DryRun" });
    expect(output.StatusCode).toBe(204);
    expect(lambda.runs("scripted")).toHaveLength(before);
  });

  test("refuses an unknown function with ResourceNotFoundException", async () => {
    await expect(invoke("nope", {})).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nope:$LATEST",
      $metadata: { httpStatusCode: 404 },
      Type: "User",
    });
  });

  test("refuses an unknown invocation type and log type, both at once", async () => {
    const none = { InvocationType: "dry_run" as "DryRun", LogType: "All" as "Tail" };
    await expect(invoke("scripted", {}, none)).rejects.toMatchObject({
      name: "ValidationException",
      message:
        "2 validation errors detected: Value 'dry_run' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [DryRun, RequestResponse, Event]; Value 'All' at 'logType' failed to satisfy constraint: Member must satisfy enum value set: [Tail, None]",
      $metadata: { httpStatusCode: 400 },
    });
  });

  test("refuses in order: names, then the function, then the size, then the JSON, then concurrency", async () => {
    const tooLarge = { Payload: "x".repeat(6 * 1024 * 1024 + 1) };
    const nameOf = (FunctionName: string, more: object) =>
      invoke(FunctionName, {}, more).then(
        () => "success",
        (error: Error) => error.name,
      );
    expect(await nameOf("no name", tooLarge)).toBe("ValidationException");
    expect(await nameOf("nope", tooLarge)).toBe("ResourceNotFoundException");
    expect(await nameOf("closed", tooLarge)).toBe("RequestEntityTooLargeException");
    expect(await nameOf("closed", { Payload: "x" })).toBe("InvalidRequestContentException");
    expect(await nameOf("closed", {})).toBe("TooManyRequestsException");
  });

  test("refuses a client context that is not JSON or over 3,583 bytes, and a durable execution's name", async () => {
    const long = Buffer.from(JSON.stringify({ custom: "x".repeat(2700) })).toString("base64");
    for (const ClientContext of ["string", long]) {
      await expect(invoke("scripted", {}, { ClientContext })).rejects.toMatchObject({
        name: "InvalidRequestContentException",
        message: "Client context must be a valid Base64-encoded JSON object.",
      });
    }
    await expect(invoke("scripted", {}, { DurableExecutionName: "once" })).rejects.toMatchObject({
      name: "InvalidParameterValueException",
    });
  });

  test("passes bytes through, whatever they are", async () => {
    const bytes = '{ "b" : 1.0,\n "a" : 1e2, "a" : 2 } and no JSON';
    const output = await invoke("scripted", { post: bytes });
    expect(text(output)).toBe(bytes);
  });

  test("refuses a payload that is not JSON in the words of AWS's parser", async () => {
    await expect(invoke("scripted", {}, { Payload: "x" })).rejects.toMatchObject({
      name: "InvalidRequestContentException",
      message: expect.stringMatching(
        /^Could not parse request body into json: Could not parse payload into json: Unexpected character \(\('x' \(code 120\)\): expected a valid value/,
      ),
      $metadata: { httpStatusCode: 400 },
    });
  });

  test.each([
    [
      "a control character",
      [0x99, 0xeb, 0x2c],
      "Unexpected character ((CTRL-CHAR, code 153)): expected a",
      1,
    ],
    ["a byte that begins no character", [0x6e, 0x87, 0x72], "Invalid UTF-8 start byte 0x87\n", 3],
    ["a payload that ends too early", [0x7b], "Unexpected end-of-input", 2],
  ])("refuses %s at its place", async (_, bytes, message, column) => {
    await expect(invoke("scripted", {}, { Payload: Uint8Array.from(bytes) })).rejects.toMatchObject({
      name: "InvalidRequestContentException",
      message: expect.stringContaining(
        `Could not parse request body into json: Could not parse payload into json: ${message}`,
      ),
    });
    await expect(invoke("scripted", {}, { Payload: Uint8Array.from(bytes) })).rejects.toThrow(
      `line: 1, column: ${column}]`,
    );
  });

  test("refuses a payload over 6 MB with 413", async () => {
    await expect(invoke("scripted", "x".repeat(6 * 1024 * 1024))).rejects.toMatchObject({
      name: "RequestEntityTooLargeException",
      message: "Request must be smaller than 6291456 bytes for the InvokeFunction operation",
      $metadata: { httpStatusCode: 413 },
    });
  });

  test("refuses with 429 and its reason what reserved concurrency does not allow", async () => {
    const running = invoke("single", { sleep: 300 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const throttled = {
      name: "TooManyRequestsException",
      message: "Rate Exceeded.",
      Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
      $metadata: { httpStatusCode: 429 },
    };
    await expect(invoke("single", {})).rejects.toMatchObject(throttled);
    await expect(invoke("closed", {})).rejects.toMatchObject(throttled);
    await running;
    expect((await invoke("single", { return: 1 })).StatusCode).toBe(200);
    expect(lambda.runs("single")).toHaveLength(2);
  });

  test("answers a result over 6,291,556 bytes as AWS does, and the environment lives on", async () => {
    const output = await invoke("single", { bytes: 6_291_556 });
    expect(output.FunctionError).toBe("Unhandled");
    expect(text(output)).toBe(
      '{"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).","errorType":"Function.ResponseSizeTooLarge"}',
    );
    const { count } = JSON.parse(text(await invoke("single", {})));
    expect(count).toBeGreaterThan(2);
  });

  test("gives the function its own environment and none of this process's", async () => {
    process.env.FAULTWIRE_TEST_SECRET = "secret";
    const { environment, cwd, context } = JSON.parse(text(await invoke("show-context", {})));
    expect(environment).toMatchObject({ TABLE: "orders", AWS_LAMBDA_FUNCTION_NAME: "show-context" });
    expect(environment).not.toHaveProperty("FAULTWIRE_TEST_SECRET");
    expect(environment).not.toHaveProperty("AWS_LAMBDA_MAX_CONCURRENCY");
    expect(cwd).toBe(root);
    expect(context).toMatchObject({ functionName: "show-context", memoryLimitInMB: "512" });
  });

  test("passes the client context on, with more than ASCII and more than one line", async () => {
    const ClientContext = Buffer.from('{\n  "custom": { "name": "é😀Ċ" }\n}').toString("base64");
    const { context } = JSON.parse(text(await invoke("show-context", {}, { ClientContext })));
    expect(context.clientContext).toEqual({ custom: { name: "é😀Ċ" } });
  });

  test("runs a TypeScript handler from its source", async () => {
    expect(text(await invoke("typed", { name: "world" }))).toBe('"hello world"');
  });
});
