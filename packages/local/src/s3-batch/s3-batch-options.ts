import { checkMembers, checkWhole, describe } from "../config/check.ts";

/** A job of S3 Batch Operations that invokes a function for each object. */
export interface S3BatchOptions {
  /** The bucket's name. */
  readonly bucket: string;
  /** The objects' keys, as they are: the function gets them URL-encoded, as from a manifest. */
  readonly keys: readonly string[];
  /**
   * The number of times that tasks with a `TemporaryFailure` are tried again; AWS's is not documented.
   *
   * @default 2
   */
  readonly redrives?: number;
}

/** A task's line of the completion report, with the names of AWS's columns. */
export interface S3BatchTaskReport {
  readonly bucket: string;
  readonly key: string;
  readonly taskStatus: "succeeded" | "failed";
  /** The code of a task that failed. */
  readonly errorCode?: "TemporaryFailure" | "PermanentFailure";
  readonly httpStatusCode: number;
  /** The function's `resultString`, or what was wrong with its answer. */
  readonly resultMessage: string;
}

/** "The maximum number of characters for the key field in the manifest is 1,024." */
const KEY_LIMIT = 1024;

/**
 * Checks the options of a job.
 *
 * @throws TypeError naming the member.
 */
export function checkS3Batch(options: S3BatchOptions): void {
  checkMembers("s3Batch", options, { bucket: true, keys: true, redrives: true });
  const { bucket, keys, redrives = 2 } = options;
  if (typeof bucket !== "string" || bucket === "")
    throw new TypeError(`s3Batch: bucket is the name of a bucket; it is ${describe(bucket)}`);
  if (!Array.isArray(keys) || keys.length === 0)
    throw new TypeError(`s3Batch: keys is a list of keys, at least one; it is ${describe(keys)}`);
  const wrong: unknown = keys.find(
    (key) => typeof key !== "string" || key === "" || encodeKey(key).length > KEY_LIMIT,
  );
  if (wrong !== undefined)
    throw new TypeError(
      `s3Batch: keys has texts of 1 to ${KEY_LIMIT} characters, URL-encoded; it has ${describe(wrong)}`,
    );
  checkWhole("s3Batch: redrives", redrives, { least: 0, most: 100 });
}

/** Encodes a key as manifests have it. */
export function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll("%2F", "/");
}
