import { type Execution, MalformedFault, type Origin } from "@faultwire/catalog";

/** The parts of the fault of a value that cannot be read. */
interface Unreadable {
  readonly message: string;
  /** The problem, and the remedy if there is one. */
  readonly issues: string;
  readonly execution: Execution;
  readonly origin: Origin;
  readonly cause?: unknown;
}

/** Makes the fault of a value that cannot be read. */
export function malformed(unreadable: Unreadable): MalformedFault {
  return new MalformedFault({
    ...unreadable,
    errorType: "MalformedFault",
    status: 500,
    retryable: false,
    category: "function",
  });
}
