import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Local, local, type StreamConfig } from "../src/index.ts";
import { startGate } from "./gate.ts";

const REPORTS = ["ReportBatchItemFailures"] as const;
/** Later than the clock of any test before. */
const START = new Date(Date.now() + 40 * 86_400_000);
let lambda: Local;

/** A stream with a function of the same name, which every test has for itself. */
const kinesis = (name: string, config: Partial<StreamConfig> = {}) => ({
  [name]: { type: "kinesis", function: name, onFailure: { queue: "failed" }, ...config } as StreamConfig,
});
const streams = {
  ...kinesis("plain"),
  ...kinesis("windowed", { batchSize: 3, maximumBatchingWindowInSeconds: 10 }),
  ...kinesis("retried", { maximumRetryAttempts: 2, batchSize: 2 }),
  ...kinesis("aged", { maximumRecordAgeInSeconds: 60 }),
  ...kinesis("bisected", { bisectBatchOnFunctionError: true, maximumRetryAttempts: 0 }),
  ...kinesis("reporting", { functionResponseTypes: REPORTS, maximumRetryAttempts: 3, batchSize: 3 }),
  ...kinesis("parallel", { parallelizationFactor: 2, maximumRetryAttempts: 0 }),
  ...kinesis("sharded", { shards: 2 }),
  ...kinesis("filtered", {
    filterCriteria: { filters: [{ pattern: { data: { n: [1, 3] }, partitionKey: ["key"] } }] },
  }),
  ...kinesis("dated", { startingPosition: "AT_TIMESTAMP", startingPositionTimestamp: START }),
  ...kinesis("throttled", { maximumRetryAttempts: 0 }),
  ...kinesis("versioned", { function: "versioned:live" }),
  table: {
    type: "dynamodb",
    function: "table",
    maximumRetryAttempts: 0,
    onFailure: { queue: "failed" },
    filterCriteria: { filters: [{ pattern: { eventName: ["INSERT"] } }] },
  },
  keys: { type: "dynamodb", function: "table", streamViewType: "KEYS_ONLY" },
} satisfies Record<string, StreamConfig>;
const reader = { handler: "stream-reader.handler", timeout: 30 };

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      ...Object.fromEntries(Object.keys(streams).map((name) => [name, reader])),
      throttled: { ...reader, reservedConcurrency: 0 },
      versioned: { ...reader, aliases: { live: "1" } },
    },
    queues: { failed: {} },
    streams,
  });
});
afterEach(() => lambda.reset());
afterAll(() => lambda.close());

const put = (stream: string, ...scripts: readonly object[]) =>
  scripts.map((data) => lambda.stream(stream).put({ data, partitionKey: "key" }));

interface KinesisEvent {
  readonly Records: readonly { readonly eventID: string; readonly kinesis: Record<string, unknown> }[];
}

const events = (name: string) => lambda.runs(name).map(({ payload }) => payload as KinesisEvent);
/** Per run the records that the function was given. */
const batches = (name: string) =>
  events(name).map(({ Records }) =>
    Records.map((record) => JSON.parse(Buffer.from(String(record.kinesis.data), "base64").toString("utf8"))),
  );
const numbers = (name: string) => batches(name).map((batch) => batch.map(({ n }) => n));
const failures = () => lambda.queue("failed").messages.map(({ Body }) => JSON.parse(Body));

