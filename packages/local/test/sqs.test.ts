import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { temporaryRoom } from "./room.ts";

const root = `${import.meta.dirname}/functions`;
const reporting = { function: "worker", functionResponseTypes: ["ReportBatchItemFailures"] } as const;
const redrivePolicy = { deadLetterQueue: "dead", maxReceiveCount: 2 };

const room = temporaryRoom();
let lambda: Local;

beforeEach(async () => {
  lambda = await local({
    root,
    functions: {
      worker: "batch.handler",
      plain: "batch.handler",
      versioned: { handler: "show-context.handler", aliases: { live: "2" } },
      closed: { handler: "batch.handler", reservedConcurrency: 0 },
    },
    queues: {
      orders: { ...reporting, redrivePolicy },
      pairs: { ...reporting, batchSize: 2 },
      "orders.fifo": {
        ...reporting,
        contentBasedDeduplication: true,
        redrivePolicy: { ...redrivePolicy, deadLetterQueue: "dead.fifo" },
      },
      window: { ...reporting, function: "plain", batchSize: 20, maximumBatchingWindowInSeconds: 10 },
      filtered: {
        ...reporting,
        filterCriteria: { filters: [{ pattern: { body: { n: [{ numeric: [">", 1] }] } } }] },
      },
      aliased: { function: "versioned:live" },
      plain: { function: "plain", visibilityTimeout: 60 },
      closed: { function: "closed", redrivePolicy },
      dead: {},
      "dead.fifo": {},
    },
  });
});

afterEach(() => lambda[Symbol.asyncDispose]());

/** Per run the bodies that the function was given. */
const batches = (name = "worker") =>
  lambda.runs(name).map(({ payload }) => recordsIn(payload).map(({ body }) => JSON.parse(body)));

