import type { Catalog } from "@faultwire/catalog";
import { deliver } from "../answer/answer.ts";
import { type AnswerContext, idsOf } from "../answer/answer-context.ts";
import { answerError, type ErrorEncoding } from "../answer/answer-error.ts";
import { checkHandler, checkWrapper, type InvokerHandler } from "../check-wrapper.ts";
import { withGuards } from "../guards/with-guards.ts";
import type { InvokerOptions } from "../invoker-options.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { unlessError } from "../unless-error.ts";

/** The answers that one kind of invoker understands. */
export interface InvokerEncoding<Event, Value, Encoded> extends ErrorEncoding<Encoded> {
  /** The wrapper's name, for refusals. */
  readonly name: string;
  /** The options that it takes besides those of every wrapper. */
  readonly more?: readonly string[];
  /** Encodes the handler's result. Without it the result itself is returned. */
  readonly encodeResult?: (value: Value, event: Event, contextOf: () => AnswerContext) => unknown;
  /** Reads the identifier of the record that an event is, in a batch. */
  readonly itemOf?: (event: Event) => string;
}

/** Wraps a handler for one kind of invoker: guards around it, its result and its errors encoded. */
export function wrapInvoker<Event, Context extends LambdaContext, Value, Encoded>(
  // biome-ignore lint/suspicious/noConfusingVoidType: handler types of @types/aws-lambda have it
  handler: InvokerHandler<Event, Context, Promise<Value> | Value | void>,
  options: InvokerOptions<Catalog>,
  encoding: InvokerEncoding<Event, Value, Encoded>,
): (event: Event, context: Context) => Promise<Encoded> {
  const { name, more = [], encodeResult, itemOf } = encoding;
  const where = `${name}()`;
  checkWrapper(where, options, { more });
  const run = withGuards(checkHandler(where, handler), options.guards);
  const contextOf = (event: Event, context: Context) => {
    const ids = idsOf(context);
    return itemOf ? { event, ...ids, item: itemOf(event) } : { event, ...ids };
  };
  return async (event, context) => {
    try {
      // A void stands for a callback, which is refused.
      const value = unlessError(await run(event, context, event)) as Value;
      // Without an encoding the result is what the invoker gets.
      if (!encodeResult) return value as unknown as Encoded;
      return (await encodeResult(value, event, () => contextOf(event, context))) as Encoded;
    } catch (thrown) {
      const rules = { settings: options, encoding };
      return deliver(await answerError(thrown, contextOf(event, context), rules));
    }
  };
}
