import type { HandlerFault } from "@faultwire/catalog";
import { checkOptions, describe } from "@faultwire/catalog/internal";
import type { Guard } from "../guard.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { ownFault } from "../own-fault.ts";

/** The settings of {@link deadline}. */
export interface DeadlineOptions {
  /** Milliseconds before the function's time-out; enough for the answer to leave. */
  readonly before: number;
}

/**
 * Answers for a handler that is about to run into the function's time-out: `FunctionTimedOut` (504), some milliseconds
 * before it. The handler's context has a `signal` that is aborted then; pass it to everything that the handler waits
 * for, or that work continues during the next invocation. If no time is left, the handler is not run: in a batch, the
 * remaining records fail and are delivered again. A handler that blocks the thread cannot be answered for.
 *
 * @throws TypeError if `before` is not above 0.
 * @example
 * wrapHandler(async ({ url }, { signal }) => fetch(url, { signal }), { throws: Orders, guards: [deadline({ before: 500 })] });
 */
export function deadline(options: DeadlineOptions): Guard {
  checkOptions("deadline()", options, ["before"]);
  const { before } = options;
  if (!(typeof before === "number" && before > 0)) {
    throw new TypeError(`deadline(): before is a number of milliseconds above 0; it is ${describe(before)}`);
  }
  return (run, context) => beforeDeadline(run, context, before);
}

/** Node.js ends longer timers after 1 ms. */
const LONGEST_TIMER_MS = 2_147_483_647;

/**
 * Runs a function and gives it up some milliseconds before the time-out. If less time than that is left it is not run
 * at all: its work would be cut off.
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
      // Before the abort: what the signal makes the handler throw must not be the answer.
      reject(fault);
      controller.abort(fault);
    };
    // A time that no timer can wait for does not end: contexts of tests have Infinity, or no number.
    if (left <= LONGEST_TIMER_MS) timer = setTimeout(expire, left);
  });
  try {
    return await Promise.race([run(withSignal(context, controller.signal)), expired]);
  } finally {
    clearTimeout(timer);
  }
}

/** Adds the signal without changing the runtime's own context. */
function withSignal(context: LambdaContext, signal: AbortSignal): LambdaContext {
  return Object.create(context, { signal: { value: signal, enumerable: true } });
}

function timedOut(before: number): HandlerFault {
  const type = { errorType: "FunctionTimedOut", status: 504 };
  return ownFault(type, `The function was given up ${before} ms before its time-out`);
}
