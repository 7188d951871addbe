import type { Catalog } from "@faultwire/catalog";
import { encodeCognito } from "@faultwire/wire";
import { answerError, type InvokerOptions } from "../answer/answer-error.ts";
import { cleanError } from "../answer/clean-error.ts";
import { sayAll } from "../answer/say-all.ts";
import { guarded } from "../guards/guards.ts";
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
            const { errorType, message } = sayAll(said, error);
            return cleanError(errorType, encodeCognito(message));
          },
        },
        options,
      );
    }
  };
}
