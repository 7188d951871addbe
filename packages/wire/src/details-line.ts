import { decodeDetails, dropDetails, type EncodedDetails, keepDetails } from "./dropped-details.ts";
import { fits, isJsonObject, parseJson } from "./json.ts";
import type { FaultData, WireError } from "./wire-error.ts";

/** The longest details line in characters, as it stands escaped in a payload. */
export const DETAILS_LINE_LIMIT = 16_384;

const PREFIX = "[faultwire:1] ";
const BLANKS = /[ \x7f]/g;

/** What a details line tells. */
export type DetailsLine = Pick<WireError, "details" | "dropped" | "status" | "retryable" | "retryAfter">;

/**
 * Writes the line of a stack that carries what `errorType` and `errorMessage` do not.
 *
 * The runtime reads every line of a stack for its X-Ray header and copies what stands between spaces, so the
 * JSON has none; DEL, which it rewrites, is escaped too.
 */
export function encodeDetailsLine(fault: FaultData, catalog: string, limit = DETAILS_LINE_LIMIT): string {
  const whole = lineWith(fault, catalog, keepDetails(fault.details));
  return fault.details === undefined || fits(whole, limit)
    ? whole
    : lineWith(fault, catalog, dropDetails(fault.details));
}

/** Reads a details line; undefined for any other line, another version, and a line that was cut. */
export function decodeDetailsLine(line: string): DetailsLine | undefined {
  if (!line.startsWith(PREFIX)) return undefined;
  const told = parseJson(line.slice(PREFIX.length));
  if (!isJsonObject(told)) return undefined;
  const { status, retryable, retryAfter } = told;
  return {
    ...decodeDetails(told),
    ...(isStatus(status) && { status }),
    ...(typeof retryable === "boolean" && { retryable }),
    ...(isDelay(retryAfter) && { retryAfter }),
  };
}

/** An HTTP status that says error. */
export function isStatus(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599;
}

/** A number of seconds that one can wait. */
export function isDelay(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

function lineWith(
  { status, retryable, retryAfter }: FaultData,
  catalog: string,
  details: EncodedDetails,
): string {
  const json = JSON.stringify({ catalog, ...details, status, retryable, retryAfter });
  return PREFIX + json.replace(BLANKS, (blank) => (blank === " " ? "\\u0020" : "\\u007f"));
}
