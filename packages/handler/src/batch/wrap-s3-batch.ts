import type { Catalog } from "@faultwire/catalog";
import {
  encodeS3BatchFailure,
  isJsonObject,
  type S3BatchResponse,
  type S3BatchResult,
} from "@faultwire/wire";
import type { Answer } from "../answer/answer.ts";
import type { AnswerContext } from "../answer/answer-context.ts";
import type { DisclosedError } from "../answer/disclose.ts";
import { nameAndMessageOf } from "../answer/name-and-message.ts";
import { toText } from "../foreign/safe-read.ts";
import type { InvokerOptions } from "../invoker-options.ts";
import { wrapInvoker } from "../invokers/wrap-invoker.ts";
import type { LambdaContext } from "../lambda-context.ts";

/** The members of an event that the wrapper reads; `S3BatchEvent` of `@types/aws-lambda` has them. */
export interface S3BatchTasks<Task> {
  readonly invocationSchemaVersion: string;
  readonly invocationId: string;
  readonly tasks: readonly Task[];
}

/**
 * Wraps a handler of single tasks of S3 Batch Operations. Its result goes into the job's completion report. A fault
 * that is not retryable is a `PermanentFailure`; a retryable one and any undeclared error is a `TemporaryFailure`, which
 * the job tries again.
 *
 * Rejects with a TypeError for an event without a list of tasks.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-invoke-lambda.html
 * @example
 * export const handler = wrapS3Batch(async ({ s3Key }: S3BatchEventTask) => `tagged ${s3Key}`, { throws: Objects });
 */
export function wrapS3Batch<
  Throws extends Catalog,
  Task extends { readonly taskId: string },
  Context extends LambdaContext = LambdaContext,
>(
  handler: (task: Task, context: Context) => unknown,
  options: InvokerOptions<Throws>,
): (event: S3BatchTasks<Task>, context: Context) => Promise<S3BatchResponse> {
  const run = wrapInvoker<Task, Context, unknown, S3BatchResult>(handler, options, {
    name: "wrapS3Batch",
    isPublic: false,
    itemOf: ({ taskId }) => taskId,
    encodeResult,
    encode,
  });
  return async (event, context) => {
    // An event that is not an object, such as null, has no members.
    const { invocationSchemaVersion, invocationId, tasks }: typeof event = Object(event);
    if (!Array.isArray(tasks) || tasks.some((task) => !isJsonObject(task))) {
      throw new TypeError("wrapS3Batch(): the event is not of S3 Batch Operations: it has no list of tasks");
    }
    return {
      invocationSchemaVersion,
      treatMissingKeysAs: "TemporaryFailure",
      invocationId,
      results: await Promise.all(tasks.map((task) => run(task, context))),
    };
  };
}

function encodeResult(value: unknown, { taskId }: { readonly taskId: string }): S3BatchResult {
  return { taskId, resultCode: "Succeeded", resultString: value === undefined ? "" : toText(value) };
}

function encode(error: DisclosedError, { item = "" }: AnswerContext): Answer<S3BatchResult> {
  const { errorType, message } = nameAndMessageOf(error);
  // Only a declared fault can rule out that another attempt helps.
  const retryable = !error.disclosure?.fault || error.disclosure.data.retryable;
  return { returned: encodeS3BatchFailure({ errorType, message, retryable }, item) };
}
