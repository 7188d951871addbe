import type { Catalog } from "@faultwire/catalog";
import { type AppSyncError, encodeAppSync } from "@faultwire/wire";
import { answerError, type InvokerOptions } from "../answer/answer-error.ts";
import { sayAll } from "../answer/say-all.ts";
import { guarded } from "../guards/guards.ts";
import type { LambdaContext } from "../lambda-context.ts";

/** What a resolver gets of a field: its value, or the arguments of `util.error`. */
export type AppSyncResult<Value> = { readonly data: Value } | AppSyncError;

/**
 * Wraps the data source of an AppSync resolver: it returns `{ data }`, or the error's message, type and details, and
 * throws nothing, because of what is thrown AppSync keeps the message alone. The resolver's response function hands
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
  handler: (event: Event, context: Context) => Promise<Value> | Value,
  options: InvokerOptions<Throws>,
): (event: Event, context: Context) => Promise<AppSyncResult<Value>> {
  const run = guarded(handler, options.guards);
  return async (event, context) => {
    try {
      return { data: await run(event, context, event) };
    } catch (thrown) {
      return answer(thrown, context, options);
    }
  };
}

/**
 * Wraps the data source of a resolver with batching: the handler gets all events and returns as many values, in the
 * same order, a fault in the place of each that failed. What it throws fails them all.
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
    events: readonly Event[],
    context: Context,
  ) => Promise<readonly (Value | Error)[]> | readonly (Value | Error)[],
  options: InvokerOptions<Throws>,
): (events: readonly Event[], context: Context) => Promise<AppSyncResult<Value>[]> {
  async function resolve(events: readonly Event[], context: Context): Promise<readonly (Value | Error)[]> {
    const values = await handler(events, context);
    if (values.length === events.length) return values;
    throw new TypeError(
      `wrapAppSyncBatch: ${values.length} values for ${events.length} events; return one for each`,
    );
  }

  const run = guarded(resolve, options.guards);
  return async (events, context) => {
    try {
      const values = await run(events, context, events);
      return await Promise.all(
        values.map((value) => (value instanceof Error ? answer(value, context, options) : { data: value })),
      );
    } catch (thrown) {
      const error = await answer(thrown, context, options);
      return events.map(() => error);
    }
  };
}

function answer<Throws extends Catalog>(
  thrown: unknown,
  context: unknown,
  options: InvokerOptions<Throws>,
): AppSyncError | Promise<AppSyncError> {
  return answerError(
    thrown,
    {
      ...{ context, isPublic: true, isThrown: false },
      encode: (said, error) => encodeAppSync(sayAll(said, error)),
    },
    options,
  );
}
