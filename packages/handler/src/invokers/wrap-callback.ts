import type { Catalog, FaultsOf } from "@faultwire/catalog";
import { checkFunction } from "@faultwire/catalog/internal";
import { checkWrapper } from "../check-wrapper.ts";
import type { HandlerTypes, WrappedHandler } from "../handler-types.ts";
import type { JsonResult } from "../json.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { wrapHandler } from "../wrap-handler.ts";
import type { WrapOptions } from "../wrap-options.ts";

/** The callback of an old handler. */
export type Callback<Value> = (error?: unknown, value?: Value) => void;

/** The members of an old handler's context that today's context does not have. */
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
 * Wraps a handler that answers by its callback, by `context.succeed`, `fail` and `done`, or by a promise; the first
 * of them counts. If the handler calls none of them and its process has nothing left to do, the answer is null, as
 * before Node.js 24. The answer does not wait for an empty event loop.
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
  // The value of the callback is the result.
  return wrapHandler(promised, options) as never;
}

/** Ends the invocations that wait for their callback: one listener of the process for all that overlap. */
const waiting = new Set<() => void>();

function giveUpAll(): void {
  for (const giveUp of waiting) giveUp();
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
      waiting.add(giveUp);
      if (waiting.size === 1) process.on("beforeExit", giveUpAll);
      const members = { callbackWaitsForEmptyEventLoop: true, done, fail, succeed };
      // A context is an object.
      const old = Object.assign(Object.create(context as object), members);
      const returned = handler(event, old, done);
      if (isThenable(returned)) returned.then(resolve, reject);
    });
  } finally {
    waiting.delete(giveUp);
    if (waiting.size === 0) process.off("beforeExit", giveUpAll);
  }
}

function isThenable(value: unknown): value is PromiseLike<never> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
