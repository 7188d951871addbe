/** The parts of Lambda's Node.js runtime that know the trace of an invocation. */
interface Runtime {
  /** Absent in browsers. */
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
  readonly awslambda?: { readonly InvokeStore?: { getXRayTraceId?(): unknown } };
}

/**
 * Returns the tracing header of the invocation that is running: of its context, else of the runtime's store, else of
 * the environment, which the runtime leaves alone where invocations run concurrently. Returns undefined outside of
 * Lambda. Never throws.
 *
 * @param ofContext `xRayTraceId` of Lambda's context, where it is known
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function currentTrace(ofContext?: unknown): string | undefined {
  try {
    // The runtime's global and Node.js' are in no type that browsers have too.
    const { process, awslambda } = globalThis as Runtime;
    const env = process?.env ?? {};
    const header =
      ofContext ??
      awslambda?.InvokeStore?.getXRayTraceId?.() ??
      (env.AWS_LAMBDA_MAX_CONCURRENCY === undefined ? env._X_AMZN_TRACE_ID : undefined);
    return typeof header === "string" && header !== "" ? header : undefined;
  } catch {
    // A store of another version, or an environment that may not be read.
    return undefined;
  }
}

/**
 * Returns the tracing header to send with a request: that of the invocation that is running, as the AWS SDK sends it.
 * Returns undefined outside of a Lambda function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
export function traceToSend(): string | undefined {
  // As above.
  const { process } = globalThis as Runtime;
  return process?.env?.AWS_LAMBDA_FUNCTION_NAME ? currentTrace() : undefined;
}
