import { defineCatalog, fault } from "@faultwire/catalog";
import { encodeErrorObject } from "@faultwire/wire";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  parseAppSync,
  parseBatchResponse,
  parseBedrock,
  parseCloudFormation,
  parseDeadLetter,
  parseDestination,
  parseErrorObject,
  parseEventStream,
  parseJsonRpc,
  parseLogLine,
  parseS3Batch,
  parseStepFunctions,
} from "./parse-wires.ts";
import type { WireReader } from "./wire-reader.ts";

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: "m",
}) {}
const Orders = defineCatalog("orders", { OrderNotFound });
const details = { orderId: "o-1" };
const error = { errorType: "OrderNotFound", errorMessage: "m", status: 404, details };
const text = JSON.stringify(error);

/** Each reader of one wire, with what its wire brings, and the members of the fault. */
const WIRES: readonly (readonly [title: string, WireReader, value: unknown, expected: object])[] = [
  [
    "a record of a destination",
    parseDestination,
    {
      version: "1.0",
      requestContext: { requestId: "r-1", condition: "RetriesExhausted", approximateInvokeCount: 3 },
      requestPayload: {},
      responseContext: { statusCode: 200, functionError: "Unhandled" },
      responsePayload: error,
    },
    { errorType: "OrderNotFound", origin: { requestId: "r-1" } },
  ],
  [
    "a message of a dead-letter queue",
    parseDeadLetter,
    {
      messageAttributes: {
        ErrorCode: { stringValue: "200", dataType: "Number" },
        ErrorMessage: { stringValue: "m", dataType: "String" },
        RequestID: { stringValue: "r-1", dataType: "String" },
      },
    },
    { message: "m", origin: { requestId: "r-1" } },
  ],
  [
    "an error of Step Functions",
    parseStepFunctions,
    { Error: "OrderNotFound", Cause: text },
    { errorType: "OrderNotFound", message: "m" },
  ],
  [
    "the events of a stream",
    parseEventStream,
    [{ InvokeComplete: { ErrorCode: "Unhandled", ErrorDetails: text } }],
    { errorType: "OrderNotFound", execution: "started" },
  ],
  [
    "an answer to a batch",
    parseBatchResponse,
    { batchItemFailures: [{ itemIdentifier: "m-1" }] },
    { message: "1 records of the batch failed", execution: "finished" },
  ],
  [
    "an answer to Firehose",
    parseBatchResponse,
    { records: [{ recordId: "r-1", result: "ProcessingFailed", data: "" }] },
    { message: "1 records of the batch failed", execution: "finished" },
  ],
  [
    "an answer to S3 Batch Operations",
    parseS3Batch,
    {
      invocationSchemaVersion: "1.0",
      results: [{ taskId: "t-1", resultCode: "PermanentFailure", resultString: "OrderNotFound: m" }],
    },
    { errorType: "OrderNotFound", message: "m", execution: "started" },
  ],
  [
    "an error of AppSync",
    parseAppSync,
    { errors: [{ path: ["order"], errorType: "OrderNotFound", message: "m", errorInfo: details }] },
    { name: "OrderNotFound", details },
  ],
  [
    "an answer to CloudFormation",
    parseCloudFormation,
    { Status: "FAILED", Reason: "OrderNotFound: m", StackId: "s", RequestId: "r", LogicalResourceId: "l" },
    { errorType: "OrderNotFound", message: "m" },
  ],
  [
    "an error of a durable execution",
    parseErrorObject,
    encodeErrorObject({ errorType: "OrderNotFound", message: "m", status: 404, retryable: false, details }),
    { name: "OrderNotFound", details },
  ],
  [
    "an error that the SDK throws of an operation",
    parseErrorObject,
    Object.assign(new Error("m"), { errorType: "StepError", toErrorObject: () => ({}) }),
    { errorType: "StepError", message: "m", execution: "started" },
  ],
  [
    "an answer to an agent of Bedrock",
    parseBedrock,
    {
      messageVersion: "1.0",
      response: {
        actionGroup: "orders",
        function: "find",
        functionResponse: { responseState: "FAILURE", responseBody: { TEXT: { body: text } } },
      },
    },
    { errorType: "FAILURE", message: text },
  ],
  [
    "an error of JSON-RPC",
    parseJsonRpc,
    { jsonrpc: "2.0", id: 1, error: { code: -32_000, message: "m", data: error } },
    { message: "m" },
  ],
  [
    "a line of a log",
    parseLogLine,
    `2026-11-22T09:00:00.000Z\t7db0b12d-0e37-4f1c-9f29-a0dc4b7b9ed0\tERROR\tInvoke Error\t${text}`,
    { errorType: "OrderNotFound" },
  ],
  [
    "an event of the Telemetry API",
    parseLogLine,
    {
      time: "2026-11-22T09:00:00.000Z",
      type: "platform.runtimeDone",
      record: { requestId: "r-1", status: "timeout" },
    },
    { errorType: "Sandbox.Timedout", origin: { requestId: "r-1" } },
  ],
];

test.each(WIRES)("its own reader reads %s", (_title, read, value, expected) => {
  expect(read(value, Orders)).toMatchObject(expected);
});

test("a reader reads nothing of another wire, and nothing of a success", () => {
  const values = [{ ok: true }, { statusCode: 200, body: "{}" }, { batchItemFailures: [] }, "START", null];
  for (const [title, read] of WIRES)
    for (const value of values) expect([title, read(value, Orders)]).toEqual([title, undefined]);
});
