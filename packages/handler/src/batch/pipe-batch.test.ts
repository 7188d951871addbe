import { defineCatalog, fault } from "@faultwire/catalog";
import { expect, test } from "vitest";
import { z } from "zod";
import { wrapBatch } from "./wrap-batch.ts";

class Busy extends fault("Busy", { status: 503, message: "busy" }) {}
const Orders = defineCatalog("orders", { Busy });
const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };
const silent = { throws: Orders, log: () => undefined };

/* Records as a pipe hands them to its target: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-source.html */

const order = { orderId: "o-1" };
const data = Buffer.from(JSON.stringify(order)).toString("base64");
const sqs = (messageId: string, queue = "orders", body: unknown = JSON.stringify(order)) => ({
  ...{ messageId, body, eventSource: "aws:sqs", awsRegion: "us-east-1" },
  attributes: { MessageGroupId: "g" },
  eventSourceARN: `arn:aws:sqs:us-east-1:123456789012:${queue}`,
});
const kinesis = (sequenceNumber: string) => ({
  ...{ kinesisSchemaVersion: "1.0", partitionKey: "p", sequenceNumber, data, eventSource: "aws:kinesis" },
  eventID: `shardId-000000000006:${sequenceNumber}`,
});
const dynamodb = (eventID: string) => ({
  ...{ eventID, eventName: "INSERT", eventSource: "aws:dynamodb" },
  dynamodb: { Keys: {}, NewImage: order, SequenceNumber: "111" },
});

async function failedOf(event: readonly object[], failing: readonly object[]): Promise<unknown[]> {
  const handler = wrapBatch((record: object) => {
    if (failing.includes(record)) throw new Busy();
  }, silent);
  const { batchItemFailures } = await handler(event, context);
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

test("the batch of a pipe is a list: of a queue, the messages that failed are named", async () => {
  const event = ["m-1", "m-2", "m-3"].map((id) => sqs(id));
  expect(await failedOf(event, event.slice(1, 2))).toEqual(["m-2"]);
  const fifo = ["m-1", "m-2", "m-3"].map((id) => sqs(id, "orders.fifo"));
  expect(await failedOf(fifo, fifo.slice(1, 2))).toEqual(["m-2", "m-3"]);
  expect(await failedOf([], [])).toEqual([]);
});

test("of a stream behind a pipe the eventID is named, of the first failure and of all behind it", async () => {
  for (const event of [["1", "2", "3"].map(kinesis), ["a", "b", "c"].map(dynamodb)]) {
    const ids = event.map(({ eventID }) => eventID);
    expect(await failedOf(event, event.slice(1, 2))).toEqual(ids.slice(1));
    expect(await failedOf(event, [])).toEqual([]);
  }
});

test("records of a pipe are read in each of their forms", async () => {
  const seen: unknown[] = [];
  const handler = wrapBatch(
    (each, _context, _record: unknown) => {
      seen.push(each);
    },
    { ...silent, input: z.object({ orderId: z.string() }) },
  );
  await handler([sqs("m-1"), sqs("m-2", "orders", order), kinesis("1")], context);
  expect(seen).toEqual([order, order, order]);
  const [failed] = (await handler([sqs("m-1", "orders", null)], context)).batchItemFailures;
  expect(failed).toEqual({ itemIdentifier: "m-1" });
});

test("sources of which a pipe repeats whole batches, and records without an identifier, are refused before any is handled", async () => {
  let handled = 0;
  const handler = wrapBatch((_record: object) => void handled++, silent);
  for (const eventSource of ["aws:kafka", "SelfManagedKafka", "aws:mq", undefined])
    await expect(handler([sqs("m-1"), { eventSource, topic: "t", offset: 1 }], context)).rejects.toThrow(
      /a pipe takes failures of single records from SQS, Kinesis and DynamoDB Streams alone.*wrapHandler\(\)/,
    );
  const { eventID: _, ...nameless } = kinesis("1");
  for (const record of [nameless, { ...sqs("m-1"), messageId: "" }, null, 7])
    await expect(handler([sqs("m-0"), record as object], context)).rejects.toThrow(TypeError);
  expect(handled).toBe(0);
});
