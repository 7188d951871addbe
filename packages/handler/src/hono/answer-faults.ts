import type { Catalog } from "@faultwire/catalog";
import { detectEdge, isAllowedAtEdge } from "@faultwire/wire";
import { type InvocationIds, idsOf } from "../answer/answer-context.ts";
import { read } from "../foreign/safe-read.ts";
import { answerHttp } from "../frameworks/answer-http.ts";
import type { HttpAnswerOptions } from "../frameworks/answer-options.ts";
import { checkHttpAnswer } from "../frameworks/answer-request.ts";
import { requestIdInHeaders } from "../frameworks/header-request-id.ts";

/** The members of Hono's `Context` that the error handler uses. */
export interface HonoContext {
  readonly env: unknown;
  readonly req: { readonly raw: { readonly headers: Headers } };
  newResponse(body: Response["body"], response: Response): Response;
}

/**
 * Answers the errors of a Hono application on Lambda as `wrapHandler` would. An `HTTPException` keeps
 * its own response, and gets the header `X-Amzn-ErrorType`. The event and the request id are those that
 * `handle` and `streamHandle` of `hono/aws-lambda`, and `handle` of `hono/lambda-edge`, put into `c.env`; behind Lambda
 * Web Adapter and in Web Functions the request id is read from the headers.
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
    const response = await answerHttp({ thrown, ...invocationOf(c) }, options, "getResponse");
    if (detectEdge(read(c.env, "event"))) keepAllowed(response.headers);
    // This keeps the headers that middlewares have set.
    return c.newResponse(response.body, response);
  };
}

/** Finds the invocation. `handle` and `streamHandle` name Lambda's context differently. */
function invocationOf({ env, req }: HonoContext): InvocationIds & { readonly event: unknown } {
  const event = read(env, "event");
  const ids = idsOf(read(env, "lambdaContext") ?? read(env, "context"));
  if (event !== undefined) return { event, ...ids };
  const { headers } = req.raw;
  return {
    event: { headers: Object.fromEntries(headers) },
    ...ids,
    requestId: ids.requestId || requestIdInHeaders((name) => headers.get(name)),
  };
}

/** CloudFront answers 502 instead of a response with a header that a function may not set. */
function keepAllowed(headers: Headers): void {
  for (const name of [...headers.keys()]) if (!isAllowedAtEdge(name)) headers.delete(name);
}
