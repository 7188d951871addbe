/** The transports of an error. */
export type Wire =
  | "standard"
  | "document"
  | "custom"
  | "http"
  | "service"
  | "transport"
  | "destination"
  | "dead-letter"
  | "step-functions"
  | "event-stream"
  | "batch"
  | "s3-batch"
  | "appsync"
  | "cloudformation"
  | "durable"
  | "cognito"
  | "bedrock"
  | "json-rpc"
  | "log"
  | "fault-json";

/**
 * Whether a function's code ran, as far as the caller can know: `none`, it did not; `started`, it did at least in
 * part; `finished`, the handler returned and only its result was lost; `unknown`, nobody can tell.
 */
export type Execution = "none" | "started" | "finished" | "unknown";

/** Who may tell of an error beside the function: a service that refused, the platform around it, or nobody any more. */
type Reporter = "service" | "platform" | "transport";

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
  /**
   * Whether the fault is a callee's, passed on. It is written without `retryable`: whether calling the callee again is
   * safe says nothing of calling the function that passes its fault on.
   */
  readonly isPassedOn?: boolean | undefined;
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
  /** The name or ARN of the function, where the wire tells it. */
  readonly functionName?: string | undefined;
  /** Who tells of the error, where the wire itself says that it is not the function. */
  readonly reportedBy?: Reporter | undefined;
  /** Which limit was hit, on a service's `TooManyRequestsException`. */
  readonly reason?: string | undefined;
  /** What EC2 answered, on a service's `EC2UnexpectedException`. */
  readonly ec2ErrorCode?: string | undefined;
  /** What the wire itself says of whether the function ran. */
  readonly execution?: Execution | undefined;
  /** The entries of the remote stack, each as text, none left out. */
  readonly remoteStack?: readonly string[] | undefined;
  readonly cause?: WireError | undefined;
  /** The custom error object in the message of an error that has no name itself. Believed if it is declared. */
  readonly embedded?: WireError | undefined;
}
