import type { HandlerFault } from "@faultwire/catalog";
import { ownFault } from "../answer/own-fault.ts";
import type { LambdaContext } from "../lambda-context.ts";
import type { Guard } from "./guards.ts";

/** When a handler is given up. */
export interface DeadlineOptions {
  /** Milliseconds before Lambda would end the function; enough for the answer to leave. */
  readonly before: number;
}

/**
 * Answers for a handler that is about to be ended by its time-out: `FunctionTimedOut` (504), some milliseconds before.
 * The handler's context has a `signal` that is aborted then; hand it to what the handler waits for, or that goes on
 * in the next invocation. Where no time is left the handler is not run: in a batch, the records that are left over fail
 * and are delivered again. A handler that never lets go of the thread cannot be answered for.
 *
 * @throws TypeError for a `before` that is not above 0.
 * @example
 * wrapHandler(async ({ url }, { signal }) => fetch(url, { signal }), { throws: Orders, guards: [deadline({ before: 500 })] });
 */
export function deadline({ before }: DeadlineOptions): Guard {
  if (!(before > 0)) {
    throw new TypeError(`deadline(): before is a number of milliseconds above 0; it is ${before}`);
  }
  return (run, context) => beforeDeadline(run, context, before);
}

/**
 * Runs something, and gives it up so many milliseconds before the function's time-out. Where those have begun, it is
 * not run at all: whatever it began would be cut.
 *
 * @throws HandlerFault `FunctionTimedOut` (504)
 */
export async function beforeDeadline<Value>(
  run: (context: LambdaContext) => Value,
  context: LambdaContext,
  before: number,
): Promise<Awaited<Value>> {
  const left = context.getRemainingTimeInMillis() - before;
  if (left <= 0) throw timedOut(before);
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<never>((_, reject) => {
    const expire = () => {
      const fault = timedOut(before);
      // First of all: what the signal makes the handler throw must not be the answer.
      reject(fault);
      controller.abort(fault);
    };
    timer = setTimeout(expire, left);
  });
  try {
    return await Promise.race([run(withSignal(context, controller.signal)), expired]);
  } finally {
    clearTimeout(timer);
  }
}

/** The runtime's own context may not be ours to change. */
function withSignal(context: LambdaContext, signal: AbortSignal): LambdaContext {
  return Object.create(context, { signal: { value: signal, enumerable: true } });
}

function timedOut(before: number): HandlerFault {
  return ownFault("FunctionTimedOut", `The function was given up ${before} ms before its time-out`, 504);
}
