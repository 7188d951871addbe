import { fitDetails } from "../dropped-details.ts";
import { decodeMembers, encodeMembers } from "../fault-members.ts";
import { fits, isJsonObject, parseJson } from "../json.ts";
import type { FaultData } from "../wire-error.ts";

/** The longest details line in characters, escaped as in a payload. */
export const DETAILS_LINE_LIMIT = 16_384;

const PREFIX = "[faultwire:1] ";
const BLANKS = /[ \x7f]/g;

/**
 * Writes the line of a stack that carries what `errorType` and `errorMessage` cannot.
 *
 * The runtime reads every line of a stack for its X-Ray header and copies the text between spaces, so the JSON has
 * no spaces; DEL, which the runtime rewrites, is escaped too.
 */
export function encodeDetailsLine(fault: FaultData, catalog: string, limit = DETAILS_LINE_LIMIT): string {
  return fitDetails(
    fault.details,
    (details) => {
      const json = JSON.stringify({ catalog, ...encodeMembers(fault, details) });
      return PREFIX + json.replace(BLANKS, (blank) => (blank === " " ? "\\u0020" : "\\u007f"));
    },
    (line) => fits(line, limit),
  );
}

/** Whether a line of a stack is a details line. */
export function isDetailsLine(line: unknown): line is string {
  return typeof line === "string" && line.startsWith(PREFIX);
}

/** Reads a details line; undefined for any other line, another version, and a line that was cut. */
export function decodeDetailsLine(line: unknown): ReturnType<typeof decodeMembers> | undefined {
  if (!isDetailsLine(line)) return undefined;
  const json = parseJson(line.slice(PREFIX.length));
  return isJsonObject(json) ? decodeMembers(json) : undefined;
}
