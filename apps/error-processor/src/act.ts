import { type FaultsOf, match, type PlatformFault } from "@faultwire/catalog";
import { decodeStackFrame } from "@faultwire/wire";
import type { Orders } from "order-faults";

/** The reaction to an error: count it, alert someone, or write a ticket. */
export interface Action {
  readonly kind: "count" | "alert" | "ticket";
  readonly errorType: string;
  readonly text: string;
  /** The key of the invocation in logs, traces and complaints. */
  readonly requestId: string | undefined;
}

/** Acts on an error by its type. Every fault that the orders functions declare has an arm; a missing one does not compile. */
export function act(fault: FaultsOf<typeof Orders> | PlatformFault): Action {
  const { kind, text } = match(fault, {
    OrderNotFound: ({ details }) => count(`${details.orderId} was asked for`),
    PaymentPending: ({ details }) => count(`${details.orderId} until ${details.until.toISOString()}`),
    OutOfStock: ({ details }) => alert(`order more of ${details.sku}, ${details.available} left`),
    CardDeclined: ({ details }) =>
      details.reason === "funds" ? count(`${details.missing} missing`) : alert(`${details.last4} is blocked`),
    WarehouseClosed: ({ retryAfter = 0 }) => alert(`closed for ${retryAfter} s`),
    RuntimeFault: ({ execution }) => alert(`the platform ended it, its code has ${execution}`),
    Undeclared: ({ message, origin }) => ticket(`${message} ${placeOf(origin?.remoteStack)}`),
    Platform: ({ message }) => ticket(message),
  });
  return { kind, errorType: fault.errorType, text, requestId: fault.origin?.requestId };
}

/** Keeps a message that no reader recognises from being lost silently. */
export function actOnUnreadable(messageId: string): Action {
  return { kind: "ticket", errorType: "Unreadable", text: `message ${messageId}`, requestId: undefined };
}

type Decision = Pick<Action, "kind" | "text">;

function count(text: string): Decision {
  return { kind: "count", text };
}

function alert(text: string): Decision {
  return { kind: "alert", text };
}

function ticket(text: string): Decision {
  return { kind: "ticket", text };
}

/** Returns the place where a developer begins to look: the first frame in the function's own modules. */
function placeOf(stack: readonly string[] = []): string {
  const frame = stack.map(decodeStackFrame).find(({ file }) => file?.startsWith("file:"));
  return frame
    ? `in ${frame.function ?? "the top"} of ${frame.file?.split("/").at(-1)}`
    : "at an unknown place";
}