describe("a stream of Kinesis", () => {
  test("gives a function its records as AWS does, in order", async () => {
    const now = lambda.clock.now.getTime();
    const [sequenceNumber] = put("plain", { n: 1 });
    put("plain", { n: 2 });
    await lambda.settled();
    expect(events("plain")[0]?.Records[0]).toEqual({
      kinesis: {
        kinesisSchemaVersion: "1.0",
        partitionKey: "key",
        sequenceNumber,
        data: Buffer.from('{"n":1}').toString("base64"),
        approximateArrivalTimestamp: now / 1000,
      },
      eventSource: "aws:kinesis",
      eventVersion: "1.0",
      eventID: `shardId-000000000000:${sequenceNumber}`,
      eventName: "aws:kinesis:record",
      invokeIdentityArn: "arn:aws:iam::000000000000:role/local",
      awsRegion: "us-east-1",
      eventSourceARN: "arn:aws:kinesis:us-east-1:000000000000:stream/plain",
    });
    expect(sequenceNumber).toMatch(/^\d{56}$/);
    expect(numbers("plain")).toEqual([[1, 2]]);
  });

  test("gives a batch when it is full, or when its window is over", async () => {
    put("windowed", { n: 1 }, { n: 2 }, { n: 3 }, { n: 4 });
    await lambda.clock.advance({ seconds: 9 });
    expect(numbers("windowed")).toEqual([[1, 2, 3]]);
    await lambda.clock.advance({ seconds: 1 });
    expect(numbers("windowed")).toEqual([[1, 2, 3], [4]]);
  });

  test("tries the whole batch again, and those behind it wait", async () => {
    put("retried", { n: 1 }, { n: 2, failsAlways: true }, { n: 3 });
    await lambda.settled();
    expect(numbers("retried")).toEqual([[1, 2]]);
    await lambda.clock.advance({ minutes: 1 });
    expect(numbers("retried")).toEqual([[1, 2], [1, 2], [1, 2], [3]]);
  });

  test("sends a record of a batch that was given up to its on-failure destination", async () => {
    const [start, end] = put("retried", { n: 1 }, { n: 2, failsAlways: true });
    const arrival = lambda.clock.now.toISOString();
    await lambda.clock.advance({ minutes: 1 });
    expect(failures()).toEqual([
      {
        requestContext: {
          requestId: lambda.runs("retried").at(-1)?.requestId,
          functionArn: "arn:aws:lambda:us-east-1:000000000000:function:retried",
          condition: "RetryAttemptsExhausted",
          approximateInvokeCount: 3,
        },
        responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
        version: "1.0",
        timestamp: expect.any(String),
        KinesisBatchInfo: {
          shardId: "shardId-000000000000",
          startSequenceNumber: start,
          endSequenceNumber: end,
          approximateArrivalOfFirstRecord: arrival,
          approximateArrivalOfLastRecord: arrival,
          batchSize: 2,
          streamArn: "arn:aws:kinesis:us-east-1:000000000000:stream/retried",
        },
      },
    ]);
  });

  test("gives up a record that is older than maximumRecordAgeInSeconds, and only that", async () => {
    put("aged", { n: 1, failsAlways: true });
    await lambda.clock.advance({ seconds: 30 });
    put("aged", { n: 2 });
    await lambda.clock.advance({ seconds: 30 });
    expect(failures()).toEqual([]);
    await lambda.clock.advance({ seconds: 1 });
    const [failure] = failures();
    expect(failure).toMatchObject({
      requestContext: {
        condition: "RecordAgeExceeded",
        approximateInvokeCount: lambda.runs("aged").length - 1,
      },
      KinesisBatchInfo: { batchSize: 1 },
    });
    expect(failure).not.toHaveProperty("responseContext");
    expect(numbers("aged").at(-1)).toEqual([2]);
  });

  test("tries a batch until the stream no longer has it, where nothing limits that", async () => {
    put("plain", { n: 1, failsAlways: true });
    await lambda.clock.advance({ hours: 23 });
    put("plain", { n: 2 });
    await lambda.clock.advance({ minutes: 59 });
    expect(new Set(numbers("plain").flat())).toEqual(new Set([1]));
    await lambda.clock.advance({ minutes: 2 });
    expect(numbers("plain").at(-1)).toEqual([2]);
    expect(failures()).toEqual([]);
  });

  test("splits a batch that fails, until the poison record is alone", async () => {
    put("bisected", { n: 1 }, { n: 2 }, { n: 3, failsAlways: true }, { n: 4 });
    await lambda.clock.advance({ minutes: 1 });
    expect(numbers("bisected")).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [4]]);
    expect(failures()).toMatchObject([{ KinesisBatchInfo: { batchSize: 1 } }]);
  });

  test("tries again from the lowest record that was reported on", async () => {
    const scripts = Array.from({ length: 6 }, (_, n) => ({ n, isReported: n === 5 }));
    const [, , , , , last] = put("reporting", ...scripts);
    await lambda.clock.advance({ minutes: 1 });
    expect(numbers("reporting")).toEqual([[0, 1, 2], [3, 4, 5], [5], [5], [5]]);
    expect(failures()).toMatchObject([
      {
        requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 4 },
        responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: null },
        KinesisBatchInfo: { startSequenceNumber: last, endSequenceNumber: last, batchSize: 1 },
      },
    ]);
  });

  test.each([
    ["an unknown record", { batchItemFailures: [{ itemIdentifier: "nope" }] }],
    ["an empty identifier", { batchItemFailures: [{ itemIdentifier: "" }] }],
    ["an identifier of null", { batchItemFailures: [{ itemIdentifier: null }] }],
    ["a wrong key", { batchItemFailures: [{ foo: "x" }] }],
  ])("tries the whole batch again for %s", async (_, answer) => {
    put("reporting", { n: 1, answer }, { n: 2 });
    await lambda.clock.advance({ seconds: 1 });
    expect(numbers("reporting")).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test.each([[{ batchItemFailures: [] }], [{ batchItemFailures: null }], [{}], [null], [""], [[]]])(
    "goes on for %j",
    async (answer) => {
      put("reporting", { n: 1, answer });
      await lambda.clock.advance({ minutes: 1 });
      expect(numbers("reporting")).toEqual([[1]]);
    },
  );

  test("keeps each partition key in order where batches of a shard are parallel", async () => {
    await using gate = await startGate();
    const stream = lambda.stream("parallel");
    const arrived = gate.arrival();
    stream.put({ data: { n: 1, waitFor: gate.url }, partitionKey: "a" });
    await arrived;
    stream.put({ data: { n: 2 }, partitionKey: "a" });
    for (const partitionKey of ["b", "c", "d", "e"]) stream.put({ data: { n: 3 }, partitionKey });
    await expect.poll(() => numbers("parallel").flat()).toContain(3);
    expect(numbers("parallel").flat()).not.toContain(2);
    gate.open();
    await lambda.settled();
    const ofKey = events("parallel").flatMap(({ Records }) =>
      Records.filter((record) => record.kinesis.partitionKey === "a"),
    );
    expect(ofKey.map(({ kinesis }) => Buffer.from(String(kinesis.data), "base64").toString())).toEqual([
      JSON.stringify({ n: 1, waitFor: gate.url }),
      '{"n":2}',
    ]);
  });

  test("has shards, and a key is always in the same one", async () => {
    for (const partitionKey of ["a", "b", "c", "d", "a", "b", "c", "d"])
      lambda.stream("sharded").put({ data: { n: 1 }, partitionKey });
    await lambda.settled();
    const records = events("sharded").flatMap(({ Records }) => Records);
    const shardOf = new Map<unknown, Set<string>>();
    for (const { eventID, kinesis } of records) {
      const shards = shardOf.get(kinesis.partitionKey) ?? new Set();
      shardOf.set(kinesis.partitionKey, shards.add(eventID.slice(0, 20)));
    }
    expect([...shardOf.values()].map(({ size }) => size)).toEqual([1, 1, 1, 1]);
    expect(new Set([...shardOf.values()].flatMap((shards) => [...shards])).size).toBe(2);
  });

  test("gives the function only what matches a filter, and passes over text that is not JSON", async () => {
    put("filtered", { n: 1 }, { n: 2 }, { n: 3 });
    lambda.stream("filtered").put({ data: { n: 1 }, partitionKey: "other" });
    lambda.stream("filtered").put({ data: "text", partitionKey: "key" });
    await lambda.settled();
    expect(numbers("filtered")).toEqual([[1, 3]]);
  });

  test("gives the function records from its starting position on", async () => {
    put("dated", { n: 1 });
    await lambda.clock.advance({ hours: 41 * 24 });
    put("dated", { n: 2 });
    await lambda.settled();
    expect(numbers("dated")).toEqual([[2]]);
  });

  test("does not count throttles as tries", async () => {
    put("throttled", { n: 1 });
    await lambda.clock.advance({ hours: 1 });
    expect(lambda.runs("throttled")).toEqual([]);
    expect(failures()).toEqual([]);
  });

  test("meets the failures that a test injects", async () => {
    lambda.fail("plain", { before: "ran", with: "TooManyRequestsException", times: 2 });
    put("plain", { n: 1 });
    await lambda.settled();
    expect(lambda.runs("plain")).toEqual([]);
    await lambda.clock.advance({ seconds: 3 });
    expect(numbers("plain")).toEqual([[1]]);
  });

  test("may name an alias", async () => {
    put("versioned", { n: 1 });
    await lambda.settled();
    expect(lambda.runs("versioned")[0]?.log).toContain("Version: 1");
  });

  test("forgets what waits with a reset", async () => {
    put("windowed", { n: 1 });
    put("retried", { n: 1, failsAlways: true });
    await lambda.reset();
    await lambda.clock.advance({ hours: 1 });
    expect([lambda.runs("windowed"), lambda.runs("retried")]).toEqual([[], []]);
  });

  test.each([
    ["without a partition key", { data: "x" }, "stream plain: partitionKey is a text of 1 to 256 characters"],
    [
      "without data",
      { partitionKey: "a" },
      "stream plain: data is a text, bytes, or a value; it is undefined",
    ],
    ["of a table", { eventName: "INSERT", keys: {} }, "stream plain: there is no member eventName"],
  ])("refuses a record %s", (_, record, message) => {
    expect(() => lambda.stream("plain").put(record as never)).toThrow(message);
  });
});

