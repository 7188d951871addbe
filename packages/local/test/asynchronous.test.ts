import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { temporaryRoom } from "./room.ts";

const root = `${import.meta.dirname}/functions`;
const handler = "scripted.handler";
const destinations = { onSuccess: { queue: "done" }, onFailure: { queue: "failed" } } as const;

const room = temporaryRoom();
let lambda: Local;
let client: LambdaClient;

beforeEach(async () => {
  lambda = await local({
    root,
    functions: {
      plain: { handler, aliases: { live: "2" }, asynchronous: { ...destinations, deadLetterQueue: "dead" } },
      once: { handler, asynchronous: { maximumRetryAttempts: 0, onFailure: { function: "audit" } } },
      brief: { handler, asynchronous: { ...destinations, maximumEventAgeInSeconds: 90 } },
      single: { handler, reservedConcurrency: 1 },
      closed: {
        handler,
        reservedConcurrency: 0,
        asynchronous: { ...destinations, deadLetterQueue: "dead" },
      },
      quick: { handler, timeout: 0.2, asynchronous: { ...destinations, maximumRetryAttempts: 0 } },
      audit: { handler: "show-context.handler", asynchronous: { onSuccess: { queue: "done" } } },
    },
    queues: { done: {}, failed: {}, dead: {} },
  });
  client = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
});

afterEach(async () => {
  client.destroy();
  await lambda[Symbol.asyncDispose]();
});

const send = (FunctionName: string, event: unknown) =>
  client.send(new InvokeCommand({ FunctionName, InvocationType: "Event", Payload: JSON.stringify(event) }));

const records = (queue: string) => lambda.queue(queue).messages.map(({ Body }) => JSON.parse(Body));

const broken = { throw: { name: "OrderNotFound", message: "no such order" } };

describe("an event", () => {
  test("is answered with 202 and the request id, before the function runs", async () => {
    const { StatusCode, ExecutedVersion, FunctionError, Payload, $metadata } = await send("plain", {
      return: 1,
    });
    expect({ StatusCode, ExecutedVersion, FunctionError, size: Payload?.length ?? 0 }).toEqual({
      StatusCode: 202,
      ExecutedVersion: undefined,
      FunctionError: undefined,
      size: 0,
    });
    await lambda.settled();
    expect(lambda.runs("plain")).toMatchObject([
      { requestId: $metadata.requestId, payload: { return: 1 }, outcome: "returned", answer: "1" },
    ]);
  });

  test("is {} where the payload is empty", async () => {
    await client.send(new InvokeCommand({ FunctionName: "plain", InvocationType: "Event" }));
    await lambda.settled();
    expect(lambda.runs("plain")).toMatchObject([{ payload: {} }]);
  });

  test("that throws is tried again after 1 and after 2 minutes, with the same request id", async () => {
    const { $metadata } = await send("plain", broken);
    await lambda.settled();
    expect(lambda.runs("plain")).toHaveLength(1);
    await lambda.clock.advance({ seconds: 59 });
    expect(lambda.runs("plain")).toHaveLength(1);
    await lambda.clock.advance({ seconds: 1 });
    expect(lambda.runs("plain")).toHaveLength(2);
    await lambda.clock.advance({ minutes: 2 });
    expect(lambda.runs("plain").map(({ requestId }) => requestId)).toEqual(
      Array(3).fill($metadata.requestId),
    );
    await lambda.clock.advance({ hours: 6 });
    expect(lambda.runs("plain")).toHaveLength(3);
  });

  test.each([
    ["ends its process", "plain", { exit: 1 }, "Runtime.ExitError"],
    ["runs out of time", "quick", { sleep: 5000 }, "Sandbox.Timedout"],
    ["returns too much", "plain", { bytes: 6_291_556 }, "Function.ResponseSizeTooLarge"],
  ])("that %s has met a function error", async (_, name, event, errorType) => {
    await send(name, event);
    await lambda.clock.advance({ minutes: 3 });
    expect(records("failed")).toMatchObject([
      { requestContext: { condition: "RetriesExhausted" }, responsePayload: { errorType } },
    ]);
  });

  test("that is given up leaves a record in the on-failure queue and the event in the dead-letter queue", async () => {
    const { $metadata } = await send("plain", broken);
    await lambda.clock.advance({ minutes: 3 });
    expect(records("failed")).toEqual([
      {
        version: "1.0",
        timestamp: lambda.clock.now.toISOString(),
        requestContext: {
          requestId: $metadata.requestId,
          functionArn: "arn:aws:lambda:us-east-1:000000000000:function:plain:$LATEST",
          condition: "RetriesExhausted",
          approximateInvokeCount: 3,
        },
        requestPayload: broken,
        responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
        responsePayload: JSON.parse(lambda.runs("plain")[2]?.answer ?? ""),
      },
    ]);
    expect(lambda.queue("dead").messages).toMatchObject([
      {
        Body: JSON.stringify(broken),
        MessageAttributes: {
          ErrorCode: { DataType: "Number", StringValue: "200" },
          ErrorMessage: { DataType: "String", StringValue: "no such order" },
          RequestID: { DataType: "String", StringValue: $metadata.requestId },
        },
      },
    ]);
    expect(records("done")).toEqual([]);
  });

  test("that succeeds leaves a record in the on-success queue, and nothing else", async () => {
    await send("plain", { return: { orderId: "o-1" } });
    await lambda.settled();
    expect(records("done")).toMatchObject([
      {
        requestContext: { condition: "Success", approximateInvokeCount: 1 },
        requestPayload: { return: { orderId: "o-1" } },
        responsePayload: { orderId: "o-1" },
      },
    ]);
    expect([...lambda.queue("failed").messages, ...lambda.queue("dead").messages]).toEqual([]);
  });

  test("of maximumRetryAttempts 0 fails once; a function that is its destination is invoked with the record", async () => {
    const { $metadata } = await send("once", broken);
    await lambda.settled();
    expect(lambda.runs("once")).toHaveLength(1);
    expect(lambda.runs("audit")).toMatchObject([
      { payload: { requestContext: { requestId: $metadata.requestId, approximateInvokeCount: 1 } } },
    ]);
    // That was an asynchronous invocation too, of its own.
    expect(records("done")).toMatchObject([
      { requestContext: { condition: "Success", requestId: lambda.runs("audit")[0]?.requestId } },
    ]);
    expect(lambda.runs("audit")[0]?.requestId).not.toBe($metadata.requestId);
  });

  test("of maximumEventAgeInSeconds 90 is given up when a third try would come too late", async () => {
    await send("brief", broken);
    await lambda.clock.advance({ minutes: 1 });
    expect(records("failed")).toMatchObject([
      {
        requestContext: { condition: "EventAgeExceeded", approximateInvokeCount: 2 },
        responseContext: { functionError: "Unhandled" },
        responsePayload: { errorType: "OrderNotFound" },
      },
    ]);
  });

  test("that reserved concurrency does not allow goes back to the queue for a second", async () => {
    await Promise.all([send("single", { sleep: 50 }), send("single", { return: 2 })]);
    await lambda.settled();
    expect(lambda.runs("single")).toHaveLength(1);
    await lambda.clock.advance({ seconds: 1 });
    expect(lambda.runs("single")).toHaveLength(2);
  });

  test("for a function with reserved concurrency 0 never runs and is given up at once", async () => {
    await send("closed", { a: 1 });
    await lambda.settled();
    expect(lambda.runs("closed")).toEqual([]);
    expect(records("failed")).toMatchObject([
      { requestContext: { condition: "ZeroReservedConcurrency", approximateInvokeCount: 0 } },
    ]);
    expect(lambda.queue("dead").messages).toMatchObject([{ Body: '{"a":1}' }]);
  });

  test("that no environment could be made for goes back to the queue for a second", async () => {
    room.takeAway();
    await send("plain", { return: 1 });
    await lambda.settled();
    expect(lambda.runs("plain")).toEqual([]);
    room.giveBack();
    await lambda.clock.advance({ seconds: 1 });
    expect(lambda.runs("plain")).toHaveLength(1);
  });

  test("over 1 MB is refused in AWS's words, one of 1 MB is not", async () => {
    const text = "x".repeat(1024 * 1024 - 2);
    expect((await send("plain", text)).StatusCode).toBe(202);
    await expect(send("plain", `${text}x`)).rejects.toMatchObject({
      name: "RequestEntityTooLargeException",
      message: "1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)",
      $metadata: { httpStatusCode: 413 },
    });
  });

  test("that is not JSON, or for an unknown function, is refused as any other", async () => {
    const Payload = "x";
    await expect(
      client.send(new InvokeCommand({ FunctionName: "plain", InvocationType: "Event", Payload })),
    ).rejects.toMatchObject({ name: "InvalidRequestContentException" });
    await expect(send("nope", {})).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await lambda.settled();
    expect(lambda.runs("plain")).toEqual([]);
  });
});

