import { HandlerFault } from "@faultwire/catalog";

/** Makes a fault of the wrapper's own. None of them promises that the same request may succeed later. */
export function ownFault(
  { errorType, status }: { readonly errorType: string; readonly status: number },
  message: string,
  more: { readonly cause?: unknown; readonly details?: unknown } = {},
): HandlerFault {
  const category = status < 500 ? "request" : "function";
  return new HandlerFault({ errorType, message, status, retryable: false, category, ...more });
}
