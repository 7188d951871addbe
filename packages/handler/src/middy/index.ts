import { type Catalog, isFault } from "@faultwire/catalog";
import { answerEvent } from "../answer/answer-event.ts";
import { mapped } from "../answer/decide.ts";
import { flavourOf } from "../answer/flavour.ts";
import { ownFault } from "../answer/own-fault.ts";
import { read } from "../answer/safe-read.ts";
import type { AnswerOptions } from "../frameworks/answer-options.ts";
import { readHttpError } from "../frameworks/http-error.ts";

export type { AnswerOptions };

/** What a middleware sees of an invocation; `Request` of `@middy/core` has it. */
export interface MiddyRequest {
  event: unknown;
  context: object;
  response: unknown;
  error: unknown;
}

/** A middleware for Middy's `use`. */
export interface FaultMiddleware {
  before(request: MiddyRequest): void;
  onError(request: MiddyRequest): Promise<void>;
}

/**
 * Answers what a Middy handler or a middleware of it throws, as `wrapHandler` would. An error that another
 * middleware has answered stays answered. Register it before the middlewares whose errors it is to answer, and
 * after those that finish responses: Middy asks the last registered first.
 *
 * @see https://middy.js.org/docs/intro/how-it-works
 * @example
 * middy(handler).use(answerFaults({ throws: Orders })).use(httpJsonBodyParser());
 */
export function answerFaults<Throws extends Catalog>(options: AnswerOptions<Throws>): FaultMiddleware {
  /** Parsers put something else in the event's place. */
  const events = new WeakMap<object, unknown>();

  async function onError(request: MiddyRequest): Promise<void> {
    if (request.response !== undefined) return;
    const event = events.has(request) ? events.get(request) : request.event;
    const thrown = translate(request.error, event, options);
    const answer = await answerEvent(thrown, event, request.context, options);
    // Neither returned nor thrown: both would keep the error from the middlewares that were registered before.
    if ("thrown" in answer) request.error = answer.thrown;
    else request.response = answer.returned;
  }

  return { before: (request) => void events.set(request, request.event), onError };
}

/** What Middy and its middlewares throw themselves, in the wrapper's terms. */
function translate(thrown: unknown, event: unknown, { wire, mapError }: AnswerOptions<Catalog>): unknown {
  if (isFault(thrown) || mapped(thrown, mapError) !== undefined) return thrown;
  if (isTimeout(thrown)) return ownFault("FunctionTimedOut", "The function ran out of time", 504);
  const isRequest = flavourOf(event, wire) !== undefined;
  return (isRequest ? readHttpError(thrown) : undefined) ?? thrown;
}

/** What Middy throws a few milliseconds before the function would be ended. */
function isTimeout(thrown: unknown): boolean {
  return read(thrown, "name") === "TimeoutError" && read(read(thrown, "cause"), "package") === "@middy/core";
}
