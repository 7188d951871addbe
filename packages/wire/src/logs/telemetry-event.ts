import { asString, isJsonObject, type JsonObject } from "../json.ts";
import { decodeTraceId } from "../trace-id.ts";
import type { WireError } from "../wire-error.ts";
import { decodePlatformLine, TIMED_OUT } from "./platform-line.ts";

/** Events that have a status, and the event of an extension, which has a type if it failed. */
const WITH_STATUS =
  /^platform\.(?:report|runtimeDone|initReport|initRuntimeDone|restoreReport|restoreRuntimeDone|extension)$/;
const FAILED = /^(?:timeout|error|failure)$/;

/**
 * Reads an event of the platform in the JSON format and of the Telemetry API; returns undefined for any other record,
 * and for an invocation that ended well.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
export function decodeTelemetryEvent(event: JsonObject): WireError | undefined {
  const { type, record } = event;
  if (typeof type !== "string") return undefined;
  // An older name, of a record that is a line of the text format.
  if (type === "platform.fault" && typeof record === "string") return decodePlatformLine(record);
  if (!WITH_STATUS.test(type) || !isJsonObject(record)) return undefined;
  const status = asString(record.status) ?? "error";
  const errorType = asString(record.errorType);
  if (errorType === undefined && (record.status === undefined || !FAILED.test(status))) return undefined;
  const isOfStart = /\.(?:init|restore)/.test(type);
  const subject = type === "platform.extension" ? "extension" : isOfStart ? "initialisation" : "invocation";
  return {
    ...{ wire: "log", payload: event, reportedBy: "platform" },
    errorType: errorType ?? (status === "timeout" ? TIMED_OUT : undefined),
    message: `The ${subject} ended with the status ${status}`,
    requestId: asString(record.requestId),
    traceId: isJsonObject(record.tracing) ? decodeTraceId(record.tracing.value) : undefined,
  };
}
