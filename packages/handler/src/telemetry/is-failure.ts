import type { FaultReport } from "../report/fault-report.ts";

/**
 * Whether an error is the function's own failure. One that the declaration calls the client's and that is answered
 * with a response is not: metrics and traces of servers count those as served.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#status
 */
export function isFailure({ status, isThrown }: FaultReport): boolean {
  return isThrown || status >= 500;
}
