import * as lambdaSdk from "@aws-sdk/client-lambda";
import * as sqsSdk from "@aws-sdk/client-sqs";
import { defineCatalog } from "@faultwire/catalog";
import { type Local, local } from "@faultwire/local";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { boxOfQueue } from "../src/redrive/box-of-queue.ts";
import { redrive } from "../src/redrive/redrive.ts";
import { senderOf } from "../src/redrive/send-letters.ts";
import type { Choices } from "../src/redrive/verdict.ts";

/* Queues of local by the real SDK: what real functions failed on is sent again, and nothing is ever lost. */

let lambda: Local;
let sqs: sqsSdk.SQSClient;
let client: lambdaSdk.LambdaClient;
const given = (name: string, attempts = 0) => ({
  handler: `functions/failing.${name}`,
  asynchronous: { maximumRetryAttempts: attempts, onFailure: { queue: "letters" } },
});

beforeAll(async () => {
  lambda = await local({
    root: import.meta.dirname,
    functions: {
      ship: given("ship"),
      closed: { ...given("ship"), reservedConcurrency: 0 },
      bill: { ...given("bill"), asynchronous: { maximumRetryAttempts: 0, deadLetterQueue: "letters" } },
      pack: given("pack"),
    },
    queues: {
      orders: { function: "pack", redrivePolicy: { deadLetterQueue: "letters", maxReceiveCount: 1 } },
      letters: {},
      parcels: { redrivePolicy: { deadLetterQueue: "parcels-dead", maxReceiveCount: 1 } },
      "parcels-dead": {},
      "steps.fifo": { redrivePolicy: { deadLetterQueue: "steps-dead.fifo", maxReceiveCount: 1 } },
      "steps-dead.fifo": {},
    },
  });
  sqs = new sqsSdk.SQSClient(lambda.client);
  client = new lambdaSdk.LambdaClient(lambda.client);
});
afterEach(async () => await lambda.reset());
afterAll(async () => {
  sqs.destroy();
  client.destroy();
  await lambda.close();
});

