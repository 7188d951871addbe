import type { ReceiveContext } from "@faultwire/catalog/internal";
import { decodeStandard, isJsonObject, type JsonObject, type WireError } from "@faultwire/wire";

/** The members of the SDK's Invoke output that are read. All of them are untrusted. */
export interface InvokeOutput {
  readonly StatusCode?: unknown;
  readonly FunctionError?: unknown;
  readonly Payload?: unknown;
  readonly LogResult?: unknown;
  readonly ExecutedVersion?: unknown;
  readonly DurableExecutionArn?: unknown;
  readonly $metadata?: unknown;
}

/** Recognises the output of the SDK's Invoke. */
export function isInvokeOutput(value: JsonObject): value is JsonObject & InvokeOutput {
  return "FunctionError" in value || ("Payload" in value && "StatusCode" in value);
}

/** An Invoke output, read: its error, if it has one, and the context of the exchange. */
export interface ReadInvokeOutput {
  readonly error: WireError | undefined;
  readonly context: ReceiveContext;
}

/** Reads the error of an Invoke output. Only `FunctionError` marks one, never the payload. */
export function readInvokeOutput(output: InvokeOutput, known: ReceiveContext): ReadInvokeOutput {
  const context = {
    ...known,
    requestId: requestIdOf(output.$metadata),
    logTail: decodeLog(output.LogResult),
  };
  const failed = typeof output.FunctionError === "string" && output.FunctionError !== "";
  if (!failed) return { error: undefined, context };
  // The mark proves that the function started, whatever its payload is.
  return { error: { execution: "started", ...decodeStandard(payloadText(output.Payload)) }, context };
}

/** Decodes a payload to text. The SDK gives an empty body as null. */
export function payloadText(payload: unknown): string {
  if (typeof payload === "string") return payload;
  return payload instanceof Uint8Array ? new TextDecoder().decode(payload) : "";
}

/** Decodes the end of the log from base64. */
export function decodeLog(encoded: unknown): string | undefined {
  if (typeof encoded !== "string") return undefined;
  try {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    // Not base64: returned unchanged.
    return encoded;
  }
}

/** Reads the request id off the SDK's `$metadata`. */
export function requestIdOf(metadata: unknown): string | undefined {
  const requestId = isJsonObject(metadata) ? metadata.requestId : undefined;
  return typeof requestId === "string" ? requestId : undefined;
}
