import type { Catalog } from "@faultwire/catalog";
import { encodeS3BatchFailure, type S3BatchResponse, type S3BatchResult } from "@faultwire/wire";
import { answerError, type InvokerOptions } from "../answer/answer-error.ts";
import { toText } from "../answer/safe-read.ts";
import { sayAll } from "../answer/say-all.ts";
import { guarded } from "../guards/guards.ts";
import type { LambdaContext } from "../lambda-context.ts";

/** The members of an event that the wrapper reads; `S3BatchEvent` of `@types/aws-lambda` has them. */
export interface S3BatchTasks<Task> {
  readonly invocationSchemaVersion: string;
  readonly invocationId: string;
  readonly tasks: readonly Task[];
}

/**
 * Wraps a handler of single tasks of S3 Batch Operations. What it returns stands in the job's completion report. A
 * fault that is not retryable is a `PermanentFailure`; one that is, and any undeclared error, a `TemporaryFailure`,
 * which the job tries again.
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
  const handle = guarded(handler, options.guards);

  async function run(task: Task, context: Context): Promise<S3BatchResult> {
    const { taskId } = task;
    try {
      const value = await handle(task, context, task);
      return { taskId, resultCode: "Succeeded", resultString: value === undefined ? "" : toText(value) };
    } catch (thrown) {
      return answerError(
        thrown,
        {
          ...{ context, item: taskId, isPublic: false, isThrown: false },
          encode: (said, error) => {
            const { errorType, message } = sayAll(said, error);
            // Only a declared fault may say that trying again is of no use.
            const retryable = !said?.isWhole || said.data.retryable;
            return encodeS3BatchFailure({ errorType, message, retryable }, taskId);
          },
        },
        options,
      );
    }
  }

  return async ({ invocationSchemaVersion, invocationId, tasks }, context) => ({
    invocationSchemaVersion,
    treatMissingKeysAs: "TemporaryFailure",
    invocationId,
    results: await Promise.all(tasks.map((task) => run(task, context))),
  });
}
