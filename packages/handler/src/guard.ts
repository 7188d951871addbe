import type { LambdaContext } from "./lambda-context.ts";

/**
 * A function between the wrapper and the handler: runs the handler and returns its result, or throws a fault that is
 * answered like the handler's own. The event is what the handler runs for: in a batch one record, in an S3 job one
 * task.
 */
export type Guard = (
  run: (context: LambdaContext) => unknown,
  context: LambdaContext,
  event: unknown,
) => unknown;
