import { fitDetails } from "../dropped-details.ts";
import { decodeMembers, encodeMembers } from "../fault-members.ts";
import { fits, isJsonObject, parseJson } from "../json.ts";
import type { FaultData, WireError } from "../wire-error.ts";

/** The longest text in characters, escaped as in a payload: a durable execution's checkpoint holds 256 KB. */
const LIMIT = 100_000;

/** The name, the details and the other members of a fault, without its message. */
export type NamedMembers = Pick<WireError, "errorType"> & ReturnType<typeof decodeMembers>;

/** Writes everything but a fault's message as one text, for members that hold machine-readable text. Never throws. */
export function encodeFaultDataText(fault: Partial<FaultData> & Pick<FaultData, "errorType">): string {
  const { errorType, details } = fault;
  const write = (given: object) =>
    JSON.stringify({ faultwire: 1, errorType, ...encodeMembers(fault, given) });
  try {
    return fitDetails(details, write, (text) => fits(text, LIMIT));
  } catch {
    // A cycle or a BigInt in details that were not checked.
    return write({});
  }
}

/** Reads such a text; undefined for any other text. */
export function decodeFaultDataText(text: string | undefined): NamedMembers | undefined {
  if (text === undefined || !text.includes('"faultwire"')) return undefined;
  const json = parseJson(text);
  if (!isJsonObject(json) || json.faultwire !== 1 || typeof json.errorType !== "string") return undefined;
  return { errorType: json.errorType, ...decodeMembers(json) };
}
