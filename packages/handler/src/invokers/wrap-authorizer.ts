import type { Catalog } from "@faultwire/catalog";
import type { Answer } from "../answer/answer.ts";
import { cleanError } from "../answer/clean-error.ts";
import type { DisclosedError } from "../answer/disclose.ts";
import { nameAndMessageOf } from "../answer/name-and-message.ts";
import type { ResultOf } from "../handler-types.ts";
import type { InvokerOptions } from "../invoker-options.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { wrapInvoker } from "./wrap-invoker.ts";

/** The whole message that API Gateway answers with a 401. */
const UNAUTHORIZED = "Unauthorized";

/**
 * Wraps a Lambda authorizer of API Gateway: a fault with status 401 is thrown as exactly `Unauthorized`, which the
 * client gets as 401. API Gateway answers any other error with a 500; for a 403 return a policy that denies.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export function wrapAuthorizer<
  Throws extends Catalog,
  Event,
  Policy,
  Context extends LambdaContext = LambdaContext,
>(
  // biome-ignore lint/suspicious/noConfusingVoidType: handler types of @types/aws-lambda have it
  handler: (event: Event, context: Context, callback: never) => Promise<Policy> | Policy | void,
  options: InvokerOptions<Throws>,
): (event: Event, context: Context) => Promise<ResultOf<Policy>> {
  return wrapInvoker(handler, options, { name: "wrapAuthorizer", isPublic: true, encode });
}

function encode(error: DisclosedError): Answer<never> {
  if (error.disclosure?.data.status === 401) return { thrown: cleanError("Error", UNAUTHORIZED) };
  const { errorType, message } = nameAndMessageOf(error);
  // With the name before it, no message is taken for the word.
  return { thrown: cleanError(errorType, `${errorType}: ${message}`) };
}
