import type { Guard } from "../guard.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { unlessError } from "../unless-error.ts";

type Run<Input, Context> = (input: Input, context: Context, event: unknown) => unknown;

/** Puts guards around a handler, the first one outermost. An error that the handler returns reaches them as thrown. */
export function withGuards<Input, Context extends LambdaContext, Value>(
  handler: (input: Input, context: Context, event: unknown) => Value,
  guards: readonly Guard[] = [],
): (input: Input, context: Context, event: unknown) => Value {
  if (guards.length === 0) return handler;
  const throwing: Run<Input, Context> = async (input, context, event) =>
    unlessError(await handler(input, context, event));
  const run = guards.reduceRight<Run<Input, Context>>(
    (inner, guard) => (input, context, event) =>
      // A guard passes on the context that it got, possibly with more members.
      guard((given) => inner(input, given as Context, event), context, event),
    throwing,
  );
  // A guard returns the handler's result, or a promise of it.
  return run as (input: Input, context: Context, event: unknown) => Value;
}
