import type { ReceiveContext } from "@faultwire/catalog/internal";
import { decodeStandard, isJsonObject, type JsonObject, type WireError } from "@faultwire/wire";

/** The members of the SDK's Invoke output that are read. None of them is trusted. */
export interface InvokeOutput {
  readonly StatusCode?: unknown;
  readonly FunctionError?: unknown;
  readonly Payload?: unknown;
  readonly LogResult?: unknown;
  readonly ExecutedVersion?: unknown;
  readonly DurableExecutionArn?: unknown;
  readonly $metadata?: unknown;
}

export function isInvokeOutput(value: JsonObject): value is JsonObject & InvokeOutput {
  return "FunctionError" in value || ("Payload" in value && "StatusCode" in value);
}

/** Reads the error of an Invoke output, if its `FunctionError` says that there is one: nothing else does. */
export function readInvokeOutput(
  output: InvokeOutput,
  known: ReceiveContext,
): { readonly error: WireError | undefined; readonly reception: ReceiveContext } {
  const reception = {
    ...known,
    requestId: requestIdOf(output.$metadata),
    logTail: decodeLog(output.LogResult),
  };
  const failed = typeof output.FunctionError === "string" && output.FunctionError !== "";
  return { error: failed ? decodeStandard(payloadText(output.Payload)) : undefined, reception };
}

/** An empty body arrives as null. */
export function payloadText(payload: unknown): string {
  if (typeof payload === "string") return payload;
  return payload instanceof Uint8Array ? new TextDecoder().decode(payload) : "";
}

/** The end of the log comes as base64. */
export function decodeLog(encoded: unknown): string | undefined {
  if (typeof encoded !== "string") return undefined;
  try {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    // Not base64: as it is.
    return encoded;
  }
}

export function requestIdOf(metadata: unknown): string | undefined {
  const requestId = isJsonObject(metadata) ? metadata.requestId : undefined;
  return typeof requestId === "string" ? requestId : undefined;
}