interface Run extends Partial<Choices> {
  readonly execute?: boolean;
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

async function run(queue: string, { execute = false, limit = 1000, signal, ...choices }: Run = {}) {
  const access = { sdk: sqsSdk, client: sqs };
  const { url } = lambda.queue(queue);
  const catalog = defineCatalog("none", {});
  const box = await boxOfQueue(access, { url, limit, catalog, waitSeconds: 0, signal });
  const send = senderOf({ sqs: () => access, lambda: () => ({ sdk: lambdaSdk, client }) });
  return await redrive({
    ...{ from: queue, box, signal, send: execute ? send : undefined },
    choices: { functions: [], idempotent: false, only: [], ...choices },
  });
}

const bodies = (queue: string) => lambda.queue(queue).messages.map(({ Body }) => Body);
const groupsIn = ({ groups }: Awaited<ReturnType<typeof run>>) =>
  Object.fromEntries(groups.map(({ errorType, execution, send }) => [String(errorType), [execution, send]]));

/** Receives once as a consumer that fails, and once more: SQS moves what was received too often. */
async function giveUp(queue: string) {
  for (const _ of [1, 2]) {
    await new Promise((settle) => setTimeout(settle));
    for (let isMore = true; isMore; ) isMore = (await receive(queue, 0)).length > 0;
  }
}

async function receive(queue: string, VisibilityTimeout: number) {
  const command = new sqsSdk.ReceiveMessageCommand({
    ...{ QueueUrl: lambda.queue(queue).url, MaxNumberOfMessages: 10, VisibilityTimeout },
    ...{ MessageAttributeNames: ["All"], MessageSystemAttributeNames: ["All"] },
  });
  return (await sqs.send(command)).Messages ?? [];
}

async function invoke(FunctionName: string, Payload: string) {
  await client.send(new lambdaSdk.InvokeCommand({ FunctionName, InvocationType: "Event", Payload }));
}

/** One letter of each kind: of a destination, of an event that never ran, of a dead-letter queue, of a queue. */
async function failEverywhere() {
  await invoke("ship", '{ "id": 1.0 }');
  await invoke("closed", '{"id":2}');
  await invoke("bill", '{"id":3}');
  lambda.queue("orders").send('{"id":4}');
  await lambda.settled();
  await lambda.clock.advance({ minutes: 2 });
  expect(bodies("letters")).toHaveLength(4);
}

describe("letters of functions that really failed", () => {
  test("are grouped by their error and by whether the function ran, and all stay where they are", async () => {
    await failEverywhere();
    const before = lambda.queue("letters").messages.map(({ MessageId }) => MessageId);
    const plan = await run("letters", { functions: ["ship", "closed"] });
    expect(groupsIn(plan)).toEqual({
      CarrierBusy: ["started", false],
      ZeroReservedConcurrency: ["none", true],
      // The dead letter of Lambda has no type, and the message of a queue no error.
      null: [expect.stringMatching(/started|unknown/), false],
    });
    expect(plan).toMatchObject({ letters: 4, toSend: 1, sent: 0, deleted: 0, executed: false, failures: [] });
    expect(lambda.queue("letters").messages.map(({ MessageId }) => MessageId)).toEqual(before);
    expect(await receive("letters", 0)).toHaveLength(4);
  });

  test("go back only where they did not run, and to functions that are allowed", async () => {
    await failEverywhere();
    const report = await run("letters", { execute: true, functions: ["ship", "closed"] });
    expect(report).toMatchObject({ letters: 4, toSend: 1, sent: 1, deleted: 1, failures: [] });
    expect(lambda.runs("ship")).toHaveLength(1);
    // The event could not run this time either.
    await lambda.settled();
    expect(bodies("letters")).toHaveLength(4);
  });

  test("go back as events and as messages, byte for byte, where a second run does no harm", async () => {
    await failEverywhere();
    const report = await run("letters", { execute: true, functions: ["ship"], idempotent: true });
    expect(report).toMatchObject({ toSend: 2, sent: 2, deleted: 2, failures: [] });
    expect(bodies("orders")).toEqual(['{"id":4}']);
    await lambda.settled();
    expect(lambda.runs("ship")).toHaveLength(2);
    expect(bodies("letters").filter((body) => body?.includes('"requestPayload":{ "id": 1.0 }'))).toHaveLength(
      1,
    );
  });

  test("are chosen by their error type", async () => {
    await failEverywhere();
    const report = await run("letters", {
      execute: true,
      functions: ["ship", "closed", "bill"],
      only: ["CarrierBusy"],
    });
    expect(report).toMatchObject({ toSend: 1, sent: 1, deleted: 1 });
    await lambda.settled();
    expect([lambda.runs("ship").length, lambda.runs("bill").length]).toEqual([2, 1]);
  });

  test("stay where they are if their function does not take them", async () => {
    await invoke("bill", "1");
    await invoke("bill", "2");
    await lambda.settled();
    const report = await run("letters", { execute: true, functions: ["gone"], idempotent: true });
    expect(report).toMatchObject({ toSend: 2, sent: 0, deleted: 0 });
    expect(report.failures.map(({ error }) => error)).toEqual(
      Array(2).fill(expect.stringContaining("ResourceNotFoundException")),
    );
    expect(bodies("letters")).toEqual(["1", "2"]);
    expect(await receive("letters", 0)).toHaveLength(2);
  });
});

describe("messages of a queue", () => {
  const messageAttributes = {
    tenant: { DataType: "String", StringValue: "ac\u00fce" },
    total: { DataType: "Number.float", StringValue: "1.50" },
    raw: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255, 10]) },
  };

  test("go back as they were, with their attributes, their group and their trace", async () => {
    const body = '{ "total": 1.0, "total": 20e1 }\n\u{1f4e6}';
    const traceHeader = "Root=1-5759e988-bd862e3fe1be46a994272793";
    lambda.queue("parcels").send(body, { messageAttributes, traceHeader, messageGroupId: "fair" });
    await giveUp("parcels");
    expect(bodies("parcels-dead")).toEqual([body]);
    expect(await run("parcels-dead", { execute: true, idempotent: true })).toMatchObject({
      sent: 1,
      deleted: 1,
    });
    expect(bodies("parcels-dead")).toEqual([]);
    expect(await receive("parcels", 0)).toMatchObject([
      {
        Body: body,
        MessageAttributes: messageAttributes,
        Attributes: { AWSTraceHeader: traceHeader, MessageGroupId: "fair" },
      },
    ]);
  });

  test("go to another queue that is given, and never to the one that they are read from", async () => {
    lambda.queue("parcels").send("a");
    await giveUp("parcels");
    const to = lambda.queue("orders").url;
    expect(await run("parcels-dead", { execute: true, idempotent: true, to })).toMatchObject({
      sent: 1,
      deleted: 1,
    });
    expect([bodies("parcels"), bodies("parcels-dead")]).toEqual([[], []]);
    // Sent there by hand, and not by SQS: the only queue that dead letters come from is the source.
    lambda.queue("parcels-dead").send("b");
    expect(await run("parcels-dead", { execute: true, idempotent: true })).toMatchObject({ sent: 1 });
    expect(bodies("parcels")).toEqual(["b"]);
  });

  test("that SQS refuses stop none of the others, and stay where they are", async () => {
    const all = Array.from({ length: 24 }, (_, index) =>
      index % 10 === 3 ? `poison ${"x".repeat(2000)}` : `m-${index}`,
    );
    for (const body of all) lambda.queue("parcels").send(body);
    await giveUp("parcels");
    const QueueUrl = lambda.queue("parcels").url;
    await sqs.send(
      new sqsSdk.SetQueueAttributesCommand({ QueueUrl, Attributes: { MaximumMessageSize: "1024" } }),
    );
    const report = await run("parcels-dead", { execute: true, idempotent: true });
    expect(report).toMatchObject({ letters: 24, toSend: 24, sent: 21, deleted: 21 });
    expect(report.failures).toEqual(
      Array(3).fill({
        letter: expect.any(String),
        sent: false,
        error: expect.stringContaining("shorter than 1024 bytes"),
      }),
    );
    expect([...bodies("parcels"), ...bodies("parcels-dead")].sort()).toEqual([...all].sort());
    expect(bodies("parcels-dead")).toHaveLength(3);
    expect(await receive("parcels-dead", 0)).toHaveLength(3);
  });

  test("are tried once where their queue is gone", async () => {
    for (let index = 0; index < 25; index += 1) lambda.queue("parcels").send(`m-${index}`);
    await giveUp("parcels");
    const before = bodies("parcels-dead");
    const to = `${lambda.queue("parcels").url}-gone`;
    const { failures } = await run("parcels-dead", { execute: true, idempotent: true, to });
    expect(failures).toHaveLength(25);
    expect(failures[0]?.error).toMatch(/^QueueDoesNotExist/);
    expect(failures.slice(10).every(({ error }) => error.startsWith("It was not tried"))).toBe(true);
    expect(bodies("parcels-dead")).toEqual(before);
  });

  test("beyond the limit are left alone, and counted", async () => {
    for (let index = 0; index < 15; index += 1) lambda.queue("parcels").send(`m-${index}`);
    await giveUp("parcels");
    expect(await run("parcels-dead", { limit: 12 })).toMatchObject({ letters: 12, unread: 3 });
    expect(await run("parcels-dead", { limit: 12, execute: true, idempotent: true })).toMatchObject({
      sent: 12,
      unread: 3,
    });
    expect([bodies("parcels").length, bodies("parcels-dead").length]).toEqual([12, 3]);
  });

  test("are visible again where the run is interrupted", async () => {
    for (let index = 0; index < 15; index += 1) lambda.queue("parcels").send(`m-${index}`);
    await giveUp("parcels");
    const report = await run("parcels-dead", {
      execute: true,
      idempotent: true,
      signal: AbortSignal.abort(),
    });
    expect(report.sent).toBe(0);
    expect(await receive("parcels-dead", 0)).toHaveLength(10);
  });
});

