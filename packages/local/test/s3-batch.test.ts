import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";

let lambda: Local;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { tag: { handler: "s3-batch.handler", timeout: 30, aliases: { live: "1" } } },
  });
});
beforeEach(() => lambda.reset());
afterAll(() => lambda.close());

const job = (keys: readonly string[], redrives?: number) =>
  lambda.s3Batch("tag", { bucket: "photos", keys, ...(redrives !== undefined && { redrives }) });
const keysOf = () =>
  lambda.runs("tag").map(({ payload }) => (payload as { tasks: { s3Key: string }[] }).tasks[0]?.s3Key);

describe("a job of S3 Batch Operations", () => {
  test("invokes the function for each key as S3 does, and reports", async () => {
    expect(await job(["a b/ü+.jpg"])).toEqual([
      {
        bucket: "photos",
        key: "a b/ü+.jpg",
        taskStatus: "succeeded",
        httpStatusCode: 200,
        resultMessage: "done a b/ü+.jpg",
      },
    ]);
    expect(lambda.runs("tag")[0]?.payload).toEqual({
      invocationSchemaVersion: "1.0",
      invocationId: expect.stringMatching(/./),
      job: { id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      tasks: [
        {
          taskId: expect.stringMatching(/./),
          s3Key: "a%20b/%C3%BC%2B.jpg",
          s3VersionId: null,
          s3BucketArn: "arn:aws:s3:::photos",
        },
      ],
    });
  });

  test("tries a TemporaryFailure again after the other tasks, and reports the last try", async () => {
    const report = await job(["busy-1", "busy-9", "plain"]);
    expect(keysOf()).toEqual(["busy-1", "busy-9", "plain", "busy-1", "busy-9", "busy-9"]);
    expect(report).toMatchObject([
      { key: "busy-1", taskStatus: "succeeded", resultMessage: "done busy-1" },
      { key: "busy-9", taskStatus: "failed", errorCode: "TemporaryFailure", resultMessage: "SlowDown 3" },
      { key: "plain", taskStatus: "succeeded" },
    ]);
    expect(await job(["busy-5"], 0)).toMatchObject([{ resultMessage: "SlowDown 1" }]);
  });

  test("does not try a PermanentFailure again, nor a function error, nor an answer without a result", async () => {
    const report = await job(["gone", "throws", "text", "forgotten"]);
    expect(lambda.runs("tag")).toHaveLength(4);
    expect(report.map(({ errorCode, resultMessage }) => [errorCode, resultMessage.slice(0, 55)])).toEqual([
      ["PermanentFailure", "NoSuchKey: gone"],
      ["PermanentFailure", 'Lambda returned function error: {"errorType":"Error","e'],
      ["PermanentFailure", "Invalid JSON returned in Lambda payload"],
      ["PermanentFailure", ""],
    ]);
  });

  test("meets the failures that a test injects, and tries again", async () => {
    lambda.fail("tag", { before: "ran", with: "TooManyRequestsException", times: 1 });
    expect(await job(["throttled"])).toMatchObject([{ taskStatus: "succeeded" }]);
    expect(lambda.runs("tag")).toHaveLength(1);
  });

  test("may name an alias", async () => {
    await lambda.s3Batch("tag:live", { bucket: "photos", keys: ["a"] });
    expect(lambda.runs("tag")[0]?.log).toContain("Version: 1");
  });

  test.each([
    [
      "without keys",
      "tag",
      { bucket: "b", keys: [] },
      "s3Batch: keys is a list of keys, at least one; it is []",
    ],
    ["without a bucket", "tag", { keys: ["a"] }, "s3Batch: bucket is the name of a bucket; it is undefined"],
    [
      "with a long key",
      "tag",
      { bucket: "b", keys: ["ü".repeat(200)] },
      "s3Batch: keys has texts of 1 to 1024",
    ],
    [
      "of no function",
      "nope",
      { bucket: "b", keys: ["a"] },
      "s3Batch: there is no function nope; there are tag",
    ],
    ["of no alias", "tag:nope", { bucket: "b", keys: ["a"] }, "s3Batch: Function not found: arn:aws:lambda"],
  ])("%s is refused", async (_, name, options, message) => {
    await expect(lambda.s3Batch(name, options as never)).rejects.toThrow(message);
  });
});
