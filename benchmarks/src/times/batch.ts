import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import { wrapBatch } from "@faultwire/handler";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { Candidate } from "../measuring/compare.ts";
import { context } from "./event.ts";
import { Orders } from "./faults.ts";

/* Ten messages of SQS, each of which succeeds. */

const Records = Array.from({ length: 10 }, (_, index) => ({
  messageId: `m-${index}`,
  body: '{"orderId":"o-1"}',
  eventSource: "aws:sqs",
  eventSourceARN: "arn:aws:sqs:eu-west-1:123456789012:orders",
})) as SQSRecord[];
const messages: SQSEvent = { Records };

const handleRecord = async ({ body }: SQSRecord) => JSON.parse(body);

/** Handles a batch as the documentation of SQS shows. */
async function byHand({ Records: records }: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const record of records) {
    try {
      await handleRecord(record);
    } catch {
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
}
const oneByOne = wrapBatch(handleRecord, { throws: Orders });
const five = wrapBatch(handleRecord, { throws: Orders, concurrency: 5 });
const processor = new BatchProcessor(EventType.SQS);

export const batch: readonly Candidate[] = [
  { name: "a hand-written loop", run: () => byHand(messages) },
  { name: "`wrapBatch`", run: () => oneByOne(messages, context) },
  { name: "`wrapBatch`, five at once", run: () => five(messages, context) },
  {
    name: "Powertools' batch processor",
    run: () => processPartialResponse(messages, handleRecord, processor, { processInParallel: false }),
  },
];
