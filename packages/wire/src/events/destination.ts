import { decodeStandard, decodeStandardObject } from "../function-error/standard.ts";
import { asString, isJsonObject, type JsonObject } from "../json.ts";
import type { Execution, WireError } from "../wire-error.ts";
import { findInside } from "./envelope.ts";

/**
 * Reads the record that Lambda sends to an on-failure destination, of an asynchronous invocation or of a stream,
 * alone or inside an SQS message, an SNS notification or an EventBridge event. Undefined for any other value and
 * for the record of a success. A stream's record tells neither type nor message: what was thrown is lost.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function decodeDestination(value: unknown): WireError | undefined {
  const record = findInside(value, ({ requestContext }) => isJsonObject(requestContext));
  // The record of an event that reserved concurrency kept from running has no response.
  const { requestContext, responseContext = {} } = record ?? {};
  if (!record || !isJsonObject(requestContext) || !isJsonObject(responseContext)) return undefined;
  const condition = asString(requestContext.condition);
  if (condition === undefined || condition === "Success") return undefined;
  return {
    ...(decodePayload(record.responsePayload) ?? givenUp(condition, requestContext)),
    wire: "destination",
    payload: record,
    requestId: asString(requestContext.requestId),
    functionName: asString(requestContext.functionArn),
    execution: executionOf(record, responseContext, condition),
  };
}

function decodePayload(payload: unknown): WireError | undefined {
  if (isJsonObject(payload)) return decodeStandardObject(payload);
  return typeof payload === "string" ? { message: payload, ...decodeStandard(payload) } : undefined;
}

function givenUp(
  condition: string,
  { approximateInvokeCount }: JsonObject,
): Pick<WireError, "reportedBy" | "errorType" | "message"> {
  return {
    reportedBy: "platform",
    errorType: condition,
    message: `The event was given up after ${approximateInvokeCount} invocations`,
  };
}

function executionOf(record: JsonObject, { functionError }: JsonObject, condition: string): Execution {
  if (typeof functionError === "string") return "started";
  if (condition === "ZeroReservedConcurrency") return "none";
  // The function of a stream returned, and reported failures or something that is no report.
  return "KinesisBatchInfo" in record || "DDBStreamBatchInfo" in record ? "finished" : "unknown";
}
