import { hideAll } from "@faultwire/catalog/internal";
import type { ErrorRecord, FaultLog } from "../report/fault-line.ts";
import { escapeLineEnds } from "../report/line-room.ts";
import { mapTexts } from "../report/write-line.ts";

/** The method of `@aws-lambda-powertools/logger`'s `Logger` that is used. */
export interface ErrorLogger {
  error(message: string, attributes: { [key: string]: unknown }): void;
}

/**
 * Writes the line about an error that the runtime does not log itself through Powertools' Logger, so that it has
 * the logger's keys and is written once. `error` is formatted as the logger formats any Error, own properties and
 * causes included.
 *
 * @example
 * wrapHandler(handler, { throws: Orders, log: powertoolsLogger(logger) });
 */
export function powertoolsLogger(logger: ErrorLogger): FaultLog {
  return (line) => {
    // The logger writes the JSON, which would keep characters that end a line.
    // The logger has a key of its own for the trace.
    const { error, traceId: _, ...keys } = mapTexts(line, escapeLineEnds);
    const message = `${error.errorType}: ${error.errorMessage}`;
    logger.error(cut(message), { ...keys, error: toError(error) });
  };
}

/** Cuts a text that the logger has twice: the message, and the line of a stack that becomes `location`. */
function cut(text: string): string {
  return text.length > TWICE_LIMIT ? `${text.slice(0, TWICE_LIMIT)}…` : text;
}

/** Characters. */
const TWICE_LIMIT = 500;

/** Makes an Error for the logger's formatter: the thrown value may have a `toJSON`, throw when read, or not be one. */
function toError({ errorType, errorMessage, stack, cause, ...properties }: ErrorRecord): Error {
  const error = new Error(errorMessage);
  hideAll(error, { name: errorType, stack: stack.map(cut).join("\n"), cause: cause && toError(cause) });
  return Object.assign(error, properties);
}
