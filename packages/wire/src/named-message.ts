import { encodeMessage } from "./message.ts";
import type { FaultData, WireError } from "./wire-error.ts";

const NAMED = /^([A-Za-z_][A-Za-z0-9_.$-]{0,127})(?:: (.*))?$/s;

/** Writes a fault's name and message as one line, for wires that carry a text and nothing else. */
export function encodeNamed(
  { errorType, message }: Pick<FaultData, "errorType" | "message">,
  limit?: number,
): string {
  return encodeMessage(message === "" ? errorType : `${errorType}: ${message}`, limit);
}

/** Reads a name off the beginning of such a text; believed only if it is declared. */
export function decodeNamed(outer: WireError): WireError {
  const found = outer.message?.match(NAMED);
  return found ? { ...outer, embedded: { ...outer, errorType: found[1], message: found[2] ?? "" } } : outer;
}
