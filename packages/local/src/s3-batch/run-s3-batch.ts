import { randomBytes, randomUUID } from "node:crypto";
import { deliver } from "../faults/deliver.ts";
import type { Injections } from "../faults/injections.ts";
import type { Target } from "../lambda/find-target.ts";
import { checkS3Batch, encodeKey, type S3BatchOptions, type S3BatchTaskReport } from "./s3-batch-options.ts";
import { type TaskResult, taskResult } from "./task-result.ts";

/** The service that a job runs in. */
export interface S3BatchService {
  /** Finds the function and version for a task; an alias may choose another version each time. */
  readonly findTarget: () => Target;
  readonly injections: Injections;
}

/** One object of a job. */
interface Task {
  readonly taskId: string;
  readonly key: string;
}

/**
 * Runs a job of S3 Batch Operations: the function is invoked for each object, one after the other. Tasks that failed
 * for a while are tried again after the others.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-invoke-lambda.html
 * @throws TypeError when an option is wrong.
 */
export async function runS3Batch(
  options: S3BatchOptions,
  service: S3BatchService,
): Promise<readonly S3BatchTaskReport[]> {
  checkS3Batch(options);
  service.findTarget();
  const { bucket, keys, redrives = 2 } = options;
  const jobId = randomUUID();
  const tasks = keys.map((key) => ({ taskId: randomBytes(15).toString("base64"), key }));
  const results = new Map<Task, TaskResult>();
  let waiting: readonly Task[] = tasks;
  for (let round = 0; round <= redrives && waiting.length > 0; round += 1) {
    for (const task of waiting) results.set(task, await runTask(task, { jobId, bucket, service }));
    waiting = waiting.filter((task) => results.get(task)?.code === "TemporaryFailure");
  }
  return tasks.flatMap((task) => {
    const result = results.get(task);
    return result === undefined ? [] : [reportOf(bucket, task, result)];
  });
}

interface Job {
  readonly jobId: string;
  readonly bucket: string;
  readonly service: S3BatchService;
}

async function runTask({ taskId, key }: Task, { jobId, bucket, service }: Job): Promise<TaskResult> {
  const { function: target, version, functionArn } = service.findTarget();
  const event = {
    invocationSchemaVersion: "1.0",
    invocationId: randomBytes(36).toString("base64"),
    job: { id: jobId },
    tasks: [{ taskId, s3Key: encodeKey(key), s3VersionId: null, s3BucketArn: `arn:aws:s3:::${bucket}` }],
  };
  const result = await deliver(service.injections, {
    target,
    payload: Buffer.from(JSON.stringify(event)),
    step: "invoke",
    options: { version, functionArn },
  });
  return taskResult(result, taskId);
}

function reportOf(bucket: string, { key }: Task, { code, status, message }: TaskResult): S3BatchTaskReport {
  const task = { bucket, key, httpStatusCode: status, resultMessage: message };
  return code === "Succeeded"
    ? { ...task, taskStatus: "succeeded" }
    : { ...task, taskStatus: "failed", errorCode: code };
}
