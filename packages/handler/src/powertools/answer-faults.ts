import type { Catalog } from "@faultwire/catalog";
import { idsOf } from "../answer/answer-context.ts";
import { answerHttp } from "../frameworks/answer-http.ts";
import type { HttpAnswerOptions } from "../frameworks/answer-options.ts";
import { checkHttpAnswer } from "../frameworks/answer-request.ts";

/** The members of a request's context that are used; `RequestContext` of Powertools' event handler has them. */
export interface RouterContext {
  readonly event: unknown;
  readonly context: unknown;
}

/**
 * Answers the errors of the routes of Powertools' event handler as `wrapHandler` would. The router's own errors
 * (`NotFoundError`, `RequestValidationError` ...) keep their own response, and get the header `X-Amzn-ErrorType`.
 *
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/event-handler/http/#error-handling
 * @example
 * router.errorHandler(Error, answerFaults({ throws: Orders }));
 */
export function answerFaults<Throws extends Catalog>(
  options: HttpAnswerOptions<Throws>,
): (error: Error, request: RouterContext) => Promise<Response> {
  checkHttpAnswer(options);
  return (thrown, { event, context }) =>
    answerHttp({ thrown, event, ...idsOf(context) }, options, "toWebResponse");
}
