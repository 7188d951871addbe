import { HandlerFault } from "@faultwire/catalog";

/** Makes a fault of the wrapper's own; none of them says that the same request may succeed later. */
export function ownFault(
  errorType: string,
  message: string,
  status: number,
  more: { readonly cause?: unknown; readonly details?: unknown } = {},
): HandlerFault {
  const category = status < 500 ? "request" : "function";
  return new HandlerFault({ errorType, message, status, retryable: false, category, ...more });
}
