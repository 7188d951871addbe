import type { Catalog } from "@faultwire/catalog";
import { type ErrorObject, encodeErrorObject, isJsonObject } from "@faultwire/wire";
import { answerError, type InvokerOptions } from "../answer/answer-error.ts";

/** Makes a Lambda handler of a durable one: `withDurableExecution` of `@aws/durable-execution-sdk-js`. */
export type DurableWrapper<Event, Durable, Value, Wrapped> = (
  handler: (event: Event, context: Durable) => Promise<Value>,
) => Wrapped;

/** A handler that `withDurableExecution` made. */
export type DurableHandler = (invocation: never, context: never) => Promise<unknown>;

/**
 * Wraps a durable function: a fault that escapes fails the execution with its type, its message and, as `ErrorData`,
 * its details, which the SDK leaves out.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ErrorObject.html
 * @example
 * const ship = async (order: Order, context: DurableContext) => context.step("ship", () => shipped(order));
 * export const handler = wrapDurable(withDurableExecution, ship, { throws: Orders });
 */
export function wrapDurable<
  Throws extends Catalog,
  Event,
  Durable extends { readonly lambdaContext: object },
  Value,
  Wrapped extends DurableHandler,
>(
  withDurableExecution: DurableWrapper<NoInfer<Event>, Durable, NoInfer<Value>, Wrapped>,
  handler: (event: Event, context: Durable) => Promise<Value> | Value,
  options: Omit<InvokerOptions<Throws>, "guards">,
): Wrapped {
  /** What escaped the handler, by the invocation's own context, which the SDK hands through. */
  const escaped = new WeakMap<object, { readonly thrown: unknown }>();
  const wrapped = withDurableExecution(async (event, context) => {
    try {
      return await handler(event, context);
    } catch (thrown) {
      escaped.set(context.lambdaContext, { thrown });
      throw thrown;
    }
  });

  async function invoke(invocation: never, context: never): Promise<unknown> {
    const output = await wrapped(invocation, context);
    const failure = escaped.get(context);
    if (!failure || !isJsonObject(output) || output.Status !== "FAILED") return output;
    const error = await answerError<ErrorObject | undefined>(
      failure.thrown,
      { context, isPublic: false, isThrown: false, encode: (said) => said && encodeErrorObject(said.data) },
      options,
    );
    return error ? { ...output, Error: error } : output;
  }

  // It takes and gives what the SDK's own handler does.
  return invoke as Wrapped;
}
