import type { FaultLog } from "../report.ts";

/** What is needed of a `Logger` of `@aws-lambda-powertools/logger`. */
export interface ErrorLogger {
  error(message: string, attributes: { [key: string]: unknown }): void;
}

/**
 * Writes the line about an error that the runtime does not log itself through Powertools' Logger, so that it has
 * the logger's keys and is written once. `error` is formatted as the logger formats any Error, causes included.
 *
 * @example
 * wrapHandler(handler, { throws: Orders, log: powertoolsLogger(logger) });
 */
export function powertoolsLogger(logger: ErrorLogger): FaultLog {
  return ({ faultwire, requestId, error }, thrown) => {
    const message = `${error.errorType}: ${error.errorMessage}`;
    logger.error(message, { faultwire, requestId, error: thrown instanceof Error ? thrown : error });
  };
}
