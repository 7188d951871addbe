import { type EncodedDetails, fitDetails } from "../dropped-details.ts";
import { decodeMembers, encodeMembers, type FaultMembers } from "../fault-members.ts";
import { fits, isJsonObject } from "../json.ts";
import { encodeMessage } from "../message.ts";
import type { FaultData, WireError } from "../wire-error.ts";
import { decodeStandardObject } from "./standard.ts";

/** The standard Lambda error of API Gateway's documentation, with the other members of a fault. */
export interface LambdaError extends FaultMembers {
  readonly errorMessage: string;
  readonly errorType: string;
  readonly stackTrace: readonly string[];
  readonly requestId?: string;
}

/** In escaped characters. Together they stay under 6 MB, Lambda's limit of a result. */
const LIMITS = { message: 100_000, details: 1_500_000 };
const STACKS = ["stackTrace", "trace", "stack"];
/** The text that V8 puts before each frame. */
const LINE_BREAK = /\n *(?:at )?/;

/**
 * Writes a fault as a document, for callers that return or post it without a runtime. Never throws.
 *
 * @param frames the lines of the stack below its header, each after a line break; empty where stacks are off
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
 */
export function encodeDocument(
  fault: Pick<FaultData, "message" | "errorType"> & Partial<FaultData>,
  frames: string,
  requestId?: string,
): LambdaError {
  const { message, errorType, details } = fault;
  return {
    errorMessage: fits(message, LIMITS.message) ? message : encodeMessage(message, LIMITS.message),
    errorType,
    stackTrace: frames.split(LINE_BREAK).slice(1),
    ...encodeMembers(fault, details === undefined ? {} : encodeDetails(details)),
    ...(requestId !== undefined && { requestId }),
  };
}

function encodeDetails(details: unknown): EncodedDetails {
  try {
    return fitDetails(
      details,
      (encoded) => encoded,
      () => fits(String(JSON.stringify(details)), LIMITS.details),
    );
  } catch {
    // A cycle or a BigInt: the runtime could not post the whole document.
    return {};
  }
}

/** Reads a document; undefined for any other value. The runtimes of Node.js name the stack `trace`. */
export function decodeDocument(value: unknown): WireError | undefined {
  if (!isJsonObject(value) || typeof value.errorType !== "string") return undefined;
  if (typeof value.errorMessage !== "string") return undefined;
  if (!STACKS.some((name) => Array.isArray(value[name]))) return undefined;
  return { ...decodeStandardObject(value), wire: "document", ...decodeMembers(value) };
}

/**
 * Reads an error that a function returned, or that the Runtime Interface Emulator answers without a mark: a document, or
 * what Go posts of an error that is not a panic, a type and a message alone. Returns undefined for any other value.
 */
export function decodeReturned(value: unknown): WireError | undefined {
  const document = decodeDocument(value);
  if (document || !isJsonObject(value) || Object.keys(value).length !== 2) return document;
  const { errorType, errorMessage } = value;
  const isBare = typeof errorType === "string" && typeof errorMessage === "string";
  return isBare ? { ...decodeStandardObject(value), wire: "document" } : undefined;
}
