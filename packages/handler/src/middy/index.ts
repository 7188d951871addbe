import { type Catalog, isFault } from "@faultwire/catalog";
import { idsOf } from "../answer/answer-context.ts";
import { answerEvent } from "../answer/answer-event.ts";
import { flavourOf } from "../answer/flavour.ts";
import { mapError } from "../answer/map-error.ts";
import { checkWrapper } from "../check-wrapper.ts";
import { read } from "../foreign/safe-read.ts";
import type { AnswerOptions } from "../frameworks/answer-options.ts";
import { readHttpError } from "../frameworks/http-error.ts";
import { reportOriginal } from "../frameworks/report-original.ts";
import { ownFault } from "../own-fault.ts";
import { unlessError } from "../unless-error.ts";

export type { AnswerOptions };

/** The members of an invocation that the middleware uses; `Request` of `@middy/core` has them. */
export interface MiddyRequest {
  event: unknown;
  context: object;
  response: unknown;
  error: unknown;
}

/** A middleware for Middy's `use`. */
export interface FaultMiddleware {
  before(request: MiddyRequest): void;
  after(request: MiddyRequest): void;
  onError(request: MiddyRequest): Promise<void>;
}

/**
 * Answers the errors of a Middy handler and its middlewares as `wrapHandler` would. An error that another middleware
 * has answered stays answered. Register it before the middlewares whose errors it should answer, and after those that
 * finish responses: Middy calls the last registered first.
 *
 * @see https://middy.js.org/docs/intro/how-it-works
 * @example
 * middy(handler).use(answerFaults({ throws: Orders })).use(httpJsonBodyParser());
 */
export function answerFaults<Throws extends Catalog>(options: AnswerOptions<Throws>): FaultMiddleware {
  checkWrapper("answerFaults()", options, {
    more: ["wire", "trace", "body", "headers"],
    isWithoutGuards: true,
  });
  /** The events as they came: parsers replace them. */
  const events = new WeakMap<object, unknown>();

  async function onError(request: MiddyRequest): Promise<void> {
    if (request.response !== undefined) return;
    const event = events.has(request) ? events.get(request) : request.event;
    const flavour = flavourOf(event, options.wire);
    const ids = idsOf(request.context);
    const { throws, log, redact, logProperties } = options;
    const settings = { ...ids, log, redact, logProperties, throws, mapError: options.mapError };
    const mapped = isFault(request.error) ? undefined : mapError(request.error, settings);
    const thrown = mapped ? request.error : translate(request.error, flavour !== undefined);
    const answered = { event, ...ids, flavour };
    const onFault = reportOriginal(options.onFault, { original: request.error, thrown });
    const answer = await answerEvent(thrown, answered, { ...options, onFault, mapError: () => mapped });
    // Neither returned nor thrown: both would keep the error from the middlewares that were registered before.
    if ("thrown" in answer) request.error = answer.thrown;
    else request.response = answer.returned;
  }

  return {
    before: (request) => void events.set(request, request.event),
    after: ({ response }) => void unlessError(response),
    onError,
  };
}

/** Reads the errors of Middy and its middlewares as the wrapper's own faults. */
function translate(thrown: unknown, isRequest: boolean): unknown {
  if (isFault(thrown)) return thrown;
  if (isTimeout(thrown))
    return ownFault({ errorType: "FunctionTimedOut", status: 504 }, "The function ran out of time");
  return (isRequest ? readHttpError(thrown) : undefined) ?? thrown;
}

/** Whether it is the error that Middy throws a few milliseconds before the function's time-out. */
function isTimeout(thrown: unknown): boolean {
  return read(thrown, "name") === "TimeoutError" && read(read(thrown, "cause"), "package") === "@middy/core";
}
