import { isFault } from "@faultwire/catalog";
import { encodeDocument, type LambdaError } from "@faultwire/wire";
import { framesOf } from "../foreign/stack.ts";
import { dataOf } from "./fault-data.ts";
import { nameAndMessageOf } from "./name-and-message.ts";

/** The members of a Lambda error document besides the error. */
export interface LambdaErrorOptions {
  /**
   * Whether to include the frames of the stack.
   *
   * @default true
   */
  readonly stack?: boolean;
  readonly requestId?: string;
}

/**
 * Writes an error as the standard Lambda error of API Gateway's documentation: `errorMessage`, `errorType`,
 * `stackTrace`, and the further members of a fault. Return it from a handler, or post it from a custom runtime. Never
 * throws. `fromLambdaError` of `@faultwire/caller` reads it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
 */
export function toLambdaError(
  error: unknown,
  { stack = true, requestId }: LambdaErrorOptions = {},
): LambdaError {
  const frames = stack ? framesOf(error) : "";
  const data = isFault(error) ? dataOf(error) : nameAndMessageOf({ thrown: error, disclosure: undefined });
  return encodeDocument(data, frames, requestId);
}
