import type { FaultReport } from "../report/notify-hooks.ts";

/**
 * Whether an error is the function's own failure. A fault that is the client's by its status and is answered with a
 * response is not: metrics and traces of servers count such requests as served.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#status
 */
export function isFailure({ status, isThrown }: FaultReport): boolean {
  return isThrown || status >= 500;
}
