import type { Execution } from "../fault.ts";

/** What a failed exchange tells. */
export interface TransportFacts {
  readonly execution: Execution;
  readonly retryable: boolean;
}

/** Failures to reach a server at all. */
const NOT_SENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ERR_INVALID_URL|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;
/** All that a browser says of a network is `TypeError`. */
const PASSING = /^(?:E[A-Z]+_?[A-Z]*|UND_ERR_\w+|HPE_\w+|T(?:imeout|ype)Error|StreamEnded)$/;

/** Tells whether the function ran and whether trying again may help; the status, where one had arrived. */
export function transportFacts(errorType: string, status = 0): TransportFacts {
  return { execution: executionOf(errorType, status), retryable: PASSING.test(errorType) || status >= 502 };
}

function executionOf(errorType: string, status: number): Execution {
  if (NOT_SENT.test(errorType)) return "none";
  // Lambda sends the head of a 200 when the function has answered: only the answer was lost.
  if (status === 200) return "finished";
  // An error page that is no JSON: somebody refused it, on the way or at the end of it.
  return status >= 400 && status < 500 && status !== 408 ? "none" : "unknown";
}
