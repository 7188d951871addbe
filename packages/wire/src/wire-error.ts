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
  | "x-ray"
  | "fault-json";

/**
 * The proof of whether a function's code ran: `none`, it did not; `started`, it did at least in part; `finished`, the
 * handler returned and only its result was lost; `unknown`, neither is proven.
 */
export type Execution = "none" | "started" | "finished" | "unknown";

/** The reporter of an error, if not the function: the service, the platform, or no one (the connection ended). */
type Reporter = "service" | "platform" | "transport";

/** The members of a fault that the wires carry. */
export interface FaultData {
  /** The name on the wire: `errorType`, `X-Amzn-ErrorType`, the `Error` of Step Functions. */
  readonly errorType: string;
  readonly message: string;
  /** Any value; its JSON crosses the wire. */
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

/** An error as read off a wire, before it is looked up in a catalog. None of it is trusted. */
export interface WireError {
  readonly wire: Wire;
  /** The payload as it came. */
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
  /** The X-Ray trace id, `1-5759e988-bd862e3fe1be46a994272793`. */
  readonly traceId?: string | undefined;
  /** The name or ARN of the function, where the wire has it. */
  readonly functionName?: string | undefined;
  /** The reporter, where the wire itself shows that it is not the function. */
  readonly reportedBy?: Reporter | undefined;
  /** The limit that was hit, on a service's `TooManyRequestsException`. */
  readonly reason?: string | undefined;
  /** EC2's own error code, on a service's `EC2UnexpectedException`. */
  readonly ec2ErrorCode?: string | undefined;
  /** The execution that the wire itself proves. */
  readonly execution?: Execution | undefined;
  /** The entries of the remote stack, each as text, none left out. */
  readonly remoteStack?: readonly string[] | undefined;
  readonly cause?: WireError | undefined;
  /** The type and the message where the wire has neither in its usual place: in a page, in a list of errors. */
  readonly fallback?:
    | { readonly errorType?: string | undefined; readonly message?: string | undefined }
    | undefined;
  /** All members of the custom error object that the error was read from; in a log, the own properties of the error. */
  readonly members?: Readonly<Record<string, unknown>> | undefined;
  /** The custom error object in the message of an error that has no name itself. Believed if it is declared. */
  readonly embedded?: WireError | undefined;
}
