import { isDelay, isStatus } from "./details-line.ts";
import { decodeDetails, dropDetails, type EncodedDetails, keepDetails } from "./dropped-details.ts";
import { fits, isJsonObject } from "./json.ts";
import { encodeMessage } from "./message.ts";
import { decodeStandardObject } from "./standard.ts";
import type { FaultData, WireError } from "./wire-error.ts";

/** The standard Lambda error of API Gateway's documentation, with what a fault says beyond it. */
export interface LambdaError {
  readonly errorMessage: string;
  readonly errorType: string;
  readonly stackTrace: readonly string[];
  readonly details?: unknown;
  readonly status?: number;
  readonly retryable?: boolean;
  /** Seconds. */
  readonly retryAfter?: number;
  readonly requestId?: string;
}

/** In characters, as they stand escaped: together they stay under the 6 MB that Lambda takes of a result. */
const LIMITS = { message: 100_000, details: 1_500_000 };
/** What V8 puts before each frame. */
const LINE_BREAK = /\n *(?:at )?/;

/**
 * Writes a fault as a document, to be returned or posted by whoever has no runtime that does it. Never throws.
 *
 * @param frames the lines of the stack below its header, each after a line break; empty where stacks are off
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
 */
export function encodeDocument(
  {
    message,
    errorType,
    details,
    status,
    retryable,
    retryAfter,
  }: Pick<FaultData, "message" | "errorType"> & Partial<FaultData>,
  frames: string,
  requestId?: string,
): LambdaError {
  return {
    errorMessage: fits(message, LIMITS.message) ? message : encodeMessage(message, LIMITS.message),
    errorType,
    stackTrace: frames.split(LINE_BREAK).slice(1),
    ...(details !== undefined && encodeDetails(details)),
    ...(status !== undefined && { status }),
    ...(retryable !== undefined && { retryable }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(requestId !== undefined && { requestId }),
  };
}

function encodeDetails(details: unknown): EncodedDetails {
  try {
    return fits(JSON.stringify(details) ?? "", LIMITS.details) ? keepDetails(details) : dropDetails(details);
  } catch {
    // A cycle or a BigInt: the runtime could not post the whole document.
    return {};
  }
}

/** Reads a document; undefined for a value that is none. */
export function decodeDocument(value: unknown): WireError | undefined {
  if (!isJsonObject(value) || typeof value.errorType !== "string") return undefined;
  if (typeof value.errorMessage !== "string" || !Array.isArray(value.stackTrace)) return undefined;
  const { status, retryable, retryAfter } = value;
  return {
    ...decodeStandardObject(value),
    wire: "document",
    ...decodeDetails(value),
    ...(isStatus(status) && { status }),
    ...(typeof retryable === "boolean" && { retryable }),
    ...(isDelay(retryAfter) && { retryAfter }),
  };
}
