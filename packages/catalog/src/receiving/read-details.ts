import type { Wire, WireError } from "@faultwire/wire";
import { type Checked, reviveDetails } from "../check-details.ts";
import type { DeclaredFault } from "../fault-declaration.ts";

/** Wires that carry a name and a message, and no details. */
const WITHOUT_DETAILS: readonly Wire[] = ["cloudformation", "cognito", "s3-batch"];

/** Reads the details of a declared fault, or explains why they cannot be read. */
export function readDetails({ declaration, errorType }: DeclaredFault, error: WireError): Checked {
  const { details, dropped, wire } = error;
  if (dropped !== undefined) return { problem: `${dropped} bytes of details were too large for the wire` };
  if (!declaration.details) return { value: undefined };
  const checked = reviveDetails(declaration.details, details);
  // A schema may accept a fault without details.
  if (details !== undefined || "value" in checked) return checked;
  const reason = WITHOUT_DETAILS.includes(wire)
    ? `the wire ${wire} carries a name and a message only`
    : `likely the function does not list ${errorType} in its "throws", its handler is not wrapped, or it is written in another language`;
  return { problem: `no details came, and ${errorType} is declared with some: ${reason}` };
}
