import type { Catalog } from "@faultwire/catalog";
import { answerError, type InvokerOptions } from "../answer/answer-error.ts";
import { cleanError } from "../answer/clean-error.ts";
import { sayAll } from "../answer/say-all.ts";
import { guarded } from "../guards/guards.ts";
import type { LambdaContext } from "../lambda-context.ts";

/** API Gateway compares the whole message with it. */
const UNAUTHORIZED = "Unauthorized";

/**
 * Wraps a Lambda authorizer of API Gateway: a fault with status 401 is thrown as exactly `Unauthorized`, which the
 * client gets as 401. Of anything else that is thrown API Gateway makes a 500; for a 403 return a policy that denies.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export function wrapAuthorizer<
  Throws extends Catalog,
  Event,
  Policy,
  Context extends LambdaContext = LambdaContext,
>(
  handler: (event: Event, context: Context) => Promise<Policy> | Policy,
  options: InvokerOptions<Throws>,
): (event: Event, context: Context) => Promise<Policy> {
  const run = guarded(handler, options.guards);
  return async (event, context) => {
    try {
      return await run(event, context, event);
    } catch (thrown) {
      throw await answerError(
        thrown,
        {
          ...{ context, isPublic: true, isThrown: true },
          encode: (said, error) => {
            if (said?.data.status === 401) return cleanError("Error", UNAUTHORIZED);
            const { errorType, message } = sayAll(said, error);
            // With the name before it no message is taken for the word.
            return cleanError(errorType, `${errorType}: ${message}`);
          },
        },
        options,
      );
    }
  };
}
