import { describe, expect, test } from "vitest";
import asyncErrors from "../../../cases/async-errors.json" with { type: "json" };
import { failedMessages } from "../src/event-sources/batch-response.ts";
import { deadLetterAttributes } from "../src/events/dead-letter.ts";
import type { AttemptResult, Completion, Condition } from "../src/events/event-queue.ts";
import { invocationRecord } from "../src/events/invocation-record.ts";
import { concurrencyExceeded } from "../src/lambda/service-error.ts";
import { md5OfAttributes } from "../src/sqs/message.ts";
import { continueTrace } from "../src/trace.ts";

const requestId = "e4b46cbf-b738-4c1e-8880-a18cdf61200e";
const trace = continueTrace();
const functionArn = "arn:aws:lambda:us-east-2:123456789012:function:my-function";

function completion(condition: Condition, last: AttemptResult, payload: unknown = {}): Completion {
  const event = {
    requestId,
    trace,
    payload: Buffer.from(JSON.stringify(payload)),
    functionArn,
    version: "$LATEST",
  };
  return { event, condition, invokeCount: 3, last };
}

function answer(body: string, failed = true): AttemptResult {
  return { body: Buffer.from(body), failed };
}

describe("a destination's record", () => {
  const recorded = [
    "dest-doc-process-exited",
    "dest-python-retries-0",
    "dest-node-trace",
    "dest-timeout-sandbox",
  ];
  test.each(recorded)("is as recorded: %s", (id) => {
    const record = JSON.stringify(asyncErrors.find((each) => each.id === id)?.input);
    const { timestamp, requestContext, requestPayload, responsePayload } = JSON.parse(record);
    const event = {
      requestId: requestContext.requestId,
      trace,
      payload: Buffer.from(JSON.stringify(requestPayload)),
      functionArn: requestContext.functionArn.replace(/:\$LATEST$/, ""),
      version: "$LATEST",
    };
    const written = invocationRecord(
      {
        event,
        condition: requestContext.condition,
        invokeCount: requestContext.approximateInvokeCount,
        last: answer(JSON.stringify(responsePayload)),
      },
      new Date(timestamp),
    );
    expect(written).toBe(record);
  });

  const record = (of: Completion) => JSON.parse(invocationRecord(of, new Date()));

  test("of a success has no functionError", () => {
    const { responseContext, responsePayload } = record(completion("Success", answer('{"a":1}', false)));
    expect(responseContext).toEqual({ statusCode: 200, executedVersion: "$LATEST" });
    expect(responsePayload).toEqual({ a: 1 });
  });

  test("of an event that never ran has no answer", () => {
    const throttled = concurrencyExceeded("ReservedFunctionConcurrentInvocationLimitExceeded");
    expect(record(completion("EventAgeExceeded", throttled))).toMatchObject({
      responseContext: { statusCode: 429 },
    });
    const closed = record(completion("ZeroReservedConcurrency", throttled));
    expect(Object.keys(closed)).toEqual(["version", "timestamp", "requestContext", "requestPayload"]);
  });

  test("names the alias that was called and the version that ran", () => {
    const given = completion("Success", answer("1", false));
    const event = { ...given.event, functionArn: `${functionArn}:live`, version: "3" };
    expect(record({ ...given, event })).toMatchObject({
      requestContext: { functionArn: `${functionArn}:live` },
      responseContext: { executedVersion: "3" },
    });
  });

  test("keeps numbers that JavaScript cannot, and answers that are not JSON as text", () => {
    const big = invocationRecord(
      completion("Success", answer('{"id":12345678901234567890}', false)),
      new Date(),
    );
    expect(big).toContain('"responsePayload":{"id":12345678901234567890}');
    expect(record(completion("RetriesExhausted", answer("not json at all"))).responsePayload).toBe(
      "not json at all",
    );
  });
});

describe("a dead letter's attributes", () => {
  const recorded = asyncErrors.filter(({ wire, id }) => wire === "dlq" && id !== "dlq-esm-record");
  test.each(recorded.map(({ id, input }) => [id, JSON.parse(JSON.stringify(input))] as const))(
    "are as recorded: %s",
    (id, { MessageAttributes }) => {
      const errorMessage = MessageAttributes.ErrorMessage.StringValue;
      const last =
        id === "dlq-throttled"
          ? concurrencyExceeded("ReservedFunctionConcurrentInvocationLimitExceeded")
          : answer(JSON.stringify({ errorMessage: id.includes("1kb") ? `${errorMessage}y` : errorMessage }));
      const given = { ...completion("RetriesExhausted", last) };
      const event = { ...given.event, requestId: MessageAttributes.RequestID.StringValue };
      expect(deadLetterAttributes({ ...given, event })).toEqual(MessageAttributes);
    },
  );

  test("cut the message to 1 KB between characters", () => {
    const attributes = deadLetterAttributes(
      completion("RetriesExhausted", answer(JSON.stringify({ errorMessage: "é😀".repeat(300) }))),
    );
    expect(attributes.ErrorMessage?.StringValue).toBe(`${"é😀".repeat(170)}é`);
  });

  test("leave out a message that is missing", () => {
    for (const body of ["not json", "{}", '{"errorMessage":""}']) {
      const attributes = deadLetterAttributes(completion("RetriesExhausted", answer(body)));
      expect(Object.keys(attributes)).toEqual(["ErrorCode", "RequestID"]);
    }
  });
});

describe("ReportBatchItemFailures", () => {
  const recorded = asyncErrors.filter(({ wire }) => wire === "sqs-batch");
  test.each(recorded.map((each) => [each.id, each] as const))("%s", (_, { input, outcome, failed }) => {
    const batch = ["other", ...(failed ?? [])];
    const text = typeof input === "string" ? input : JSON.stringify(input);
    const expected = { success: [], partial: failed, "batch-failed": batch }[outcome ?? ""];
    expect(failedMessages(text, batch)).toEqual(expected);
  });

  test.each([
    ["", []],
    ["null", []],
    ["[]", []],
    ['{"batchItemFailures":null}', []],
    ['{"batchItemfailures":[{"itemIdentifier":"a"}]}', []],
    ['{"batchItemFailures":{}}', ["a", "b"]],
    ['{"batchItemFailures":[null]}', ["a", "b"]],
    ['{"batchItemFailures":["a"]}', ["a", "b"]],
    ['{"batchItemFailures":[{"itemIdentifier":""}]}', ["a", "b"]],
    ['{"batchItemFailures":[{"itemIdentifier":1}]}', ["a", "b"]],
    ['{"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"c"}]}', ["a", "b"]],
    ['{"batchItemFailures":[{"itemIdentifier":"a"}]}', ["a"]],
  ])("reads %s", (text, failed) => {
    expect(failedMessages(text, ["a", "b"])).toEqual(failed);
  });
});

test("the digest of attributes is SQS's", () => {
  const text = { DataType: "String", StringValue: "attribValue 1" };
  const number = { DataType: "Number.float", StringValue: "4563442423554324324264524243.32543234" };
  expect(md5OfAttributes({ attribName1: text })).toBe("19e27d4e946b072f3f58da80d94fd778");
  expect(md5OfAttributes({ customNumberTypeAttrib: number })).toBe("9fe1b90bbd9965bdf77bac517c7d2495");
  expect(md5OfAttributes({})).toBeUndefined();
});
