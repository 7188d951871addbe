import { HandlerFault } from "@faultwire/catalog";
import type { LambdaContext } from "./wrap-handler.ts";

/**
 * Runs something that has to settle some milliseconds before the function's time-out.
 *
 * @throws HandlerFault `FunctionTimedOut` (504) where it did not.
 */
export async function beforeDeadline<Value>(
  run: () => Promise<Value> | Value,
  context: LambdaContext,
  reserve: number,
): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    const left = Math.max(context.getRemainingTimeInMillis() - reserve, 0);
    timer = setTimeout(() => reject(timedOut()), left);
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