describe("an injection of lambda.fail applies to the request that sends an event", () => {
  test("before: nothing is in the queue", async () => {
    lambda.fail("plain", { with: "ServiceException" });
    await expect(send("plain", {})).rejects.toMatchObject({ name: "ServiceException" });
    await lambda.settled();
    expect(lambda.runs("plain")).toEqual([]);
  });

  test.each(["reset", "ServiceException"] as const)(
    "after: the event is tried although its sender got a %s",
    async (kind) => {
      lambda.fail("plain", { after: "ran", with: kind });
      await expect(send("plain", {})).rejects.toThrow();
      await lambda.settled();
      expect(lambda.runs("plain")).toHaveLength(1);
    },
  );
});

test("an event for an alias runs its version and is recorded with the alias", async () => {
  await send("plain:live", { return: 1 });
  await lambda.settled();
  expect(records("done")).toMatchObject([
    {
      requestContext: { functionArn: "arn:aws:lambda:us-east-1:000000000000:function:plain:live" },
      responseContext: { executedVersion: "2" },
    },
  ]);
});

test("a program that disposes of it ends, with events waiting, running and to be retried", async () => {
  const program = `
    import { setImmediate } from "node:timers/promises";
    import { local } from "@faultwire/local";
    const handler = "${handler}";
    const asynchronous = { maximumRetryAttempts: 1, onFailure: { function: "g" } };
    const lambda = await local({
      root: ${JSON.stringify(root)},
      functions: { f: { handler, timeout: 60, asynchronous }, g: handler, h: handler, i: handler },
      queues: { orders: { function: "h" }, parcels: { function: "i" } },
    });
    const invoke = (event) =>
      fetch(lambda.endpoint + "/2015-03-31/functions/f/invocations", {
        method: "POST",
        headers: { "x-amz-invocation-type": "Event" },
        body: JSON.stringify(event),
      });
    await invoke({ throw: { message: "x" } });
    await lambda.settled();
    for (let count = 0; count < 12; count += 1) await invoke({ sleep: 60000 });
    lambda.queue("orders").send("{}");
    // Now the first environment of h is being made, and that of i is about to be.
    await setImmediate();
    lambda.queue("parcels").send("{}");
    await lambda[Symbol.asyncDispose]();
    console.log("disposed");
  `;
  const args = ["--conditions=@faultwire/source", "--no-warnings", "--input-type=module", "-e", program];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: import.meta.dirname,
    timeout: 120_000,
  });
  expect(stdout).toBe("disposed\n");
});
