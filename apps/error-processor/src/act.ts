import { type FaultsOf, match, type PlatformFault } from "@faultwire/catalog";
import { decodeStackFrame } from "@faultwire/wire";
import type { Orders } from "order-faults";

/** What is done about an error: it is counted, somebody is woken, or somebody gets a ticket. */
export interface Action {
  readonly kind: "count" | "alert" | "ticket";
  readonly errorType: string;
  readonly text: string;
  /** Finds the invocation in the log, in traces, and with whoever complains. */
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

/** What no reader knows must not be lost in silence. */
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

/** Where a developer begins to look: the first frame of a module of the function's own. */
function placeOf(stack: readonly string[] = []): string {
  const frame = stack.map(decodeStackFrame).find(({ file }) => file?.startsWith("file:"));
  return frame
    ? `in ${frame.function ?? "the top"} of ${frame.file?.split("/").at(-1)}`
    : "at a place that nobody told";
}