describe("the stream of a table", () => {
  const item = (script: object) => ({ id: { S: "o-1" }, script: { S: JSON.stringify(script) } });
  const keys = { id: { S: "o-1" } };

  test("gives a function its records as AWS does, and only those that match a filter", async () => {
    const seconds = Math.floor(lambda.clock.now.getTime() / 1000);
    const newImage = { id: { S: "id_value_1" } };
    const SequenceNumber = lambda
      .stream("table")
      .put({ eventName: "INSERT", keys: newImage, newImage: { ...newImage, script: { S: "{}" } } });
    lambda.stream("table").put({ eventName: "REMOVE", keys: newImage, oldImage: newImage });
    await lambda.settled();
    expect(lambda.runs("table").map(({ payload }) => payload)).toEqual([
      {
        Records: [
          {
            eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
            eventName: "INSERT",
            eventVersion: "1.1",
            eventSource: "aws:dynamodb",
            awsRegion: "us-east-1",
            dynamodb: {
              ApproximateCreationDateTime: seconds,
              Keys: newImage,
              NewImage: { ...newImage, script: { S: "{}" } },
              SequenceNumber,
              SizeBytes: 32,
              StreamViewType: "NEW_AND_OLD_IMAGES",
            },
            eventSourceARN: lambda.stream("table").arn,
          },
        ],
      },
    ]);
    expect(lambda.stream("table").arn).toMatch(
      /^arn:aws:dynamodb:us-east-1:000000000000:table\/table\/stream\/\d{4}-\d\d-\d\dT[\d:.]+$/,
    );
  });

  test("sends a record of a batch that was given up, with times in seconds", async () => {
    const number = lambda
      .stream("table")
      .put({ eventName: "INSERT", keys, newImage: item({ failsAlways: true }) });
    await lambda.settled();
    expect(failures()).toMatchObject([
      {
        requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 1 },
        DDBStreamBatchInfo: {
          shardId: expect.stringMatching(/^shardId-\d{20}-[0-9a-f]{8}$/),
          startSequenceNumber: number,
          endSequenceNumber: number,
          approximateArrivalOfFirstRecord: expect.stringMatching(/T\d\d:\d\d:\d\dZ$/),
          batchSize: 1,
          streamArn: lambda.stream("table").arn,
        },
      },
    ]);
  });

  test("has the images of its view type", async () => {
    lambda.stream("keys").put({ eventName: "MODIFY", keys, newImage: item({}), oldImage: item({}) });
    await lambda.settled();
    const [run] = lambda.runs("table");
    expect(run?.payload).toMatchObject({
      Records: [{ dynamodb: { Keys: keys, SizeBytes: 5, StreamViewType: "KEYS_ONLY" } }],
    });
    expect(JSON.stringify(run?.payload)).not.toContain("Image");
  });

  test.each([
    ["of no such kind", { eventName: "UPSERT", keys: {} }, "eventName is one of INSERT, MODIFY, REMOVE"],
    [
      "with a plain value",
      { eventName: "INSERT", keys: { id: "1" } },
      "keys has attributes in DynamoDB's JSON",
    ],
  ])("refuses a record %s", (_, record, message) => {
    expect(() => lambda.stream("table").put(record as never)).toThrow(message);
  });
});
