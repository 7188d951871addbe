import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { call } from "./call.ts";

let lambda: Local;

beforeEach(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { f: { handler: "scripted.handler", asynchronous: { onFailure: { queue: "failed" } } } },
    queues: { failed: {}, "orders.fifo": { contentBasedDeduplication: true } },
  });
});
afterEach(() => lambda[Symbol.asyncDispose]());

async function sendEvent(event: unknown): Promise<void> {
  const client = new LambdaClient(lambda.client);
  const command = { FunctionName: "f", InvocationType: "Event", Payload: JSON.stringify(event) } as const;
  await client.send(new InvokeCommand(command)).finally(() => client.destroy());
}

test("after a reset nothing is known of runs and logs, and the environment is as warm as it was", async () => {
  expect((await call(lambda, "f")).payload).toMatchObject({ count: 1 });
  await lambda.reset();
  expect(lambda.runs("f")).toEqual([]);
  expect(lambda.logs("f")).toEqual([]);
  expect((await call(lambda, "f")).payload).toMatchObject({ count: 2 });
  expect(lambda.runs("f")).toHaveLength(1);
});

test("after a reset no injection of an earlier test is left", async () => {
  const injection = lambda.fail("f", { with: "ServiceException", times: Number.POSITIVE_INFINITY });
  await expect(call(lambda, "f")).rejects.toThrow();
  await lambda.reset();
  expect((await call(lambda, "f", { return: 1 })).payload).toBe(1);
  expect(injection.fired).toBe(1);
});

test("after a reset no event is tried again, and queues are empty", async () => {
  await sendEvent({ throw: { message: "x" } });
  lambda.queue("failed").send("left");
  lambda.queue("orders.fifo").send("order", { messageGroupId: "1" });
  await lambda.reset();
  await lambda.clock.advance({ hours: 6 });
  expect(lambda.runs("f")).toEqual([]);
  expect(lambda.queue("failed").messages).toEqual([]);
  // Not taken for the same again.
  lambda.queue("orders.fifo").send("order", { messageGroupId: "1" });
  expect(lambda.queue("orders.fifo").messages).toHaveLength(1);
});

test("a reset waits for events that are being tried, so that the next test meets none of them", async () => {
  await sendEvent({ sleep: 50, return: 1 });
  await lambda.reset();
  await lambda.settled();
  expect(lambda.runs("f")).toEqual([]);
});

test("a service that keeps no history has neither runs nor logs, and reports them as they come", async () => {
  const told: string[] = [];
  await using forgetful = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { f: "scripted.handler" },
    keepHistory: false,
    onLog: (name) => told.push(name),
  });
  await call(forgetful, "f");
  expect([forgetful.runs("f"), forgetful.logs("f"), told]).toEqual([[], [], ["f"]]);
});
