import type { Fault } from "@faultwire/catalog";
import { report } from "./report.ts";

/**
 * Makes details fit to be seen, of every fault whose details leave the function or go to its log. The result has to
 * fit the fault's schema, or the caller gets a `MalformedFault`. The message is not its business.
 */
export type Redact = (details: unknown, errorType: string) => unknown;

/** Gives the details of a fault that may be seen. */
export type DetailsOf = (fault: Fault) => unknown;

/** Details as they are, unless told; none where redacting them fails, for then nobody knows what is in them. */
export function redactor(redact: Redact | undefined, requestId: string): DetailsOf | undefined {
  return redact && ((fault) => redacted(fault, redact, requestId));
}

function redacted(fault: Fault, redact: Redact, requestId: string): unknown {
  try {
    const { details, errorType } = fault;
    if (details === undefined) return undefined;
    const json = JSON.stringify(redact(details, errorType));
    return json === undefined ? undefined : JSON.parse(json);
  } catch (failure) {
    report(failure, requestId, "redact", { detailsOf: () => undefined });
    return undefined;
  }
}
