import { isFault } from "@faultwire/catalog";
import { encodeDocument, type LambdaError } from "@faultwire/wire";
import { dataOf } from "./answer/fault-data.ts";
import { framesOf, readText, toText } from "./answer/safe-read.ts";

/** What a Lambda error document shows beside the error. */
export interface LambdaErrorOptions {
  /** Whether to show the frames of the stack; `true` unless told. */
  readonly stack?: boolean;
  readonly requestId?: string;
}

/**
 * Writes an error as the standard Lambda error of API Gateway's documentation: `errorMessage`, `errorType`,
 * `stackTrace`, and what a fault says beyond them. To be returned from a handler, or posted by a custom runtime.
 * Never throws. `fromLambdaError` of `@faultwire/caller` reads it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
 */
export function toLambdaError(
  error: unknown,
  { stack = true, requestId }: LambdaErrorOptions = {},
): LambdaError {
  const frames = stack ? framesOf(error) : "";
  if (isFault(error)) return encodeDocument(dataOf(error, 500), frames, requestId);
  const errorType = readText(error, "name") ?? typeof error;
  const message = readText(error, "message") ?? toText(error);
  return encodeDocument({ errorType, message }, frames, requestId);
}
