import type { SendMessageBatchRequestEntry } from "@aws-sdk/client-sqs";
import { textOfException } from "./cannot-redrive.ts";
import type { Original } from "./letter.ts";
import type { SqsAccess } from "./user-sdk.ts";

/** A letter that has an original. */
export interface Sendable {
  readonly id: string;
  readonly original: Original;
}

/** The result of sending one letter: an error where it was not, or may not have been, accepted. */
export interface Sent {
  readonly id: string;
  readonly error?: string;
}

/** Sends at most 10 messages to a queue, each as it was. One that is refused does not stop the others. */
export async function sendMessages(
  access: SqsAccess,
  QueueUrl: string,
  letters: readonly Sendable[],
): Promise<readonly Sent[]> {
  const { sdk, client } = access;
  const isFifo = QueueUrl.endsWith(".fifo");
  const Entries = letters.map((letter, index) => entryOf(letter, { Id: String(index), isFifo }));
  try {
    const { Successful = [], Failed = [] } = await client.send(
      new sdk.SendMessageBatchCommand({ QueueUrl, Entries }),
    );
    return letters.map(({ id }, index) => {
      const Id = String(index);
      if (Successful.some((each) => each.Id === Id)) return { id };
      const failed = Failed.find((each) => each.Id === Id);
      const error = failed ? `${failed.Code}: ${failed.Message ?? ""}` : "SQS does not report it as sent.";
      return { id, error };
    });
  } catch (refusal) {
    if (letters.length > 1 && isOfOneMessage(refusal)) return await singly(access, QueueUrl, letters);
    return letters.map(({ id }) => ({ id, error: textOfException(refusal) }));
  }
}

/** Whether one message of a batch may be the reason for its refusal. */
function isOfOneMessage(refusal: unknown): boolean {
  const { $fault, $metadata, name } = Object(refusal);
  const isRefused = $fault === "client" && Object($metadata).httpStatusCode === 400;
  return isRefused && /Invalid|TooLong|Unsupported|MissingParameter/.test(String(name));
}

async function singly(
  access: SqsAccess,
  QueueUrl: string,
  letters: readonly Sendable[],
): Promise<readonly Sent[]> {
  const results: Sent[] = [];
  for (const letter of letters) results.push(...(await sendMessages(access, QueueUrl, [letter])));
  return results;
}

function entryOf(
  { id, original }: Sendable,
  { Id, isFifo }: { readonly Id: string; readonly isFifo: boolean },
): SendMessageBatchRequestEntry {
  const { payload, attributes, groupId, traceHeader } = original;
  return {
    ...{ Id, MessageBody: payload },
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: { ...attributes } }),
    ...(groupId !== undefined && { MessageGroupId: groupId }),
    // A queue that remembers the original's id would accept the message, drop it, and report it as sent. SQS gives the
    // messages of a FIFO dead-letter queue this id too.
    ...(isFifo && { MessageDeduplicationId: id }),
    ...(traceHeader !== undefined && {
      MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: traceHeader } },
    }),
  };
}
