import type { Fault } from "@faultwire/catalog";

/**
 * Makes details safe to show. It is called for every fault whose details leave the function or go to its log, and for
 * the own properties that the log line has of any error, as plain JSON with the error's type. The result for details
 * has to fit the fault's schema, or the caller gets a `MalformedFault`. Messages are not passed to it.
 */
export type Redact = (details: unknown, errorType: string) => unknown;

/** A redaction that drops all details, for errors whose details are unknown. */
export const noDetails: Redact = () => undefined;

/**
 * Redacts the details of a fault and reads them as JSON.
 *
 * @throws what `redact` throws, and a TypeError if it returns something that JSON cannot write.
 */
export function redactDetails(fault: Fault, redact: Redact): unknown {
  if (redact === noDetails || fault.details === undefined) return undefined;
  const json = JSON.stringify(redact(fault.details, fault.errorType));
  return json === undefined ? undefined : JSON.parse(json);
}
