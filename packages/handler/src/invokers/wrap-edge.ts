import type { Catalog } from "@faultwire/catalog";
import { detectEdge, type EdgeResponse, encodeEdge } from "@faultwire/wire";
import type { Answer } from "../answer/answer.ts";
import type { AnswerContext } from "../answer/answer-context.ts";
import { cleanError } from "../answer/clean-error.ts";
import type { DisclosedError } from "../answer/disclose.ts";
import { nameAndMessageOf } from "../answer/name-and-message.ts";
import type { ResultOf } from "../handler-types.ts";
import type { InvokerOptions } from "../invoker-options.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { wrapInvoker } from "./wrap-invoker.ts";

/**
 * Wraps a function of Lambda@Edge: an error becomes a response with the fault's status, and its type in the body. The
 * status of a response on its way to the viewer cannot be changed: there the error is thrown, and CloudFront answers
 * the viewer with a 5xx of its own. Read-only headers of a response from the origin are kept.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html
 */
export function wrapEdge<
  Throws extends Catalog,
  Event,
  Result,
  Context extends LambdaContext = LambdaContext,
>(
  // biome-ignore lint/suspicious/noConfusingVoidType: handler types of @types/aws-lambda have it
  handler: (event: Event, context: Context, callback: never) => Promise<Result> | Result | void,
  options: InvokerOptions<Throws>,
): (event: Event, context: Context) => Promise<ResultOf<Result> | EdgeResponse> {
  return wrapInvoker(handler, options, { name: "wrapEdge", isPublic: true, isLogged: false, encode });
}

function encode(error: DisclosedError, { event, requestId }: AnswerContext): Answer<EdgeResponse> {
  if (error.disclosure && detectEdge(event) !== "viewer-response")
    return { returned: encodeEdge(error.disclosure.data, requestId, event) };
  const { errorType, message } = nameAndMessageOf(error);
  return { thrown: cleanError(errorType, message) };
}
