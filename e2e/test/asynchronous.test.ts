import { LambdaClient } from "@aws-sdk/client-lambda";
import { fromLambdaError, parse, parseDeadLetter, parseDestination, plan } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { type Local, local } from "@faultwire/local";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sourceEnvironment } from "../../source-environment.ts";
import { AddressUnknown, CarrierBusy, type handler, type Order, Shipping } from "./functions/shipping.ts";

/* Errors of asynchronous invocations, read from the places where Lambda leaves them. */

let lambda: Local;
let client: LambdaClient;

beforeEach(async () => {
  const common = {
    environment: sourceEnvironment,
    timeout: 30,
    asynchronous: {
      onSuccess: { queue: "done" },
      onFailure: { queue: "failed" },
      deadLetterQueue: "dead",
    },
  };
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      ship: { ...common, handler: "shipping.handler" },
      custom: { ...common, handler: "shipping.custom" },
      document: { ...common, handler: "shipping.document" },
      closed: { ...common, handler: "shipping.handler", reservedConcurrency: 0 },
    },
    queues: { done: {}, failed: {}, dead: {} },
  });
  client = new LambdaClient(lambda.client);
});

afterEach(async () => {
  client.destroy();
  await lambda[Symbol.asyncDispose]();
});

const send = (functionName: string, order: Order) =>
  createCaller<typeof handler>({ client, functionName, faults: Shipping }).event(order);

const only = (queue: string) => {
  const { messages } = lambda.queue(queue);
  expect(messages).toHaveLength(1);
  return messages[0];
};

const busy = { details: { carrier: "ups", slots: 0 }, status: 503, retryable: true, retryAfter: 60 };

describe("a typed fault of an asynchronous invocation", () => {
  test("is caught typed from the on-failure record, after the tries that Lambda makes", async () => {
    const { requestId } = await send("ship", { address: "here" });
    await lambda.clock.advance({ minutes: 3 });
    expect(lambda.runs("ship")).toHaveLength(3);
    const record = only("failed");
    for (const fault of [parseDestination(record, Shipping), parse(record, Shipping)]) {
      expect(fault).toBeInstanceOf(CarrierBusy);
      expect(fault).toMatchObject({ ...busy, message: "Carrier ups is busy", execution: "started" });
      expect(fault?.origin).toMatchObject({ requestId });
    }
  });

  test("is gone when a later try succeeds", async () => {
    await send("ship", { address: "here", roomAt: 2 });
    await lambda.clock.advance({ minutes: 1 });
    expect(lambda.queue("failed").messages).toEqual([]);
    expect(parseDestination(only("done"), Shipping)).toBeUndefined();
  });

  test("is caught typed from the dead-letter queue where the function answers custom errors", async () => {
    const { requestId } = await send("custom", { address: "here" });
    await lambda.clock.advance({ minutes: 3 });
    const fault = parseDeadLetter(only("dead"), Shipping);
    expect(fault).toBeInstanceOf(CarrierBusy);
    expect(fault).toMatchObject(busy);
    expect(fault?.origin).toMatchObject({ requestId });
    expect(parseDestination(only("failed"), Shipping)).toBeInstanceOf(CarrierBusy);
  });

  test("leaves its message and the request in the dead-letter queue, and no type, where it is thrown", async () => {
    const { requestId } = await send("ship", { address: "here" });
    await lambda.clock.advance({ minutes: 3 });
    const fault = parseDeadLetter(only("dead"), Shipping);
    expect(fault).not.toBeInstanceOf(CarrierBusy);
    expect(fault).toMatchObject({ message: "Carrier ups is busy" });
    expect(fault?.origin).toMatchObject({ requestId });
  });
});

describe("a permanent fault", () => {
  test("is retried all the same, although it states that a retry is useless", async () => {
    await send("ship", { address: "nowhere" });
    await lambda.clock.advance({ minutes: 3 });
    expect(lambda.runs("ship")).toHaveLength(3);
    const fault = parseDestination(only("failed"), Shipping);
    expect(fault).toBeInstanceOf(AddressUnknown);
    expect(fault && plan(fault, { idempotent: true }).retry).toBe(false);
  });

  test("is tried once where it is returned as a document, and caught typed from the on-success record", async () => {
    await send("document", { address: "nowhere" });
    await lambda.clock.advance({ hours: 6 });
    expect(lambda.runs("document")).toHaveLength(1);
    const { responsePayload } = JSON.parse(only("done")?.Body ?? "");
    const fault = fromLambdaError(responsePayload, Shipping);
    expect(fault).toBeInstanceOf(AddressUnknown);
    expect(fault).toMatchObject({ details: { address: "nowhere" } });
  });
});

test("an event that reserved concurrency kept from running is read as one that never ran", async () => {
  await send("closed", { address: "here" });
  await lambda.settled();
  const fault = parseDestination(only("failed"), Shipping);
  expect(fault).toMatchObject({ errorType: "ZeroReservedConcurrency", execution: "none" });
});
