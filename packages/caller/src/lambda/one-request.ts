import type { InvokeCommand } from "@aws-sdk/client-lambda";

/** What happened to a command's request. */
export interface Delivery {
  /** Whether a request was handed to the network. */
  isSent: boolean;
  /** What the one request ended in, where it failed. */
  failure?: unknown;
}

/** The rest of the SDK's middleware stack. */
type Next = (request: unknown) => Promise<unknown>;

/**
 * Makes a command send one request at most: a failure is taken past the SDK's retry loop, which would send the
 * request again and tell only of the last answer. Signing stays inside, so that it still corrects the clock.
 */
export function sendOnce(command: InvokeCommand): Delivery {
  const delivery = watch(command);
  const takePast = (next: Next) => async (request: unknown) => {
    try {
      return await next(request);
    } catch (failure) {
      delivery.failure = failure;
      // To the loop it is a success without members.
      return { response: undefined, output: { $metadata: {} } };
    }
  };
  // The SDK's types of middleware are in a package of its own; what passes through is not looked at.
  command.middlewareStack.addRelativeTo(takePast as never, {
    name: "faultwireSendOnce",
    relation: "after",
    toMiddleware: "retryMiddleware",
    override: true,
  });
  return delivery;
}

/** Notes whether a request left, and leaves the SDK's retries alone. */
export function watch(command: InvokeCommand): Delivery {
  const delivery: Delivery = { isSent: false };
  const note = (next: Next) => (request: unknown) => {
    delivery.isSent = true;
    return next(request);
  };
  command.middlewareStack.add(note as never, {
    name: "faultwireWatch",
    step: "finalizeRequest",
    priority: "low",
    override: true,
  });
  return delivery;
}
