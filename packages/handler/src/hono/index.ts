import type { Catalog } from "@faultwire/catalog";
import { read } from "../foreign/safe-read.ts";
import { answerHttp, checkHttpAnswer } from "../frameworks/answer-http.ts";
import type { HttpAnswerOptions } from "../frameworks/answer-options.ts";

export type { HttpAnswerOptions };

/** The members of Hono's `Context` that the error handler uses. */
export interface HonoContext {
  readonly env: unknown;
  newResponse(body: Response["body"], response: Response): Response;
}

/**
 * Answers the errors of a Hono application on Lambda as `wrapHandler` would. An `HTTPException` keeps
 * its own response, and gets the header `X-Amzn-ErrorType`. The event and the request id are those that
 * `hono/aws-lambda` and `@hono/aws-lambda` put into `c.env`.
 *
 * @see https://hono.dev/docs/api/hono#error-handling
 * @example
 * app.onError(answerFaults({ throws: Orders }));
 */
export function answerFaults<Throws extends Catalog>(
  options: HttpAnswerOptions<Throws>,
): (error: Error, c: HonoContext) => Promise<Response> {
  checkHttpAnswer(options);
  return async (thrown, c) => {
    const invocation = { event: read(c.env, "event"), context: read(c.env, "lambdaContext") };
    const response = await answerHttp({ thrown, ...invocation }, options, "getResponse");
    // This keeps the headers that middlewares have set.
    return c.newResponse(response.body, response);
  };
}
