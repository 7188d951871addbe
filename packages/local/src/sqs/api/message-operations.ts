import { sizeOf } from "../check-message.ts";
import { md5, md5OfAttributes } from "../message.ts";
import type { LocalQueue } from "../queue.ts";
import type { SendOptions } from "../send-options.ts";
import { missingParameter, SqsError } from "../sqs-error.ts";
import { runBatch } from "./batch.ts";
import type { RequestInput, SqsMembers } from "./request-input.ts";
import { queueOf, type SqsOperation, type SqsService } from "./sqs-service.ts";

/** "The total size of all messages that you send in a single SendMessageBatch call can't exceed 1,048,576 bytes." */
const BATCH_LIMIT_BYTES = 1_048_576;
const VISIBILITY = {
  least: 0,
  most: 43_200,
  reason: "Must be >= 0 and <= 43200, if provided.",
} as const;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const sendMessage: SqsOperation = (service, input) => send(service, queueOf(service, input), input);

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
export const sendMessageBatch: SqsOperation = (service, input) => {
  const queue = queueOf(service, input);
  return runBatch(input, {
    check: (entries) => {
      for (const entry of entries) checkFifoEntry(queue, entry);
      const size = entries.reduce((sum, entry) => sum + sizeOf(messageIn(service, entry)), 0);
      if (size > BATCH_LIMIT_BYTES)
        throw new SqsError(
          "BatchRequestTooLong",
          `Batch requests cannot be longer than ${BATCH_LIMIT_BYTES} bytes. You have sent ${size} bytes.`,
        );
    },
    run: (entry) => send(service, queue, entry),
  });
};

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
export const deleteMessage: SqsOperation = (service, input) => remove(queueOf(service, input), input);

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
export const deleteMessageBatch: SqsOperation = (service, input) => {
  const queue = queueOf(service, input);
  return runBatch(input, { run: (entry) => remove(queue, entry) });
};

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
export const changeMessageVisibility: SqsOperation = (service, input) => hide(queueOf(service, input), input);

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
export const changeMessageVisibilityBatch: SqsOperation = (service, input) => {
  const queue = queueOf(service, input);
  return runBatch(input, { run: (entry) => hide(queue, entry) });
};

function send(service: SqsService, queue: LocalQueue, input: RequestInput): SqsMembers {
  const { body, options } = messageIn(service, input);
  const { messageId, sequenceNumber } = queue.accept(body, options);
  const system = input.attributes("MessageSystemAttributes");
  return {
    MD5OfMessageBody: md5(body),
    MD5OfMessageAttributes: md5OfAttributes(options.messageAttributes ?? {}),
    MD5OfMessageSystemAttributes: md5OfAttributes(system),
    MessageId: messageId,
    SequenceNumber: sequenceNumber,
  };
}

function messageIn(service: SqsService, input: RequestInput): { body: string; options: SendOptions } {
  const delaySeconds = input.number("DelaySeconds");
  const messageGroupId = input.text("MessageGroupId");
  const messageDeduplicationId = input.text("MessageDeduplicationId");
  const { AWSTraceHeader } = input.attributes("MessageSystemAttributes");
  const traceHeader = AWSTraceHeader?.StringValue ?? service.traceHeader;
  const options = {
    messageAttributes: input.attributes("MessageAttributes"),
    ...(delaySeconds !== undefined && { delaySeconds }),
    ...(messageGroupId !== undefined && { messageGroupId }),
    ...(messageDeduplicationId !== undefined && { messageDeduplicationId }),
    ...(traceHeader !== undefined && { traceHeader }),
  };
  return { body: input.required("MessageBody"), options };
}

/** Checks an entry for a FIFO queue: a missing id or group fails the whole batch, and with one code. */
function checkFifoEntry({ settings }: LocalQueue, entry: RequestInput): void {
  if (!settings.isFifo) return;
  const wrong = (text: string) => new SqsError("InvalidParameterValueException", text);
  if (!settings.contentBasedDeduplication && entry.text("MessageDeduplicationId") === undefined)
    throw wrong(
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  if (entry.text("MessageGroupId") === undefined)
    throw wrong("The request must contain the parameter MessageGroupId.");
}

function remove(queue: LocalQueue, input: RequestInput): SqsMembers {
  queue.deleteReceived(input.required("ReceiptHandle"));
  return {};
}

function hide(queue: LocalQueue, input: RequestInput): SqsMembers {
  const receiptHandle = input.required("ReceiptHandle");
  const seconds = input.whole("VisibilityTimeout", VISIBILITY);
  if (seconds === undefined) throw missingParameter("VisibilityTimeout");
  queue.changeVisibility(receiptHandle, seconds);
  return {};
}
