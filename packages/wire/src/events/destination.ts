import { decodeStandard, decodeStandardObject } from "../function-error/standard.ts";
import { asString, isJsonObject, type JsonObject } from "../json.ts";
import type { Execution, WireError } from "../wire-error.ts";
import { decodeInner } from "./dead-letter.ts";
import { findInside } from "./envelope.ts";

/**
 * Reads the record that Lambda sends to an on-failure destination, of an asynchronous invocation or of an event source
 * mapping, alone or inside an SQS message, an SNS notification or an EventBridge event; of several records, the first
 * that reports an error. Returns undefined for any other value and for the record of a success. The record of an event
 * source mapping has neither type nor message of the function's error.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function decodeDestination(value: unknown): WireError | undefined {
  return findInside(value, decodeRecord);
}

/**
 * Reads the first dead letter or on-failure record in a value. The event of a dead letter is not read, also where it is
 * a record itself.
 */
export function decodeLetter(value: unknown): WireError | undefined {
  return findInside(value, (inner, traceId) => {
    const error = decodeInner(inner);
    return error ? { ...error, traceId, payload: value } : decodeRecord(inner, traceId);
  });
}

function decodeRecord(record: JsonObject, traceId: string | undefined): WireError | undefined {
  const { requestContext } = record;
  const condition = isJsonObject(requestContext) ? asString(requestContext.condition) : undefined;
  if (!isJsonObject(requestContext) || condition === undefined || condition === "Success") return undefined;
  return {
    ...(decodePayload(record.responsePayload) ?? givenUp(condition, requestContext)),
    wire: "destination",
    payload: record,
    requestId: asString(requestContext.requestId),
    traceId,
    functionName: asString(requestContext.functionArn),
    execution: executionOf(record, condition),
  };
}

function decodePayload(payload: unknown): WireError | undefined {
  if (isJsonObject(payload))
    return Object.keys(payload).length > 0 ? decodeStandardObject(payload) : undefined;
  return typeof payload === "string" ? { message: payload, ...decodeStandard(payload) } : undefined;
}

function givenUp(
  condition: string,
  { approximateInvokeCount: count }: JsonObject,
): Pick<WireError, "reportedBy" | "errorType" | "message"> {
  const after = typeof count === "number" ? ` after ${count} invocations` : "";
  return { reportedBy: "platform", errorType: condition, message: `The event was given up${after}` };
}

/** The response is null, or absent, where no function took the event. */
function executionOf(record: JsonObject, condition: string): Execution {
  const response = isJsonObject(record.responseContext) ? record.responseContext : {};
  const { functionError, statusCode } = response;
  if (typeof functionError === "string") return "started";
  if (condition === "ZeroReservedConcurrency") return "none";
  // The function of a batch returned, and reported failures or something that is not a report.
  const isBatch = Object.keys(record).some((name) => name.endsWith("BatchInfo"));
  return isBatch && functionError === null && statusCode === 200 ? "finished" : "unknown";
}
