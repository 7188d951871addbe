import type { Classification } from "./classification.ts";

/** The meaning of a failed HTTP exchange. */
export type TransportClassification = Pick<Classification, "execution" | "retryable">;

/** Temporary failures of a network. A browser names all of them `TypeError`. */
const PASSING = /^(?:E[A-Z]{1,32}(?:_[A-Z]{1,32})?|UND_ERR_\w+|HPE_\w+|T(?:imeout|ype)Error|StreamEnded)$/;

/**
 * Finds out whether the function ran and whether a retry may help, from the error's name and the status of the
 * response, if there is one. Neither proves that the function did not run: a system's code does not separate a connection
 * that was never established from one that carried the request, and a page may replace any response.
 */
export function classifyTransportError(errorType: string, status = 0): TransportClassification {
  // Lambda sends the head of a 200 when the function has answered: only its result was lost.
  const execution = status === 200 ? "finished" : "unknown";
  return { execution, retryable: PASSING.test(errorType) || status >= 502 };
}
