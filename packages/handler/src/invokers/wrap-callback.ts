import type { Catalog, FaultsOf } from "@faultwire/catalog";
import { checkFunction } from "@faultwire/catalog/internal";
import { checkWrapper } from "../check-wrapper.ts";
import type { HandlerTypes, WrappedHandler } from "../handler-types.ts";
import type { JsonResult } from "../json.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { wrapHandler } from "../wrap-handler.ts";
import type { WrapOptions } from "../wrap-options.ts";

/** What an old handler calls when it is done. */
export type Callback<Value> = (error?: unknown, value?: Value) => void;

/** What the context of an old handler has beyond Lambda's context of today. */
export interface CallbackContext<Value> {
  /** Has no effect: the answer leaves when the callback is called. */
  callbackWaitsForEmptyEventLoop: boolean;
  done: Callback<Value>;
  fail(error?: unknown): void;
  succeed(value?: Value): void;
}

/** A handler from before Node.js 24, whose runtime refuses three parameters and has no `context.done`. */
export type CallbackHandler<Event, Value, Context> = (
  event: Event,
  context: Context & CallbackContext<Value>,
  callback: Callback<Value>,
) => unknown;

/**
 * {@link wrapHandler} for a handler that answers by its callback or by `context.succeed`, `fail` and `done`; what is
 * called first counts, or the promise that it returns. Where a handler ends without any of them, nothing left to do in
 * its process, the answer is null, as it was. It does not wait for an empty event loop otherwise.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export function wrapCallback<
  Throws extends Catalog,
  Event,
  Value,
  Context extends LambdaContext = LambdaContext,
>(
  handler: CallbackHandler<Event, Value, Context>,
  options: Omit<WrapOptions<Throws, Event, Event, Value, Value>, "input" | "output">,
): WrappedHandler<Event, Value, Context, HandlerTypes<Event, JsonResult<Value>, FaultsOf<Throws>>> {
  const where = "wrapCallback()";
  checkFunction(where, "the handler", handler);
  checkWrapper(where, options, { more: ["wire", "trace", "body", "headers"] });
  const promised = (event: Event, context: Context) => settled(handler, event, context);
  return wrapHandler(promised, options) as never;
}

async function settled<Event, Value, Context>(
  handler: CallbackHandler<Event, Value, Context>,
  event: Event,
  context: Context,
): Promise<Value | undefined> {
  let giveUp = () => {};
  try {
    return await new Promise<Value | undefined>((resolve, reject) => {
      const succeed = (value?: Value) => resolve(value);
      const fail = (error?: unknown) => reject(error);
      const done: Callback<Value> = (error, value) =>
        error === undefined || error === null ? resolve(value) : reject(error);
      giveUp = () => resolve(undefined);
      process.once("beforeExit", giveUp);
      const members = { callbackWaitsForEmptyEventLoop: true, done, fail, succeed };
      const returned = handler(event, Object.assign(Object.create(context as object), members), done);
      if (isThenable(returned)) returned.then(resolve, reject);
    });
  } finally {
    process.off("beforeExit", giveUp);
  }
}

function isThenable(value: unknown): value is PromiseLike<never> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
