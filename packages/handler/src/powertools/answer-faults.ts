import type { Catalog } from "@faultwire/catalog";
import { answerHttp } from "../frameworks/answer-http.ts";
import type { HttpAnswerOptions } from "../frameworks/answer-options.ts";

/** What is needed of the context of a request; `RequestContext` of Powertools' event handler has it. */
export interface RouterContext {
  readonly event: unknown;
  readonly context: unknown;
}

/**
 * Answers what the routes of Powertools' event handler throw, as `wrapHandler` would. The router's own errors
 * (`NotFoundError`, `RequestValidationError` ...) keep their own response, and get the header `X-Amzn-ErrorType`.
 *
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/event-handler/http/#error-handling
 * @example
 * router.errorHandler(Error, answerFaults({ throws: Orders }));
 */
export function answerFaults<Throws extends Catalog>(
  options: HttpAnswerOptions<Throws>,
): (error: Error, request: RouterContext) => Promise<Response> {
  return (thrown, { event, context }) => answerHttp({ thrown, event, context }, options, "toWebResponse");
}
