import {
  decodeAppSync,
  decodeBatchError,
  decodeBedrock,
  decodeCloudFormation,
  decodeDeadLetter,
  decodeDestination,
  decodeErrorObject,
  decodeEventStream,
  decodeFirehoseAnswer,
  decodeJsonRpc,
  decodeLogLine,
  decodeLogRecord,
  decodeOperationError,
  decodeS3Batch,
  decodeStepFunctions,
} from "@faultwire/wire";
import { readerOf } from "./wire-reader.ts";

/**
 * Reads the record of an on-failure destination, alone or inside an SQS message, an SNS notification or an
 * EventBridge event; of an event with several records, the first.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export const parseDestination = /* @__PURE__ */ readerOf("parseDestination()", decodeDestination);

/**
 * Reads a message of a dead-letter queue. Lambda puts only the error's message and the request id into it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 */
export const parseDeadLetter = /* @__PURE__ */ readerOf("parseDeadLetter()", decodeDeadLetter);

/**
 * Reads the error of a Step Functions state: `{ Error, Cause }`, an event of the history, or either under the key of
 * a `ResultPath`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export const parseStepFunctions = /* @__PURE__ */ readerOf("parseStepFunctions()", decodeStepFunctions);

/** Reads the collected events of a response stream, or its last event. */
export const parseEventStream = /* @__PURE__ */ readerOf("parseEventStream()", decodeEventStream);

/**
 * Reads a function's response to a batch, with `ReportBatchItemFailures` on, or to Firehose: the details name the
 * failed records.
 */
export const parseBatchResponse = /* @__PURE__ */ readerOf(
  "parseBatchResponse()",
  (value) => decodeBatchError(value) ?? decodeFirehoseAnswer(value),
);

/** Reads a function's response to S3 Batch Operations: the first task that did not succeed. */
export const parseS3Batch = /* @__PURE__ */ readerOf("parseS3Batch()", decodeS3Batch);

/** Reads an error of AppSync: of a GraphQL response, of `ctx.error`, of a BatchInvoke. */
export const parseAppSync = /* @__PURE__ */ readerOf("parseAppSync()", decodeAppSync);

/** Reads the response of a CloudFormation custom resource. */
export const parseCloudFormation = /* @__PURE__ */ readerOf("parseCloudFormation()", decodeCloudFormation);

/**
 * Reads the error of a durable execution or of one of its operations, and inside a workflow the error that the SDK
 * throws of one.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ErrorObject.html
 */
export const parseErrorObject = /* @__PURE__ */ readerOf(
  "parseErrorObject()",
  (value) => decodeOperationError(value) ?? decodeErrorObject(value),
);

/** Reads a function's response to an agent of Bedrock. */
export const parseBedrock = /* @__PURE__ */ readerOf("parseBedrock()", decodeBedrock);

/** Reads the error of a JSON-RPC response, or the result of a tool of the Model Context Protocol that failed. */
export const parseJsonRpc = /* @__PURE__ */ readerOf("parseJsonRpc()", decodeJsonRpc);

/**
 * Reads a line of a function's log, in the runtime's text or JSON format, one of the platform's lines, or an event of
 * the Telemetry API.
 */
export const parseLogLine = /* @__PURE__ */ readerOf("parseLogLine()", (line) =>
  typeof line === "string" ? decodeLogLine(line) : decodeLogRecord(line),
);
