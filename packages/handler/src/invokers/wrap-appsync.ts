import type { Catalog } from "@faultwire/catalog";
import { isError } from "@faultwire/catalog/internal";
import { type AppSyncError, encodeAppSync } from "@faultwire/wire";
import { type Answer, deliver } from "../answer/answer.ts";
import type { AnswerContext } from "../answer/answer-context.ts";
import { answerError } from "../answer/answer-error.ts";
import type { DisclosedError } from "../answer/disclose.ts";
import { nameAndMessageOf } from "../answer/name-and-message.ts";
import { checkHandler } from "../check-wrapper.ts";
import type { ResultOf } from "../handler-types.ts";
import type { InvokerOptions } from "../invoker-options.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { wrapInvoker } from "./wrap-invoker.ts";

/** The result that a resolver gets: the field's value, or the arguments of `util.error`. */
export type AppSyncResult<Value> = { readonly data: Value } | AppSyncError;

/**
 * Wraps the data source of an AppSync resolver: it returns `{ data }`, or the error's message, type and details, and
 * throws nothing, because AppSync keeps only the message of a thrown error. The resolver's response function passes
 * them to `util.error`; docs/invokers.md has one. A resolver without a response function cannot have typed errors.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers.html
 */
export function wrapAppSync<
  Throws extends Catalog,
  Event,
  Value,
  Context extends LambdaContext = LambdaContext,
>(
  // biome-ignore lint/suspicious/noConfusingVoidType: handler types of @types/aws-lambda have it
  handler: (event: Event, context: Context, callback: never) => Promise<Value> | Value | void,
  options: InvokerOptions<Throws>,
): (event: Event, context: Context) => Promise<AppSyncResult<ResultOf<Value>>> {
  return wrapInvoker(handler, options, {
    name: "wrapAppSync",
    isPublic: true,
    encode,
    // The value is the handler's own type without a void beside it.
    encodeResult: (data) => ({ data: data as ResultOf<Value> }),
  });
}

/**
 * Wraps the data source of a resolver with batching: the handler gets all events and returns as many values, in the
 * same order, with a fault in the place of each that failed. If it throws, they all fail.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers.html#advanced-use-case-batching
 */
export function wrapAppSyncBatch<
  Throws extends Catalog,
  Event,
  Value,
  Context extends LambdaContext = LambdaContext,
>(
  handler: (
    events: Event[],
    context: Context,
    callback: never,
    // biome-ignore lint/suspicious/noConfusingVoidType: handler types of @types/aws-lambda have it
  ) => Promise<readonly (Value | Error)[]> | readonly (Value | Error)[] | void,
  options: InvokerOptions<Throws>,
): (events: readonly Event[], context: Context) => Promise<AppSyncResult<Value>[]> {
  const run = checkHandler("wrapAppSyncBatch()", handler);
  const rules = { settings: options, encoding: { isPublic: true, encode } };

  async function resolve(events: readonly Event[], context: Context): Promise<readonly (Value | Error)[]> {
    // Handler types of @types/aws-lambda have a list that may be changed; this one is parsed for the handler alone.
    const values = await run(events as Event[], context);
    if (values?.length === events.length) return values;
    throw new TypeError(
      `wrapAppSyncBatch(): ${values?.length ?? "no"} values for ${events.length} events; return one for each`,
    );
  }

  async function encodeValue(
    value: Value | Error,
    contextOf: () => AnswerContext,
  ): Promise<AppSyncResult<Value>> {
    return isError(value) ? deliver(await answerError(value, contextOf(), rules)) : { data: value };
  }

  return wrapInvoker<readonly Event[], Context, readonly (Value | Error)[], AppSyncResult<Value>[]>(
    resolve,
    options,
    {
      name: "wrapAppSyncBatch",
      isPublic: true,
      encode: (error, { event }) => {
        const encoded = encodeAppSync(nameAndMessageOf(error));
        // Without batching the resolver sends one event, and wants one answer.
        const returned = Array.isArray(event) ? event.map(() => encoded) : encoded;
        // Only the first is a batch, for which the type is.
        return { returned: returned as AppSyncError[] };
      },
      encodeResult: (values, _, contextOf) =>
        Promise.all(values.map((value) => encodeValue(value, contextOf))),
    },
  );
}

function encode(error: DisclosedError): Answer<AppSyncError> {
  return { returned: encodeAppSync(nameAndMessageOf(error)) };
}