interface SqsRecord {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const recordsIn = (payload: unknown) => (payload as { Records: readonly SqsRecord[] }).Records;

const send = (queue: string, ...scripts: readonly unknown[]) =>
  scripts.map((script) => lambda.queue(queue).send(JSON.stringify(script)));

describe("a queue", () => {
  test("gives a function its messages as SQS and Lambda do", async () => {
    const now = String(lambda.clock.now.getTime());
    const body = '{"orderId":"o-1"}';
    const messageId = lambda.queue("orders").send(body, {
      messageAttributes: { kind: { DataType: "String", StringValue: "new" } },
    });
    await lambda.settled();
    const [record] = recordsIn(lambda.runs("worker")[0]?.payload);
    expect(record).toEqual({
      messageId,
      receiptHandle: expect.stringMatching(/./),
      body,
      attributes: {
        ApproximateReceiveCount: "1",
        SentTimestamp: now,
        SenderId: expect.any(String),
        ApproximateFirstReceiveTimestamp: now,
      },
      messageAttributes: {
        kind: { stringValue: "new", stringListValues: [], binaryListValues: [], dataType: "String" },
      },
      md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
      md5OfBody: createHash("md5").update(body).digest("hex"),
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:orders",
      awsRegion: "us-east-1",
    });
    expect(lambda.queue("orders").messages).toEqual([]);
  });

  test("fills batches up to batchSize, in order", async () => {
    send("pairs", { n: 1 }, { n: 2 }, { n: 3 });
    await lambda.settled();
    expect(batches()).toEqual([[{ n: 1 }, { n: 2 }], [{ n: 3 }]]);
  });

  test("gives again only the messages that were reported, once their visibility time-out is over", async () => {
    send("orders", { n: 1 }, { n: 2, failures: 1 }, { n: 3 });
    await lambda.settled();
    expect(lambda.queue("orders").messages).toMatchObject([
      { Body: '{"n":2,"failures":1}', Attributes: { ApproximateReceiveCount: "1" } },
    ]);
    await lambda.clock.advance({ seconds: 29 });
    expect(batches()).toHaveLength(1);
    await lambda.clock.advance({ seconds: 1 });
    expect(batches()[1]).toEqual([{ n: 2, failures: 1 }]);
    const [again] = recordsIn(lambda.runs("worker")[1]?.payload);
    expect(again?.attributes.ApproximateReceiveCount).toBe("2");
    expect(lambda.queue("orders").messages).toEqual([]);
  });

  test("moves a message that was received maxReceiveCount times to the dead-letter queue", async () => {
    const [messageId] = send("orders", { n: 1, failures: 5 }, { n: 2 });
    await lambda.clock.advance({ seconds: 59 });
    expect(lambda.queue("dead").messages).toEqual([]);
    await lambda.clock.advance({ seconds: 1 });
    expect(batches()).toHaveLength(2);
    expect(lambda.queue("orders").messages).toEqual([]);
    expect(lambda.queue("dead").messages).toMatchObject([
      {
        MessageId: messageId,
        Body: '{"n":1,"failures":5}',
        Attributes: { DeadLetterQueueSourceArn: "arn:aws:sqs:us-east-1:000000000000:orders" },
      },
    ]);
  });

  test.each([
    ["an identifier that is no message's", { batchItemFailures: [{ itemIdentifier: "nope" }] }],
    ["an empty identifier", { batchItemFailures: [{ itemIdentifier: "" }] }],
    ["an identifier of null", { batchItemFailures: [{ itemIdentifier: null }] }],
    ["a wrong key", { batchItemFailures: [{ foo: "notvalid" }] }],
  ])("gives the whole batch again for %s", async (_, answer) => {
    send("orders", { n: 1, answer }, { n: 2 });
    await lambda.clock.advance({ seconds: 30 });
    expect(batches().map((batch) => batch.map(({ n }) => n))).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test.each([[{ batchItemFailures: [] }], [{ batchItemFailures: null }], [{}], [null], [""]])(
    "deletes the whole batch for %j",
    async (answer) => {
      send("orders", { n: 1, answer, failures: 1 }, { n: 2, failures: 1 });
      await lambda.clock.advance({ hours: 1 });
      expect(batches()).toHaveLength(1);
      expect(lambda.queue("orders").messages).toEqual([]);
    },
  );

  test("gives the whole batch again where the function fails, whatever it would have reported", async () => {
    send("orders", { n: 1, exit: 1 }, { n: 2 });
    await lambda.clock.advance({ seconds: 30 });
    expect(lambda.runs("worker").map(({ outcome }) => outcome)).toEqual(["exited", "exited"]);
    await lambda.clock.advance({ seconds: 30 });
    expect(lambda.queue("dead").messages).toHaveLength(2);
  });

  test("takes no notice of a report without ReportBatchItemFailures", async () => {
    send("plain", { n: 1, failures: 1 });
    await lambda.clock.advance({ hours: 1 });
    expect(batches("plain")).toHaveLength(1);
    expect(lambda.queue("plain").messages).toEqual([]);
  });

  test("counts a receipt for a batch that was throttled, and the function never runs", async () => {
    send("closed", { n: 1 });
    await lambda.clock.advance({ minutes: 1 });
    expect(lambda.runs("closed")).toEqual([]);
    expect(lambda.queue("dead").messages).toHaveLength(1);
  });

  test("gives messages again where no environment could be made", async () => {
    room.takeAway();
    send("orders", { n: 1 });
    await lambda.settled();
    expect(batches()).toEqual([]);
    room.giveBack();
    await lambda.clock.advance({ seconds: 30 });
    expect(batches()).toEqual([[{ n: 1 }]]);
  });

  test("holds a message back for delaySeconds", async () => {
    lambda.queue("orders").send("{}", { delaySeconds: 10 });
    await lambda.clock.advance({ seconds: 9 });
    expect(batches()).toEqual([]);
    await lambda.clock.advance({ seconds: 1 });
    expect(batches()).toHaveLength(1);
  });
});

describe("a batching window", () => {
  test("waits for more messages from the first on, and for no longer", async () => {
    send("window", { n: 1 });
    await lambda.clock.advance({ seconds: 6 });
    send("window", { n: 2 });
    await lambda.clock.advance({ seconds: 3 });
    expect(batches("plain")).toEqual([]);
    await lambda.clock.advance({ seconds: 1 });
    expect(batches("plain")).toEqual([[{ n: 1 }, { n: 2 }]]);
    expect(lambda.queue("window").messages).toEqual([]);
  });

  test("ends when the batch is full, of messages or of 6 MB", async () => {
    const numbers = Array.from({ length: 25 }, (_, n) => ({ n }));
    send("window", ...numbers);
    await lambda.settled();
    expect(batches("plain").map(({ length }) => length)).toEqual([20]);
    const large = Array.from({ length: 4 }, () => ({ text: "x".repeat(1_000_000) }));
    send("window", ...large, ...large);
    await lambda.settled();
    expect(batches("plain").map(({ length }) => length)).toEqual([20, 11]);
  });

  test("ends with a reset", async () => {
    send("window", { n: 1 });
    await lambda.settled();
    await lambda.reset();
    await lambda.clock.advance({ minutes: 1 });
    send("window", { n: 2 });
    await lambda.clock.advance({ seconds: 10 });
    expect(batches("plain")).toEqual([[{ n: 2 }]]);
  });
});

test("filter criteria let a function have the messages that match, and delete the others", async () => {
  send("filtered", { n: 1 }, { n: 2 }, { n: 3 }, "text", { n: null });
  lambda.queue("filtered").send("no JSON");
  await lambda.settled();
  expect(batches()).toEqual([[{ n: 2 }, { n: 3 }]]);
  expect(lambda.queue("filtered").messages).toEqual([]);
});

test("a queue's function may be an alias, whose version then runs", async () => {
  send("aliased", { n: 1 });
  await lambda.settled();
  const [run] = lambda.runs("versioned");
  expect(JSON.parse(run?.answer ?? "")).toMatchObject({
    context: {
      functionVersion: "2",
      invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:versioned:live",
    },
  });
});

describe("a FIFO queue", () => {
  const fifo = (messageGroupId: string, script: object) =>
    lambda.queue("orders.fifo").send(JSON.stringify(script), { messageGroupId });

  test("adds group, deduplication id and an increasing sequence number", async () => {
    fifo("a", { n: 1 });
    fifo("a", { n: 2 });
    await lambda.settled();
    const [first, second] = recordsIn(lambda.runs("worker")[0]?.payload).map(({ attributes }) => attributes);
    expect(first).toMatchObject({
      MessageGroupId: "a",
      MessageDeduplicationId: createHash("sha256").update('{"n":1}').digest("hex"),
      SequenceNumber: expect.stringMatching(/^\d{20}$/),
    });
    expect(BigInt(second?.SequenceNumber ?? 0)).toBeGreaterThan(BigInt(first?.SequenceNumber ?? 0));
  });

  test("holds a group back behind a message that has failed, and no other group", async () => {
    fifo("a", { n: 1, failures: 1 });
    await lambda.settled();
    fifo("a", { n: 2 });
    fifo("b", { n: 3 });
    await lambda.settled();
    expect(batches().map((batch) => batch.map(({ n }) => n))).toEqual([[1], [3]]);
    await lambda.clock.advance({ seconds: 30 });
    expect(batches()[2]?.map(({ n }) => n)).toEqual([1, 2]);
  });

  test("goes on with a group once its failing message is in the dead-letter queue", async () => {
    fifo("a", { n: 1, failures: 9 });
    await lambda.settled();
    fifo("a", { n: 2 });
    await lambda.clock.advance({ minutes: 1 });
    expect(lambda.queue("dead.fifo").messages).toMatchObject([{ Attributes: { MessageGroupId: "a" } }]);
    expect(lambda.queue("orders.fifo").messages).toEqual([]);
  });

  test("takes the same message once in five minutes", async () => {
    const first = fifo("a", { n: 1 });
    expect(fifo("a", { n: 1 })).toBe(first);
    await lambda.clock.advance({ minutes: 5 });
    expect(fifo("a", { n: 1 })).not.toBe(first);
    await lambda.settled();
    expect(batches()).toHaveLength(2);
  });

  test("refuses what is not a text, and options that there are not", () => {
    const send = (...given: unknown[]) =>
      Reflect.apply(lambda.queue("orders.fifo").send, lambda.queue("orders.fifo"), given);
    expect(() => send({ a: 1 })).toThrow(
      'queue orders.fifo: a message is a text, as of JSON.stringify; it is {"a":1}',
    );
    expect(() => send("{}", { delay: 1 })).toThrow(
      "queue orders.fifo: options: there is no member delay; there are",
    );
    expect(() => send("{}", 5)).toThrow("queue orders.fifo: options is an object; it is 5");
  });

  test("refuses a message without a group, and one with a delay", () => {
    expect(() => lambda.queue("orders.fifo").send("{}")).toThrow(
      "queue orders.fifo: The request must contain the parameter MessageGroupId.",
    );
    expect(() => lambda.queue("orders.fifo").send("{}", { messageGroupId: "a", delaySeconds: 1 })).toThrow(
      "queue orders.fifo: Value 1 for parameter DelaySeconds is invalid.",
    );
  });
});
