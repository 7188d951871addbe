import type { ReceiveContext } from "@faultwire/catalog/internal";
import {
  decodeStandard,
  decodeStandardObject,
  isJsonObject,
  type JsonObject,
  type WireError,
} from "@faultwire/wire";

/** The members of the SDK's Invoke output that are read. All of them are untrusted. */
export interface InvokeOutput {
  readonly StatusCode?: unknown;
  readonly FunctionError?: unknown;
  readonly Payload?: unknown;
  readonly LogResult?: unknown;
  readonly ExecutedVersion?: unknown;
  readonly DurableExecutionArn?: unknown;
  readonly $metadata?: unknown;
  readonly functionError?: unknown;
  readonly payload?: unknown;
  readonly logResult?: unknown;
}

/** Recognises the output of Invoke: of the SDK, or of a client that spells its members in lower case. */
export function isInvokeOutput(value: JsonObject): value is JsonObject & InvokeOutput {
  if ("FunctionError" in value || ("Payload" in value && "StatusCode" in value)) return true;
  return "functionError" in value && ("payload" in value || "statusCode" in value);
}

/** An Invoke output, read: its error, if it has one, and the context of the exchange. */
export interface ReadInvokeOutput {
  readonly error: WireError | undefined;
  readonly context: ReceiveContext;
}

/** Reads the error of an Invoke output. Only `FunctionError` marks one, never the payload. */
export function readInvokeOutput(output: InvokeOutput, known: ReceiveContext): ReadInvokeOutput {
  const { functionError, FunctionError = functionError, payload, Payload = payload, logResult } = output;
  const context = {
    ...known,
    requestId: requestIdOf(output.$metadata),
    logTail: decodeLog(output.LogResult ?? logResult),
  };
  const failed = typeof FunctionError === "string" && FunctionError !== "";
  // The mark proves that the function started, whatever its payload is.
  return { error: failed ? { execution: "started", ...decodePayload(Payload) } : undefined, context };
}

/** Reads a payload as it came, or as JSON that was parsed before. */
function decodePayload(payload: unknown): WireError {
  const isOpened = isJsonObject(payload) && !isBytes(payload) && writtenBytes(payload) === undefined;
  return isOpened ? decodeStandardObject(payload) : decodeStandard(payloadText(payload));
}

/** Decodes a payload to text: bytes of any realm, or as JSON writes them. The SDK gives an empty body as null. */
export function payloadText(payload: unknown): string {
  if (typeof payload === "string") return payload;
  const bytes = isBytes(payload) ? payload : writtenBytes(payload);
  return bytes ? new TextDecoder().decode(bytes) : "";
}

/** Whether a value is bytes, of this realm or another. Every view is read alike. */
export function isBytes(value: unknown): value is Uint8Array | ArrayBuffer {
  return ArrayBuffer.isView(value) || Object.prototype.toString.call(value) === "[object ArrayBuffer]";
}

/** The bytes that JSON wrote as an object of numbers, as a list, or as Node.js writes a Buffer. */
function writtenBytes(value: unknown): Uint8Array | undefined {
  if (!isJsonObject(value)) return undefined;
  const numbers = value.type === "Buffer" ? value.data : Object.values(value);
  const isIndexed = value.type === "Buffer" || Object.keys(value).every((name, index) => name === `${index}`);
  if (!isIndexed || !Array.isArray(numbers) || numbers.length === 0) return undefined;
  return numbers.every((byte) => Number.isInteger(byte) && byte >= 0 && byte < 256)
    ? Uint8Array.from(numbers)
    : undefined;
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
