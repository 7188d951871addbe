import type { Fault } from "@faultwire/catalog";

/**
 * Makes details fit to be seen, of every fault whose details leave the function or go to its log. The result has to
 * fit the fault's schema, or the caller gets a `MalformedFault`. The message is not its business.
 */
export type Redact = (details: unknown, errorType: string) => unknown;

/** For errors of which nobody knows what is in their details. */
export const noDetails: Redact = () => undefined;

/**
 * The details of a fault as JSON, made fit to be seen.
 *
 * @throws what `redact` throws, and a TypeError where it gives what JSON cannot write.
 */
export function redactDetails(fault: Fault, redact: Redact): unknown {
  if (redact === noDetails || fault.details === undefined) return undefined;
  const json = JSON.stringify(redact(fault.details, fault.errorType));
  return json === undefined ? undefined : JSON.parse(json);
}
