import type { Catalog } from "@faultwire/catalog";
import { encodeCognito } from "@faultwire/wire";
import type { Answer } from "../answer/answer.ts";
import { cleanError } from "../answer/clean-error.ts";
import type { DisclosedError } from "../answer/disclose.ts";
import { nameAndMessageOf } from "../answer/name-and-message.ts";
import type { InvokerOptions } from "../invoker-options.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { wrapInvoker } from "./wrap-invoker.ts";

/**
 * Wraps a trigger of a Cognito user pool. The user sees the message of a declared fault and nothing else, inside
 * Cognito's own sentence: `PreSignUp failed with error <message>.`
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export function wrapCognito<Throws extends Catalog, Event, Context extends LambdaContext = LambdaContext>(
  // biome-ignore lint/suspicious/noConfusingVoidType: handler types of @types/aws-lambda have it
  handler: (event: Event, context: Context, callback: never) => Promise<Event> | Event | void,
  options: InvokerOptions<Throws>,
): (event: Event, context: Context) => Promise<Event> {
  return wrapInvoker(handler, options, { name: "wrapCognito", isPublic: true, isLogged: false, encode });
}

function encode(error: DisclosedError): Answer<never> {
  const { errorType, message } = nameAndMessageOf(error);
  return { thrown: cleanError(errorType, encodeCognito(message)) };
}
