import type { ReceiveContext } from "@faultwire/catalog/receiving";
import { asString, decodeStandard, isJsonObject, type JsonObject, type WireError } from "@faultwire/wire";
import { bytesIn } from "./bytes.ts";

/** The members of the SDK's Invoke output that are read. All of them are untrusted. */
export interface InvokeOutput {
  readonly StatusCode?: unknown;
  readonly FunctionError?: unknown;
  readonly Payload?: unknown;
  readonly LogResult?: unknown;
  readonly ExecutedVersion?: unknown;
  readonly DurableExecutionArn?: unknown;
  readonly $metadata?: unknown;
  /** The metadata as Python has it. */
  readonly ResponseMetadata?: unknown;
  /** The metadata in the result of a state of Step Functions. */
  readonly SdkResponseMetadata?: unknown;
}

const MEMBERS = [
  "StatusCode",
  "FunctionError",
  "Payload",
  "LogResult",
  "ExecutedVersion",
  "DurableExecutionArn",
] as const;

const FUNCTION_ERROR = /^function_?error$/i;

/**
 * Finds the output of Invoke that a value is, as the SDK spells its members or as clients of other languages do,
 * `functionError` or `function_error`. Returns undefined for any other value.
 */
export function invokeOutputIn(value: JsonObject): InvokeOutput | undefined {
  if ("FunctionError" in value || ("Payload" in value && "StatusCode" in value)) return value;
  if (!Object.keys(value).some((name) => FUNCTION_ERROR.test(name))) return undefined;
  const spelt = new Map(Object.keys(value).map((name) => [name.replaceAll("_", "").toLowerCase(), name]));
  if (!spelt.has("payload") && !spelt.has("statuscode")) return undefined;
  const members = MEMBERS.map((name) => [name, value[spelt.get(name.toLowerCase()) ?? name]] as const);
  return { ...Object.fromEntries(members), $metadata: value.$metadata };
}

/** An Invoke output, read: its error, if it has one, and the context of the exchange. */
export interface ReadInvokeOutput {
  readonly error: WireError | undefined;
  readonly context: ReceiveContext;
}

/** Reads the error of an Invoke output. Only `FunctionError` marks one, never the payload. */
export function readInvokeOutput(output: InvokeOutput, known: ReceiveContext): ReadInvokeOutput {
  const { FunctionError, Payload } = output;
  const context = {
    ...known,
    requestId: requestIdOf(output.$metadata ?? output.ResponseMetadata ?? output.SdkResponseMetadata),
    logTail: decodeLog(output.LogResult),
    executedVersion: asString(output.ExecutedVersion),
    durableExecutionArn: asString(output.DurableExecutionArn),
  };
  const failed = typeof FunctionError === "string" && FunctionError !== "";
  // The mark proves that the function started, whatever its payload is.
  return {
    error: failed ? { execution: "started", ...decodeStandard(errorText(Payload)) } : undefined,
    context,
  };
}

/** Clients that write bytes as JSON make base64 of them, as Go does, or a list of numbers, as Rust does. */
function errorText(payload: unknown): string {
  const isList = Array.isArray(payload) && payload[0] === OPENING_BRACE;
  const text = payloadText(isList ? Object.assign({}, payload) : payload);
  return ENCODED_OBJECT.test(text) ? (decodeLog(text) ?? text) : text;
}

const OPENING_BRACE = 0x7b;
/** The beginning of a JSON object in base64. */
const ENCODED_OBJECT = /^e[yw]/;

/**
 * Makes a payload the text that came: of text, of bytes of any kind, of JSON that was opened before. The SDK gives an
 * empty body as null.
 */
export function payloadText(payload: unknown): string {
  if (typeof payload === "string") return payload;
  if (payload === undefined || payload === null) return "";
  const bytes = bytesIn(payload);
  if (bytes) return new TextDecoder().decode(bytes);
  return JSON.stringify(payload) ?? "";
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
  const { requestId, RequestId = requestId }: JsonObject = isJsonObject(metadata) ? metadata : {};
  return asString(RequestId);
}
