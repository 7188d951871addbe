import { HandlerFault } from "@faultwire/catalog";
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
 * in the next invocation. A handler that never lets go of the thread cannot be answered for.
 *
 * @throws TypeError for a `before` that is not above 0.
 * @example
 * wrapHandler(async ({ url }, { signal }) => fetch(url, { signal }), { throws: Orders, guards: [deadline({ before: 500 })] });
 */
export function deadline({ before }: DeadlineOptions): Guard {
  if (!(before > 0)) {
    throw new TypeError(`deadline(): before is a number of milliseconds above 0; it is ${before}`);
  }
  return async (run, context) => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const expired = new Promise<never>((_, reject) => {
      const expire = () => {
        const fault = timedOut(before);
        // First of all: what the signal makes the handler throw must not be the answer.
        reject(fault);
        controller.abort(fault);
      };
      timer = setTimeout(expire, Math.max(0, context.getRemainingTimeInMillis() - before));
    });
    try {
      return await Promise.race([run(withSignal(context, controller.signal)), expired]);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** The runtime's own context may not be ours to change. */
function withSignal(context: LambdaContext, signal: AbortSignal): LambdaContext {
  return Object.create(context, { signal: { value: signal, enumerable: true } });
}

function timedOut(before: number): HandlerFault {
  return new HandlerFault({
    errorType: "FunctionTimedOut",
    message: `The function was given up ${before} ms before its time-out`,
    status: 504,
    retryable: false,
    category: "function",
  });
}
