import { describe, expect, test } from "vitest";
import cases from "../test/cases/async-errors.json" with { type: "json" };
import { decodeAppSync } from "./appsync.ts";
import { decodeBatchResponse } from "./batch.ts";
import { decodeBedrock } from "./bedrock.ts";
import { decodeCloudFormation } from "./cloudformation.ts";
import { decodeCognito } from "./cognito.ts";
import { decodeDeadLetter } from "./dead-letter.ts";
import { decodeDestination } from "./destination.ts";
import { decodeErrorObject } from "./durable.ts";
import { decodeEventStream } from "./event-stream.ts";
import { decodeS3Batch } from "./s3-batch.ts";
import { decodeServiceError } from "./service-error.ts";
import { decodeStepFunctions } from "./step-functions.ts";
import type { WireError } from "./wire-error.ts";

/*
 * Every recorded way an error travels without its caller waiting, each by its own reader. Of a stack only frames are
 * counted here, so Node's header line is not.
 */

const serviceBody = (body: unknown) =>
  decodeServiceError({ status: 429, headers: {}, body: JSON.stringify(body) });
const other: Record<string, (input: unknown) => WireError | undefined> = {
  "durable-error-object": decodeErrorObject,
  "cognito-presignup": decodeCognito,
  "cognito-unrecognizable": decodeCognito,
  "bedrock-function-failure": decodeBedrock,
  "sync-concurrency-body": serviceBody,
};
const readers: Record<string, (input: unknown) => WireError | undefined> = {
  destination: decodeDestination,
  "stream-destination": decodeDestination,
  dlq: decodeDeadLetter,
  stepfunctions: decodeStepFunctions,
  appsync: decodeAppSync,
  s3batch: decodeS3Batch,
  cfn: decodeCloudFormation,
  eventstream: decodeEventStream,
};
/** Records that tell neither type nor message: the reader says what condition they were given up for. */
const GIVEN_UP = /^(?:EventAgeExceeded|RetriesExhausted|RetryAttemptsExhausted)$/;

const errors = cases.filter(({ wire }) => !wire.endsWith("-batch"));
test.each(errors.map((each) => [each.id, each] as const))(
  "%s",
  (id, { wire, input, expect: expected, outcome }) => {
    const read = (other[id] ?? readers[wire])?.(input);
    if (outcome === "success") return expect(read).toBeUndefined();
    const isGivenUp = GIVEN_UP.test(read?.errorType ?? "");
    const isIncomplete = outcome === "unknown";
    const frames =
      read?.remoteStack?.filter(
        (line) => !line.startsWith(`${read.errorType}: `) && !/^Error: /.test(line),
      ) ?? [];
    expect({
      errorType: isGivenUp ? null : (read?.errorType ?? null),
      errorMessage: isGivenUp || isIncomplete ? null : (read?.message ?? null),
      stackFrames: frames.length,
      requestId: read?.requestId ?? null,
    }).toEqual(expected);
  },
);

describe("answers to batches", () => {
  const batches = cases.filter(({ wire }) => wire.endsWith("-batch"));
  test.each(batches.map((each) => [each.id, each] as const))(
    "%s",
    (id, { wire, input, outcome, ...rest }) => {
      const source = wire === "kinesis-batch" ? "stream" : "queue";
      const known = id === "sqs-unknown-id" ? { itemIdentifiers: ["id1", "id2"] } : {};
      const failed = (rest as { failed?: string[] }).failed;
      expect(decodeBatchResponse(input, { source, ...known })).toEqual({
        outcome,
        ...(failed && { failed }),
      });
    },
  );
});

describe("Step Functions", () => {
  const payload = {
    errorType: "OrderNotFound",
    errorMessage: "m",
    trace: [
      "OrderNotFound: m",
      '[faultwire:1] {"catalog":"orders","details":{"orderId":"o-1"},"status":404}',
      ...Array.from({ length: 900 }, (_, line) => `    at handler (/var/task/index.mjs:${line}:1)`),
    ],
  };
  const whole = JSON.stringify(payload);

  test("brings details, and keeps them where the cause was cut", () => {
    const expected = { errorType: "OrderNotFound", message: "m", details: { orderId: "o-1" }, status: 404 };
    expect(decodeStepFunctions({ Error: "OrderNotFound", Cause: whole })).toMatchObject(expected);
    expect(whole.length).toBeGreaterThan(32_768);
    for (const length of [32_768, 32_767, 32_766, 32_765, 5000, 400]) {
      expect(decodeStepFunctions({ Error: "OrderNotFound", Cause: whole.slice(0, length) })).toMatchObject(
        expected,
      );
    }
  });

  test("is found under the key that a ResultPath gave it", () => {
    expect(
      decodeStepFunctions({ orderId: "o-1", failure: { Error: "States.TaskFailed", Cause: "" } }),
    ).toMatchObject({ errorType: "States.TaskFailed" });
    expect(decodeStepFunctions({ orderId: "o-1", failure: { reason: "x" } })).toBeUndefined();
  });

  test("tells of one request only where it says so", () => {
    const text = (more: string) => ({
      Error: "Lambda.TooManyRequestsException",
      Cause: `Rate Exceeded. (Service: Lambda, Status Code: 429, Request ID: r-1)${more}`,
    });
    expect(decodeStepFunctions(text(" (SDK Attempt Count: 1)"))).toMatchObject({
      teller: "service",
      status: 429,
      message: "Rate Exceeded.",
    });
    expect(decodeStepFunctions(text(" (SDK Attempt Count: 1)"))?.execution).toBeUndefined();
    expect(decodeStepFunctions(text(" (SDK Attempt Count: 3)"))?.execution).toBe("unknown");
    expect(decodeStepFunctions(text(""))?.execution).toBe("unknown");
  });
});
