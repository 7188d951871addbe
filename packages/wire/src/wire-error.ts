/** The ways on which an error travels. */
export type Wire = "standard" | "document" | "custom" | "http" | "service" | "transport";

/** What a fault says of itself: the members that the wires carry. */
export interface FaultData {
  /** The name on the wire: `errorType`, `X-Amzn-ErrorType`, the `Error` of Step Functions. */
  readonly errorType: string;
  readonly message: string;
  /** What JSON makes of it crosses. */
  readonly details?: unknown;
  /** The HTTP status. */
  readonly status: number;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** Whole seconds after which to try again. */
  readonly retryAfter?: number | undefined;
  /** Further HTTP headers, for the wires that have headers. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** An error as a wire tells it, before anyone asked whether it is declared. None of it is trusted. */
export interface WireError {
  readonly wire: Wire;
  /** All that came, as it came. */
  readonly payload: unknown;
  readonly errorType?: string | undefined;
  readonly message?: string | undefined;
  readonly details?: unknown;
  /** The size in bytes of details that were too large for the wire and stayed behind. */
  readonly dropped?: number | undefined;
  readonly status?: number | undefined;
  readonly retryable?: boolean | undefined;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
  readonly requestId?: string | undefined;
  /** The entries of the remote stack, each as text, none left out. */
  readonly remoteStack?: readonly string[] | undefined;
  readonly cause?: WireError | undefined;
  /** The custom error object in the message of an error that has no name itself. Believed if it is declared. */
  readonly custom?: WireError | undefined;
}
