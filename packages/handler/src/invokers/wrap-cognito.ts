import type { Catalog } from "@faultwire/catalog";
import { encodeCognito } from "@faultwire/wire";
import { answerInvoker, type InvokerOptions } from "../answer/answer-invoker.ts";
import { cleanError } from "../answer/clean-error.ts";
import { sayAll } from "../answer/say-all.ts";
import type { LambdaContext } from "../lambda-context.ts";

/**
 * Wraps a trigger of a Cognito user pool. The message of a declared fault is all that the user sees, inside Cognito's
 * own sentence: `PreSignUp failed with error <message>.`
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export function wrapCognito<Throws extends Catalog, Event, Context extends LambdaContext = LambdaContext>(
  handler: (event: Event, context: Context) => Promise<Event> | Event,
  options: InvokerOptions<Throws>,
): (event: Event, context: Context) => Promise<Event> {
  return async (event, context) => {
    try {
      return await handler(event, context);
    } catch (thrown) {
      throw await answerInvoker(
        thrown,
        {
          ...{ context, isPublic: true, isThrown: true },
          encode: (said, error) => {
            const { errorType, message } = sayAll(said, error);
            return cleanError(errorType, encodeCognito(message));
          },
        },
        options,
      );
    }
  };
}
