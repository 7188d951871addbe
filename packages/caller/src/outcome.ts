/** What is known of a call beside its result. */
export interface Meta {
  /** The HTTP status of the Invoke response. */
  readonly statusCode?: number | undefined;
  readonly executedVersion?: string | undefined;
  readonly requestId?: string | undefined;
  /** The last 4 KB of the function's log, where it was asked for. */
  readonly logTail?: string | undefined;
  readonly durableExecutionArn?: string | undefined;
  /** How many requests were sent. */
  readonly attempts: number;
}

/** How a call ended, for those who would rather look than catch. */
export type Outcome<Value, Received> =
  | { readonly ok: true; readonly value: Value; readonly meta: Meta }
  | { readonly ok: false; readonly fault: Received; readonly meta: Meta };