describe("a queue with an order", () => {
  const steps = (group: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({ group, body: `${group}-${index}` }));
  const send = (all: readonly { group: string; body: string }[]) => {
    for (const { group, body } of all)
      lambda
        .queue("steps.fifo")
        .send(body, { messageGroupId: group, messageDeduplicationId: body.slice(0, 100) });
  };
  const orderIn = (queue: string) => {
    const groups: Record<string, string[]> = {};
    for (const { Body, Attributes } of lambda.queue(queue).messages) {
      const group = String(Attributes.MessageGroupId);
      groups[group] = [...(groups[group] ?? []), Body];
    }
    return groups;
  };

  test("gets its messages in their order, also the eleventh of a group, and none is taken for a duplicate", async () => {
    const [a, b] = [steps("a", 24), steps("b", 3)];
    send([...a, ...b]);
    await giveUp("steps.fifo");
    expect(bodies("steps-dead.fifo")).toHaveLength(27);
    const report = await run("steps-dead.fifo", { execute: true, idempotent: true });
    expect(report).toMatchObject({ letters: 27, sent: 27, deleted: 27, failures: [] });
    expect(orderIn("steps.fifo")).toEqual({ a: a.map(({ body }) => body), b: b.map(({ body }) => body) });
    expect(bodies("steps-dead.fifo")).toEqual([]);
  });

  test("gets no message of a group after one that it refused", async () => {
    send([...steps("a", 2), { group: "a", body: "x".repeat(2000) }, ...steps("b", 2)]);
    send([{ group: "a", body: "a-after" }]);
    await giveUp("steps.fifo");
    const QueueUrl = lambda.queue("steps.fifo").url;
    await sqs.send(
      new sqsSdk.SetQueueAttributesCommand({ QueueUrl, Attributes: { MaximumMessageSize: "1024" } }),
    );
    const report = await run("steps-dead.fifo", { execute: true, idempotent: true });
    expect(orderIn("steps.fifo")).toEqual({ a: ["a-0", "a-1"], b: ["b-0", "b-1"] });
    expect(bodies("steps-dead.fifo")).toEqual(["x".repeat(2000), "a-after"]);
    expect(report.failures.map(({ error }) => error)).toEqual([
      expect.stringContaining("shorter than"),
      "A message before it in its group was not sent.",
    ]);
  });
});
