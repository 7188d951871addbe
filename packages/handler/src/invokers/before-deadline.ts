import { HandlerFault } from "@faultwire/catalog";
import type { LambdaContext } from "../lambda-context.ts";

/** Milliseconds that are kept for the answer: a quarter of what is left, and so many at most. */
const RESERVE = 3000;

/**
 * Runs something that has to settle before the function's time-out, early enough to tell somebody.
 *
 * @throws HandlerFault `FunctionTimedOut` (504) where it did not.
 */
export async function beforeDeadline<Value>(
  run: () => Promise<Value> | Value,
  context: LambdaContext,
): Promise<Value> {
  const left = context.getRemainingTimeInMillis();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(timedOut()), left - Math.min(RESERVE, left / 4));
  });
  try {
    return await Promise.race([run(), deadline]);
  } finally {
    clearTimeout(timer);
  }
}

function timedOut(): HandlerFault {
  const message = "The function did not settle in time";
  const facts = { status: 504, retryable: true, category: "function" } as const;
  return new HandlerFault({ errorType: "FunctionTimedOut", message, ...facts });
}
