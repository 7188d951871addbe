import type { Catalog } from "@faultwire/catalog";
import { checkFunction, findFault } from "@faultwire/catalog/internal";
import { toFault } from "@faultwire/catalog/receiving";
import { decodeOperationError, type ErrorObject, encodeErrorObject, isJsonObject } from "@faultwire/wire";
import { type Answer, deliver } from "../answer/answer.ts";
import { idsOf } from "../answer/answer-context.ts";
import { answerError } from "../answer/answer-error.ts";
import type { DisclosedError } from "../answer/disclose.ts";
import { checkWrapper } from "../check-wrapper.ts";
import { readText, toKindOrText } from "../foreign/safe-read.ts";
import type { InvokerOptions } from "../invoker-options.ts";
import { unlessError } from "../unless-error.ts";
import type { OperationErrorClass } from "./carry-fault.ts";
import { carryFaults } from "./carry-faults.ts";

/** `withDurableExecution` of `@aws/durable-execution-sdk-js`: makes a Lambda handler from a durable one. */
export type DurableWrapper<Event, Durable, Value, Wrapped> = (
  handler: (event: Event, context: Durable) => Promise<Value>,
) => Wrapped;

/** The part of `@aws/durable-execution-sdk-js` that `wrapDurable` needs. */
export interface DurableSdk<Event, Durable, Value, Wrapped> {
  readonly withDurableExecution: DurableWrapper<Event, Durable, Value, Wrapped>;
  /** With it the details of a fault are the `ErrorData` of its operation. */
  readonly StepError: OperationErrorClass;
}

/** A handler that `withDurableExecution` made. */
export type DurableHandler = (invocation: never, context: never) => Promise<unknown>;

/**
 * Wraps a durable function: a fault that escapes fails the execution with its type, its message and, in `ErrorData`,
 * its details. A fault thrown in a step, a child context, a map, a branch or a callback's submitter keeps all of them
 * on its way through the SDK and after a replay: `parse` of the SDK's error reads it inside the workflow. A fault that
 * is not `retryable` ends a step without a retry strategy of its own at once.
 *
 * @param sdk the SDK's `withDurableExecution` and `StepError`; with `withDurableExecution` alone, details travel
 *   through the SDK as a second line of the message
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ErrorObject.html
 * @example
 * const ship = async (order: Order, context: DurableContext) => context.step("ship", () => shipped(order));
 * export const handler = wrapDurable({ withDurableExecution, StepError }, ship, { throws: Orders });
 */
export function wrapDurable<
  Throws extends Catalog,
  Event,
  Durable extends { readonly lambdaContext: object },
  Value,
  Wrapped extends DurableHandler,
>(
  sdk:
    | DurableWrapper<NoInfer<Event>, Durable, NoInfer<Value>, Wrapped>
    | DurableSdk<NoInfer<Event>, Durable, NoInfer<Value>, Wrapped>,
  handler: (event: Event, context: Durable) => Promise<Value> | Value,
  options: Omit<InvokerOptions<Throws>, "guards">,
): Wrapped {
  const { withDurableExecution, StepError } =
    typeof sdk === "function" ? { withDurableExecution: sdk, StepError: undefined } : { ...sdk };
  const where = "wrapDurable()";
  checkFunction(where, "withDurableExecution", withDurableExecution);
  checkFunction(where, "the handler", handler);
  checkWrapper(where, options, { isWithoutGuards: true });
  /** Errors that escaped the handler, by the invocation's own context, which the SDK passes through. */
  const escaped = new WeakMap<object, { readonly thrown: unknown }>();
  const wrapped = withDurableExecution(async (event, context) => {
    const mapping = { ...options, ...idsOf(context.lambdaContext) };
    try {
      return unlessError(await handler(event, carryFaults(context, { StepError, mapping })));
    } catch (thrown) {
      escaped.set(context.lambdaContext, { thrown: faultBehind(thrown, options.throws) });
      // The SDK reads it, and would fail by a getter that throws.
      throw readText(thrown, "message") === undefined ? new Error(toKindOrText(thrown)) : thrown;
    }
  });

  async function invoke(invocation: never, context: never): Promise<unknown> {
    const output = await wrapped(invocation, context);
    const failure = escaped.get(context);
    if (!failure || !isJsonObject(output) || output.Status !== "FAILED") return output;
    const answered = { event: invocation, ...idsOf(context) };
    const error = deliver(
      await answerError(failure.thrown, answered, { settings: options, encoding: ENCODING }),
    );
    return error ? { ...output, Error: error } : output;
  }

  // It has the parameters and the result of the SDK's own handler.
  return invoke as Wrapped;
}

/** Reads the fault that an operation's error brings, of this execution or of a callee; other errors are themselves. */
function faultBehind(thrown: unknown, throws: Catalog): unknown {
  const error = decodeOperationError(thrown);
  // Only faults state whether they are retryable. An error without that may still have a declared name.
  const isFault = error?.retryable !== undefined || findFault(throws, error?.errorType) !== undefined;
  return error && isFault ? toFault(error, throws) : thrown;
}

const ENCODING = { isPublic: false, encode };

function encode({ disclosure }: DisclosedError): Answer<ErrorObject | undefined> {
  return { returned: disclosure && encodeErrorObject(disclosure.data) };
}
