import type { Guard } from "../guard.ts";
import type { LambdaContext } from "../lambda-context.ts";

type Run<Input, Context, Value> = (input: Input, context: Context, event: unknown) => Value;

/** Puts guards around a handler, the first one outermost. */
export function withGuards<Input, Context extends LambdaContext, Value>(
  handler: Run<Input, Context, Value>,
  guards: readonly Guard[] = [],
): Run<Input, Context, Value> {
  const run = guards.reduceRight<Run<Input, Context, unknown>>(
    (inner, guard) => (input, context, event) =>
      // A guard passes on the context that it got, possibly with more members.
      guard((given) => inner(input, given as Context, event), context, event),
    handler,
  );
  // A guard returns the handler's result, or a promise of it.
  return run as Run<Input, Context, Value>;
}
