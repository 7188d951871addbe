import { type Execution, MalformedFault, type Origin } from "@faultwire/catalog";

/** What is known of something that cannot be read as what it should be. */
interface Unreadable {
  readonly message: string;
  /** What is wrong with it. */
  readonly issues: string;
  readonly execution: Execution;
  readonly origin: Origin;
  readonly cause?: unknown;
}

/** Makes the fault of what cannot be read. */
export function malformed(unreadable: Unreadable): MalformedFault {
  return new MalformedFault({
    ...unreadable,
    errorType: "MalformedFault",
    status: 500,
    retryable: false,
    category: "function",
  });
}
