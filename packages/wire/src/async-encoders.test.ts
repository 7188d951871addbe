import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBatchResponse, encodeBatchResponse, type ItemIdentifier } from "./events/batch.ts";
import { decodeErrorObject, encodeErrorObject } from "./events/durable.ts";
import { decodeS3Batch, encodeS3BatchFailure } from "./events/s3-batch.ts";
import { decodeAppSync, encodeAppSync } from "./invokers/appsync.ts";
import { decodeCloudFormation, encodeCloudFormation } from "./invokers/cloudformation.ts";
import { decodeCognito, encodeCognito } from "./invokers/cognito.ts";
import { foldMessage } from "./message.ts";

/* Decoders read what encoders wrote, over JSON. */

const message = fc.string({ unit: "binary", maxLength: 200 });
const errorType = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.$-]{0,60}$/);
const details = fc.option(fc.dictionary(fc.string(), fc.jsonValue()), { nil: undefined });
const fault = fc.record({ errorType, message, details, status: fc.constant(400), retryable: fc.boolean() });
const overJson = (value: unknown) => JSON.parse(JSON.stringify(value));

describe("every fault is read as it was written", () => {
  test("by AppSync, alone, in a batch and in a GraphQL response", () =>
    fc.assert(
      fc.property(fault, (told) => {
        const written = overJson(encodeAppSync(told));
        const { errorMessage, ...rest } = written;
        const response = { data: null, errors: [{ ...rest, message: errorMessage }] };
        for (const value of [written, [{ data: 1 }, written], response]) {
          const read = decodeAppSync(value);
          // A message that is a Lambda error itself is unpacked; this one is not.
          fc.pre(!told.message.startsWith("{"));
          expect(read).toMatchObject({ errorType: told.errorType, message: foldMessage(told.message) });
          expect(read?.details).toEqual(overJson({ details: told.details }).details);
        }
      }),
    ));

  test("in a durable execution", () =>
    fc.assert(
      fc.property(fault, (told) => {
        const read = decodeErrorObject(overJson(encodeErrorObject(told)));
        expect(read).toMatchObject({ errorType: told.errorType, message: foldMessage(told.message) });
        expect(read?.details).toEqual(overJson({ details: told.details }).details);
      }),
    ));

  test("by S3 Batch Operations and CloudFormation, details left out", () =>
    fc.assert(
      fc.property(fault, (told) => {
        const { errorType: name, retryable } = told;
        const result = encodeS3BatchFailure(told, "t-1");
        const answer = { invocationSchemaVersion: "1.0", results: [result] };
        const embedded = { errorType: name, message: foldMessage(told.message) };
        expect(decodeS3Batch(overJson(answer))).toMatchObject({ retryable, embedded });
        const request = { StackId: "s", RequestId: "r", LogicalResourceId: "l" };
        expect(decodeCloudFormation(overJson(encodeCloudFormation(told, request, "p")))).toMatchObject({
          embedded,
        });
      }),
    ));
});

test("an answer to CloudFormation has at most 4096 bytes, whatever the reason, the ids and the characters", () =>
  fc.assert(
    fc.property(
      fc.constantFrom("a", "é", "語", "😀", '"', "\n", "\ud800"),
      fc.integer({ min: 0, max: 9000 }),
      fc.integer({ min: 1, max: 1000 }),
      (character, length, idLength) => {
        const request = {
          StackId: "s".repeat(200),
          RequestId: "r".repeat(36),
          LogicalResourceId: "l".repeat(255),
        };
        const told = { errorType: "OrderNotFound", message: character.repeat(length) };
        const answer = encodeCloudFormation(told, request, "p".repeat(idLength));
        expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThanOrEqual(4096);
        expect(answer.Reason).toMatch(/^OrderNotFound/);
      },
    ),
  ));

test("an answer to CloudFormation has as much of a reason as there is room for", () => {
  const request = { StackId: "s", RequestId: "r", LogicalResourceId: "l" };
  const answer = (length: number) =>
    encodeCloudFormation({ errorType: "E", message: "m".repeat(length) }, request, "p");
  const room = 4096 - JSON.stringify({ ...answer(0), Reason: "E: " }).length - 2;
  expect(answer(room).Reason).toBe(`E: ${"m".repeat(room)}`);
  expect(answer(room + 1).Reason).toBe(`E: ${"m".repeat(room - 1)}…`);
  expect(Buffer.byteLength(JSON.stringify(answer(room + 1)))).toBe(4096);
});

describe("an answer to a batch", () => {
  const identifier: fc.Arbitrary<ItemIdentifier> = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.record({ partition: fc.string(), offset: fc.nat() }),
  );

  test("names again exactly what it was given", () =>
    fc.assert(
      fc.property(fc.uniqueArray(identifier, { selector: (id) => JSON.stringify(id) }), (failed) => {
        const answer = JSON.stringify(encodeBatchResponse(failed));
        expect(decodeBatchResponse(answer, { itemIdentifiers: failed })).toEqual(
          failed.length === 0 ? { outcome: "success" } : { outcome: "partial", failed },
        );
      }),
    ));

  test.each([
    ["a partition that was not in the batch", { partition: "t-1", offset: 15 }],
    ["an offset that was not in the batch", { partition: "t-0", offset: 16 }],
    ["an offset that is a text", { partition: "t-0", offset: "15" }],
    ["Kafka's record as a text", "t-0-15"],
  ])("fails the batch with %s", (_name, itemIdentifier) => {
    const itemIdentifiers = [{ partition: "t-0", offset: 15 }];
    const answer = { batchItemFailures: [{ itemIdentifier }] };
    expect(decodeBatchResponse(answer, { itemIdentifiers })).toEqual({ outcome: "batch-failed" });
  });
});

test.each([
  ["Studio is invite-only.", "Studio is invite-only"],
  ["Studio is\ninvite-only...\n", "Studio is invite-only"],
  ["Really?", "Really?"],
  ["", ""],
])("Cognito ends %j with the one full stop of its own", (text, sentence) => {
  expect(encodeCognito(text)).toBe(sentence);
  const told = {
    __type: "UserLambdaValidationException",
    message: `PreSignUp failed with error ${sentence}.`,
  };
  expect(decodeCognito(told)?.message).toContain(sentence);
});
