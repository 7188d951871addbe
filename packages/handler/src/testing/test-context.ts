import type { LambdaContext } from "../lambda-context.ts";

/** Lambda's context, for tests. It fits `Context` of `@types/aws-lambda`. */
export interface TestContext extends LambdaContext {
  callbackWaitsForEmptyEventLoop: boolean;
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  awsRequestId: string;
  logGroupName: string;
  logStreamName: string;
  /** @returns milliseconds until the function's time-out */
  getRemainingTimeInMillis(): number;
  /** @throws Error: the context of Node.js 24 does not have it. */
  done(error?: Error, result?: unknown): void;
  /** @throws Error: the context of Node.js 24 does not have it. */
  fail(error: Error | string): void;
  /** @throws Error: the context of Node.js 24 does not have it. */
  succeed(message: unknown, object?: unknown): void;
}

/**
 * Makes a context for unit tests of a handler: 30 seconds are left, and the request id is all zeros.
 *
 * @example
 * await handler({ orderId: "o-1" }, testContext());
 * await handler({ orderId: "o-1" }, testContext({ getRemainingTimeInMillis: () => 100 }));
 */
export function testContext(overrides: Partial<TestContext> = {}): TestContext {
  const functionName = overrides.functionName ?? "test";
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:us-east-1:123456789012:function:${functionName}`,
    memoryLimitInMB: "128",
    awsRequestId: "00000000-0000-4000-8000-000000000000",
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "2026/01/01/[$LATEST]00000000000000000000000000000000",
    getRemainingTimeInMillis: () => 30_000,
    done: () => missing("done"),
    fail: () => missing("fail"),
    succeed: () => missing("succeed"),
    ...overrides,
  };
}

function missing(member: string): never {
  throw new Error(`context.${member}() does not exist on Node.js 24; return a result or throw an error`);
}
