import type { Catalog } from "@faultwire/catalog";
import { type ErrorObject, encodeErrorObject, isJsonObject } from "@faultwire/wire";
import { type Answer, deliver } from "../answer/answer.ts";
import { requestIdOf } from "../answer/answer-context.ts";
import { answerError } from "../answer/answer-error.ts";
import type { DisclosedError } from "../answer/disclose.ts";
import type { InvokerOptions } from "../invoker-options.ts";

/** `withDurableExecution` of `@aws/durable-execution-sdk-js`: makes a Lambda handler from a durable one. */
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
  /** Errors that escaped the handler, by the invocation's own context, which the SDK passes through. */
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
    const answered = { event: invocation, requestId: requestIdOf(context) };
    const error = deliver(
      await answerError(failure.thrown, answered, { settings: options, encoding: ENCODING }),
    );
    return error ? { ...output, Error: error } : output;
  }

  // It has the parameters and the result of the SDK's own handler.
  return invoke as Wrapped;
}

const ENCODING = { isPublic: false, encode };

function encode({ disclosure }: DisclosedError): Answer<ErrorObject | undefined> {
  return { returned: disclosure && encodeErrorObject(disclosure.data) };
}
