import {
  decodeAppSync,
  decodeBatchError,
  decodeBedrock,
  decodeCloudFormation,
  decodeCognito,
  decodeDeadLetter,
  decodeDestination,
  decodeErrorObject,
  decodeEventStream,
  decodeLogLine,
  decodeS3Batch,
  decodeStepFunctions,
} from "@faultwire/wire";
import { readerOf } from "./wire-reader.ts";

/**
 * The record of an on-failure destination, alone or inside an SQS message, an SNS notification or an EventBridge
 * event; of an event with several records, the first.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export const parseDestination = /* @__PURE__ */ readerOf(decodeDestination);

/**
 * A message of a dead-letter queue: message and request id are all that Lambda puts there.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 */
export const parseDeadLetter = /* @__PURE__ */ readerOf(decodeDeadLetter);

/**
 * The error of a Step Functions state, `{ Error, Cause }` or as the history has it, alone or under the key of a
 * `ResultPath`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export const parseStepFunctions = /* @__PURE__ */ readerOf(decodeStepFunctions);

/** The events of a response stream that was collected, or its last one. */
export const parseEventStream = /* @__PURE__ */ readerOf(decodeEventStream);

/** A function's answer to a batch, with `ReportBatchItemFailures` on: the details name the failed records. */
export const parseBatchResponse = /* @__PURE__ */ readerOf(decodeBatchError);

/** A function's answer to S3 Batch Operations: the first task that did not succeed. */
export const parseS3Batch = /* @__PURE__ */ readerOf(decodeS3Batch);

/** An error of AppSync: of a GraphQL response, of `ctx.error`, of a BatchInvoke. */
export const parseAppSync = /* @__PURE__ */ readerOf(decodeAppSync);

/** The answer of a CloudFormation custom resource. */
export const parseCloudFormation = /* @__PURE__ */ readerOf(decodeCloudFormation);

/**
 * The error of a durable execution or of one of its steps.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ErrorObject.html
 */
export const parseErrorObject = /* @__PURE__ */ readerOf(decodeErrorObject);

/** A function's answer to an agent of Bedrock. */
export const parseBedrock = /* @__PURE__ */ readerOf(decodeBedrock);

/** What Cognito tells of a trigger that failed. */
export const parseCognito = /* @__PURE__ */ readerOf(decodeCognito);

/** A line of a function's log, in the runtime's text or JSON format, or one of the platform's. */
export const parseLogLine = /* @__PURE__ */ readerOf((line) =>
  typeof line === "string" ? decodeLogLine(line) : undefined,
);
