/** The members of Lambda's context that the wrapper reads; `Context` of `@types/aws-lambda` has them. */
export interface LambdaContext {
  readonly awsRequestId: string;
  readonly functionName: string;
  getRemainingTimeInMillis(): number;
  /** Aborted when the `deadline()` guard answers for the handler; undefined without that guard. */
  readonly signal?: AbortSignal;
}
