import type { LambdaContext } from "../lambda-context.ts";

/**
 * Stands between the wrapper and the handler: runs it and gives its result, or throws a fault that is answered like
 * the handler's own.
 */
export type Guard = (
  run: (context: LambdaContext) => unknown,
  context: LambdaContext,
  event: unknown,
) => unknown;

type Run<Context> = (input: never, context: Context, event: unknown) => unknown;

/** Puts guards around a handler, the first one outermost. */
export function guarded<Context extends LambdaContext>(
  handler: Run<Context>,
  guards: readonly Guard[] = [],
): Run<Context> {
  return guards.reduceRight<Run<Context>>(
    (inner, guard) => (input, context, event) =>
      // A guard hands on the context that it got, with more in it.
      guard((given) => inner(input, given as Context, event), context, event),
    handler,
  );
}
