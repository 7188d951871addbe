import type { WireError } from "@faultwire/wire";
import type { Execution } from "../fault.ts";
import type { Classification } from "./classification.ts";

/** The receiver's knowledge beyond the error itself. */
export interface ReceiveContext {
  readonly functionName?: string | undefined;
  readonly requestId?: string | undefined;
  readonly traceId?: string | undefined;
  readonly logTail?: string | undefined;
  readonly executedVersion?: string | undefined;
  readonly durableExecutionArn?: string | undefined;
  /** The execution that the wire proves for every error that it brings. */
  readonly execution?: Execution | undefined;
  /** The exception that the receiver caught, if it did. */
  readonly cause?: unknown;
  /** Recognises a gateway's own answer, for an error that came through a gateway: `classifyGatewayError`. */
  readonly gateway?: ((error: WireError) => Classification | undefined) | undefined;
}
