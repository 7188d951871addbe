import type { StoredRecord } from "./stream-record.ts";

/** A batch that was given up. */
export interface GivenUpBatch {
  readonly condition: "RetryAttemptsExhausted" | "RecordAgeExceeded";
  readonly requestId: string;
  readonly functionArn: string;
  readonly executedVersion: string;
  readonly invokeCount: number;
  /** Whether the function failed, or has reported failures. */
  readonly functionFailed: boolean;
  readonly type: "kinesis" | "dynamodb";
  readonly shardId: string;
  readonly streamArn: string;
  readonly records: readonly StoredRecord[];
}

/**
 * Makes the record that an on-failure destination gets, its members in the order that was recorded. The count of a
 * record that was never given to the function is 1, as was recorded.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
export function failureRecord(batch: GivenUpBatch, time: Date): string {
  const { condition, requestId, functionArn, executedVersion, invokeCount, functionFailed } = batch;
  const responseContext = {
    statusCode: 200,
    executedVersion,
    functionError: functionFailed ? "Unhandled" : null,
  };
  return JSON.stringify({
    requestContext: {
      requestId,
      functionArn,
      condition,
      approximateInvokeCount: Math.max(1, invokeCount),
    },
    ...(condition === "RetryAttemptsExhausted" && { responseContext }),
    version: "1.0",
    timestamp: time,
    [batch.type === "kinesis" ? "KinesisBatchInfo" : "DDBStreamBatchInfo"]: batchInfo(batch),
  });
}

function batchInfo({ type, shardId, streamArn, records }: GivenUpBatch): Record<string, unknown> {
  const [first, last] = [records[0], records.at(-1)];
  return {
    shardId,
    startSequenceNumber: first?.sequenceNumber,
    endSequenceNumber: last?.sequenceNumber,
    approximateArrivalOfFirstRecord: arrival(first, type),
    approximateArrivalOfLastRecord: arrival(last, type),
    batchSize: records.length,
    streamArn,
  };
}

/** DynamoDB's times are whole seconds. */
function arrival(record: StoredRecord | undefined, type: GivenUpBatch["type"]): string {
  const text = new Date(record?.arrivedAt ?? 0).toISOString();
  return type === "kinesis" ? text : text.replace(/\.\d{3}Z$/, "Z");
}
