import type { Fault } from "@faultwire/catalog";
import { type DetailsOf, type FaultLog, report } from "./report.ts";

/**
 * Makes details fit to be seen, of every fault whose details leave the function or go to its log. The result has to
 * fit the fault's schema, or the caller gets a `MalformedFault`. The message is not its business.
 */
export type Redact = (details: unknown, errorType: string) => unknown;

/** What redacting needs to know. */
interface RedactSettings {
  readonly redact?: Redact | undefined;
  readonly log?: FaultLog | undefined;
}

/** Details as they are, unless told; none where redacting them fails, for then nobody knows what is in them. */
export function redactor({ redact, log }: RedactSettings, requestId: string): DetailsOf | undefined {
  return redact && ((fault) => redacted(fault, redact, requestId, log));
}

function redacted(fault: Fault, redact: Redact, requestId: string, log: FaultLog | undefined): unknown {
  try {
    const { details, errorType } = fault;
    if (details === undefined) return undefined;
    const json = JSON.stringify(redact(details, errorType));
    return json === undefined ? undefined : JSON.parse(json);
  } catch (failure) {
    report(failure, requestId, "redact", { log, detailsOf: () => undefined });
    return undefined;
  }
}
