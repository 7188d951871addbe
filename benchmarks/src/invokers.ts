import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import {
  wrapAppSync,
  wrapAuthorizer,
  wrapBatch,
  wrapCallback,
  wrapCognito,
  wrapEdge,
  wrapHandler,
  wrapS3Batch,
} from "@faultwire/handler";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { Candidate } from "./compare.ts";
import { Orders } from "./faults.ts";

/* The wrappers of other invokers, where all is well. */

const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 } as Context;
const Records = Array.from({ length: 10 }, (_, index) => ({
  messageId: `m-${index}`,
  body: '{"orderId":"o-1"}',
  eventSource: "aws:sqs",
  eventSourceARN: "arn:aws:sqs:eu-west-1:123456789012:orders",
})) as SQSRecord[];
const messages: SQSEvent = { Records };
const throws = Orders;

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
const oneByOne = wrapBatch(handleRecord, { throws });
const five = wrapBatch(handleRecord, { throws, concurrency: 5 });
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

const bare = async (event: object) => event;
async function caught(event: object): Promise<object> {
  try {
    return await bare(event);
  } catch (error) {
    throw new Error("Unauthorized", { cause: error });
  }
}
const handler = wrapHandler(bare, { throws });
const authorizer = wrapAuthorizer(bare, { throws });
const resolver = wrapAppSync(bare, { throws });
const trigger = wrapCognito(bare, { throws });
const edge = wrapEdge(bare, { throws });
const old = wrapCallback((event: object, _context, done) => done(null, event), { throws });
const job = wrapS3Batch(async ({ taskId }: { taskId: string }) => taskId, { throws });
const jobEvent = { invocationSchemaVersion: "1.0", invocationId: "i-1", tasks: [{ taskId: "t-1" }] };

export const invokers: readonly Candidate[] = [
  { name: "a hand-written try and catch", run: () => caught(messages) },
  { name: "`wrapHandler`", run: () => handler(messages, context) },
  { name: "`wrapAuthorizer`", run: () => authorizer(messages, context) },
  { name: "`wrapAppSync`", run: () => resolver(messages, context) },
  { name: "`wrapCognito`", run: () => trigger(messages, context) },
  { name: "`wrapEdge`", run: () => edge(messages, context) },
  { name: "`wrapS3Batch`", run: () => job(jobEvent, context) },
  { name: "`wrapCallback`", run: () => old(messages, context) },
];
