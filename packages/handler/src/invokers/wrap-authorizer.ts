import type { Catalog } from "@faultwire/catalog";
import { encodeAuthorizerDenial } from "@faultwire/wire";
import type { Answer } from "../answer/answer.ts";
import type { AnswerContext } from "../answer/answer-context.ts";
import { cleanError } from "../answer/clean-error.ts";
import type { DisclosedError } from "../answer/disclose.ts";
import { nameAndMessageOf } from "../answer/name-and-message.ts";
import type { ResultOf } from "../handler-types.ts";
import type { InvokerOptions } from "../invoker-options.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { wrapInvoker } from "./wrap-invoker.ts";

/** The options of {@link wrapAuthorizer}. */
export interface AuthorizerOptions<Throws extends Catalog> extends InvokerOptions<Throws> {
  /**
   * Whether the authorizer of the HTTP API has simple responses enabled: `{ isAuthorized }` in place of a policy. Its
   * event does not show it.
   *
   * @default false
   */
  readonly simpleResponses?: boolean;
}

/** The whole message that API Gateway answers with a 401. */
const UNAUTHORIZED = "Unauthorized";

/**
 * Wraps a Lambda authorizer of API Gateway or AppSync. A fault with status 401 is thrown as exactly `Unauthorized`,
 * which the client gets as 401. A fault with status 403 is returned as a refusal in the format of the event: a policy
 * that denies, or `isAuthorized: false`, with `errorType` and `errorMessage` in its `context`. API Gateway answers any
 * other error with a 500.
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
  options: AuthorizerOptions<Throws>,
): (event: Event, context: Context) => Promise<ResultOf<Policy>> {
  function encode(error: DisclosedError, { event }: AnswerContext): Answer<ResultOf<Policy>> {
    const { errorType, message } = nameAndMessageOf(error);
    const status = error.disclosure?.data.status;
    if (status === 401) return { thrown: cleanError("Error", UNAUTHORIZED) };
    const denial =
      status === 403
        ? encodeAuthorizerDenial({ errorType, message }, event, options.simpleResponses ?? false)
        : undefined;
    // The gateway reads it, in its own format, which is that of the handler's results too.
    if (denial) return { returned: denial as ResultOf<Policy> };
    // With the name before it, no message is taken for the word.
    return { thrown: cleanError(errorType, `${errorType}: ${message}`) };
  }

  const encoding = {
    name: "wrapAuthorizer",
    more: ["simpleResponses"],
    isPublic: true,
    isLogged: false,
    encode,
  };
  return wrapInvoker(handler, options, encoding);
}
