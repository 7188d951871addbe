import type { LambdaContext } from "../lambda-context.ts";

/**
 * Stands between the wrapper and the handler: runs it and gives its result, or throws a fault that is answered like
 * the handler's own. The event is what the handler is run for: of a batch one record, of an S3 job one task.
 */
export type Guard = (
  run: (context: LambdaContext) => unknown,
  context: LambdaContext,
  event: unknown,
) => unknown;

type Run<Input, Context, Value> = (input: Input, context: Context, event: unknown) => Value;

/** Puts guards around a handler, the first one outermost. */
export function guarded<Input, Context extends LambdaContext, Value>(
  handler: Run<Input, Context, Value>,
  guards: readonly Guard[] = [],
): Run<Input, Context, Value> {
  const run = guards.reduceRight<Run<Input, Context, unknown>>(
    (inner, guard) => (input, context, event) =>
      // A guard hands on the context that it got, with more in it.
      guard((given) => inner(input, given as Context, event), context, event),
    handler,
  );
  // A guard gives what the handler gave, or a promise of it.
  return run as Run<Input, Context, Value>;
}
