import { decodeStandardObject } from "../function-error/standard.ts";
import { asString, isJsonObject, parseJson } from "../json.ts";
import type { WireError } from "../wire-error.ts";

/**
 * Reads the last event of an `InvokeWithResponseStream`, `InvokeComplete`: undefined where the function succeeded.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStreamCompleteEvent.html
 */
export function decodeInvokeComplete(value: unknown): WireError | undefined {
  if (!isJsonObject(value)) return undefined;
  const errorType = asString(value.ErrorCode);
  const text = asString(value.ErrorDetails);
  if (!errorType && !text) return undefined;
  const details = parseJson(String(text));
  const plain: WireError = {
    ...{ wire: "event-stream", payload: value, errorType, message: text },
    // The head had arrived: the function had begun to answer.
    execution: "started",
  };
  return isJsonObject(details)
    ? { ...plain, ...decodeStandardObject(details), wire: "event-stream", payload: value }
    : plain;
}

/** Reads the events of a response stream that was collected; the error of one that ended without an end. */
export function decodeEventStream(events: unknown): WireError | undefined {
  if (!Array.isArray(events) || !events.some(isStreamEvent)) return undefined;
  const last = events.findLast((event) => isJsonObject(event) && "InvokeComplete" in event);
  if (isJsonObject(last)) return decodeInvokeComplete(last.InvokeComplete);
  return endlessStream(events);
}

/** The error of a response stream that ended without its last event. */
export function endlessStream(payload?: unknown): WireError {
  return {
    wire: "event-stream",
    payload,
    reportedBy: "transport",
    message: "The response stream ended before it was complete",
    execution: "started",
  };
}

function isStreamEvent(event: unknown): boolean {
  return isJsonObject(event) && ("PayloadChunk" in event || "InvokeComplete" in event);
}
