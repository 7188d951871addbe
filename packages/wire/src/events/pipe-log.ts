import { isStatus } from "../fault-members.ts";
import { decodeStandardObject } from "../function-error/standard.ts";
import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import type { WireError } from "../wire-error.ts";

const PIPE = /^arn:[\w-]+:pipes:/;

/**
 * Reads the log record of a step of a pipe that failed: the message, the status and the request id of the service that
 * was called. If the pipe logs execution data, the response of the function is in it, and a declared fault there is the
 * error. Returns undefined for any other value, and for a step that went well.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs-schema.html
 */
export function decodePipe(record: JsonObject): WireError | undefined {
  const { error, resourceArn, awsResponse } = record;
  if (!isJsonObject(error) || !PIPE.test(String(asString(resourceArn)))) return undefined;
  const { message, details, httpStatusCode, requestId } = error;
  const read: WireError = {
    ...{ wire: "dead-letter", payload: undefined, reportedBy: "platform", execution: "unknown" },
    errorType: undefined,
    message: asString(message) ?? "The event was not delivered",
    requestId: asString(requestId),
    ...(isStatus(httpStatusCode) && { status: httpStatusCode }),
  };
  const thrown = errorIn(details) ?? errorIn(awsResponse);
  if (!thrown) return read;
  const embedded = { ...thrown, wire: read.wire, payload: record, requestId: read.requestId };
  return { ...read, embedded: { ...embedded, execution: "started" } };
}

/** Finds the error that a function threw, alone or as the payload of an invocation. Other responses have none. */
function errorIn(given: unknown, depth = 0): WireError | undefined {
  const value = typeof given === "string" ? parseJson(given) : given;
  if (!isJsonObject(value) || depth > 2) return undefined;
  if (typeof value.errorType === "string") return decodeStandardObject(value);
  return errorIn(value.Payload ?? value.payload, depth + 1);
}
