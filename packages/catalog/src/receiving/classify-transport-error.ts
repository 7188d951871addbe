import type { Execution } from "../fault.ts";
import type { Classification } from "./classification.ts";

/** The meaning of a failed HTTP exchange. */
export type TransportClassification = Pick<Classification, "execution" | "retryable">;

/** Failures to reach a server at all. */
const NOT_SENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ERR_INVALID_URL|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;
/** Temporary failures of a network. A browser names all of them `TypeError`. */
const PASSING = /^(?:E[A-Z]+_?[A-Z]*|UND_ERR_\w+|HPE_\w+|T(?:imeout|ype)Error|StreamEnded)$/;

/**
 * Finds whether the function ran and whether trying again may help.
 *
 * @param status that of the answer, if one had arrived
 */
export function classifyTransportError(errorType: string, status = 0): TransportClassification {
  return { execution: executionOf(errorType, status), retryable: PASSING.test(errorType) || status >= 502 };
}

function executionOf(errorType: string, status: number): Execution {
  if (NOT_SENT.test(errorType)) return "none";
  // Lambda sends the head of a 200 when the function has answered: only the answer was lost.
  if (status === 200) return "finished";
  // An error page that is not JSON: a server on the way, or at its end, refused the request.
  return status >= 400 && status < 500 && status !== 408 ? "none" : "unknown";
}
