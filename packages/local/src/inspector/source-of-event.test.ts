import { describe, expect, test } from "vitest";
import { recordsOfEvent, routeOfEvent } from "./source-of-event.ts";

const of = (event: unknown) => recordsOfEvent(Buffer.from(JSON.stringify(event)));

describe("the records of an event are recognised, with their source and ids", () => {
  test.each([
    [
      "an SQS queue",
      {
        eventSource: "aws:sqs",
        eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:orders",
        messageId: "m-1",
      },
      ["queue orders", "2 messages", "m-1"],
    ],
    [
      "a Kinesis stream",
      {
        eventSource: "aws:kinesis",
        eventSourceARN: "arn:aws:kinesis:us-east-1:000000000000:stream/orders",
        eventID: "shardId-000000000000:1",
      },
      ["stream orders", "2 records", "shardId-000000000000:1"],
    ],
    [
      "the stream of a DynamoDB table",
      {
        eventSource: "aws:dynamodb",
        eventSourceARN: "arn:aws:dynamodb:us-east-1:000000000000:table/orders/stream/2026-11-27T00:00:00.000",
        eventID: "c4ca4238a0b923820dcc509a6f75849b",
      },
      ["stream orders", "2 records", "c4ca4238a0b923820dcc509a6f75849b"],
    ],
  ])("%s", (_, record, [front, detail, id]) => {
    expect(of({ Records: [record, record] })).toEqual({
      source: { type: "records", front, detail },
      ids: [id, id],
    });
  });

  test("tasks of S3 Batch Operations", () => {
    expect(of({ job: { id: "job-1" }, tasks: [{ taskId: "t-1" }] })).toEqual({
      source: { type: "records", front: "S3 Batch", detail: "1 task" },
      ids: ["job-1 t-1"],
    });
  });

  test.each([
    {},
    null,
    [],
    "text",
    { Records: [] },
    { Records: [1] },
    { Records: [{ eventSource: "aws:ses" }] },
  ])("none in %j", (event) => expect(of(event)).toBeUndefined());
});

test("the route of an API is that of its event, in both formats", () => {
  const route = (event: object) => routeOfEvent(Buffer.from(JSON.stringify(event)));
  expect(route({ routeKey: "GET /orders/{id}" })).toBe("GET /orders/{id}");
  expect(route({ httpMethod: "GET", resource: "/orders/{id}" })).toBe("GET /orders/{id}");
  expect(route({ orderId: 1 })).toBeUndefined();
});
