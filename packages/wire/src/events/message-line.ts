import { encodeMessage } from "../message.ts";
import type { FaultData } from "../wire-error.ts";
import { decodeFaultDataText, encodeFaultDataText, type NamedMembers } from "./fault-data-text.ts";

const PREFIX = "\n[faultwire:1] ";

/** Writes a fault as a message of two lines, for wires that keep nothing else of an error. */
export function encodeMessageLine(
  fault: Partial<FaultData> & Pick<FaultData, "errorType" | "message">,
): string {
  return encodeMessage(fault.message) + PREFIX + encodeFaultDataText(fault);
}

/** Splits a message into the message and the fault in its second line, if it has one. */
export function splitMessage(message: string | undefined): {
  readonly message: string | undefined;
  readonly line?: NamedMembers;
} {
  const [first, text] = String(message).split(PREFIX);
  const line = decodeFaultDataText(text);
  return line ? { message: first, line } : { message };
}
