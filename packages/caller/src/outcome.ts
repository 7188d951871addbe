/** Facts about a call, besides its result. */
export interface Meta {
  /** The HTTP status of the response; undefined if none arrived. */
  readonly statusCode?: number | undefined;
  readonly executedVersion?: string | undefined;
  readonly requestId?: string | undefined;
  /** The X-Ray trace of the call, where the response names it. */
  readonly traceId?: string | undefined;
  /** The last 4 KB of the function's log, if `logTail` is on. */
  readonly logTail?: string | undefined;
  readonly durableExecutionArn?: string | undefined;
  /** The number of requests that were sent. */
  readonly attempts: number;
}

/** The end of a call, as a value: `safe` resolves with it. */
export type Outcome<Value, Received> =
  | { readonly ok: true; readonly value: Value; readonly meta: Meta }
  | { readonly ok: false; readonly fault: Received; readonly meta: Meta };
