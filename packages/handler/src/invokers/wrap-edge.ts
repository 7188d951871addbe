import type { Catalog } from "@faultwire/catalog";
import { detectEdge, type EdgeResponse, encodeEdge } from "@faultwire/wire";
import { answerError, type InvokerOptions } from "../answer/answer-error.ts";
import { cleanError } from "../answer/clean-error.ts";
import { readText } from "../answer/safe-read.ts";
import { sayAll } from "../answer/say-all.ts";
import { guarded } from "../guards/guards.ts";
import type { LambdaContext } from "../lambda-context.ts";

/**
 * Wraps a function of Lambda@Edge: what it throws becomes a response with the fault's status, its type in the body. To
 * a response on its way to the viewer CloudFront lets nobody give another status: there the error is thrown, and the
 * viewer gets a 5xx of CloudFront's.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html
 */
export function wrapEdge<
  Throws extends Catalog,
  Event,
  Result,
  Context extends LambdaContext = LambdaContext,
>(
  handler: (event: Event, context: Context) => Promise<Result> | Result,
  options: InvokerOptions<Throws>,
): (event: Event, context: Context) => Promise<Result | EdgeResponse> {
  const run = guarded(handler, options.guards);
  return async (event, context) => {
    try {
      return await run(event, context, event);
    } catch (thrown) {
      const eventType = detectEdge(event) ?? "viewer-request";
      const isThrown = eventType === "viewer-response";
      const requestId = readText(context, "awsRequestId") ?? "";
      const answer = await answerError(
        thrown,
        {
          ...{ context, isPublic: true, isThrown },
          encode: (said, error) => {
            if (said && !isThrown) return encodeEdge(said.data, requestId, eventType);
            const { errorType, message } = sayAll(said, error);
            return cleanError(errorType, message);
          },
        },
        options,
      );
      if (answer instanceof Error) throw answer;
      return answer;
    }
  };
}
