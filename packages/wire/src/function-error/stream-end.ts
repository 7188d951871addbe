import { encodeMessage } from "../message.ts";
import type { FaultData } from "../wire-error.ts";
import { DETAILS_LINE_LIMIT, encodeDetailsLine } from "./details-line.ts";
import { type StandardError, stackHeader } from "./standard.ts";

/**
 * The runtime posts the error of a stream that has begun in two trailers, the JSON of it in base64; Go, in which the
 * platform's side is written, reads 4 KiB of trailers.
 */
const LIMIT_BYTES = 2800;
/** In escaped characters. */
interface Limit {
  readonly message: number;
  readonly line: number;
}

const LIMITS: readonly Limit[] = [
  { message: 600, line: DETAILS_LINE_LIMIT },
  { message: 600, line: 0 },
];
/** Fits in any alphabet. */
const LEAST: Limit = { message: 150, line: 0 };
const NOT_IN_NAMES = /[^\w.$-]/g;
const NAME_LIMIT = 128;

/** Writes a declared fault for the runtime, to end a stream with: the standard wire without frames, and smaller. */
export function encodeStreamEnd(fault: FaultData, catalog: string): StandardError {
  const name = fault.errorType;
  return smallest((limit) => {
    const message = encodeMessage(fault.message, limit.message);
    const stack = `${stackHeader(name, message)}\n${encodeDetailsLine(fault, catalog, limit.line)}`;
    return { name, message, stack };
  });
}

/** Makes any other error fit to end a stream with: its name one that a header takes, frames left out. */
export function fitStreamEnd(error: StandardError): StandardError {
  const name = error.name.replace(NOT_IN_NAMES, "_").slice(0, NAME_LIMIT) || "Error";
  if (name === error.name && isSmall(error)) return error;
  return smallest((limit) => {
    const message = encodeMessage(error.message, limit.message);
    return { name, message, stack: stackHeader(name, message) };
  });
}

function smallest(encode: (limit: Limit) => StandardError): StandardError {
  for (const limit of LIMITS) {
    const error = encode(limit);
    if (isSmall(error)) return error;
  }
  return encode(LEAST);
}

function isSmall({ name, message, stack }: StandardError): boolean {
  const json = JSON.stringify({ errorType: name, errorMessage: message, trace: stack.split("\n") });
  return new TextEncoder().encode(json).length <= LIMIT_BYTES;
}
