import type { SqsMessageAttribute } from "../sqs/message.ts";
import type { AttemptResult, Completion } from "./event-queue.ts";

/** "The first 1 KB of the error message." */
const MESSAGE_LIMIT_BYTES = 1024;

/**
 * The attributes of a message of a function's dead-letter queue. Its body is the event alone: the error's type and
 * stack are lost on this wire.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 */
export function deadLetterAttributes({ event, last }: Completion): Record<string, SqsMessageAttribute> {
  const message = firstKilobyte(messageOf(last));
  return {
    ErrorCode: { DataType: "Number", StringValue: String("status" in last ? last.status : 200) },
    // SQS refuses an attribute without a value.
    ...(message === "" ? {} : { ErrorMessage: { DataType: "String", StringValue: message } }),
    RequestID: { DataType: "String", StringValue: event.requestId },
  };
}

function messageOf(last: AttemptResult): string {
  if ("status" in last) return String(last.body.message);
  try {
    const { errorMessage } = JSON.parse(last.body.toString("utf8"));
    return typeof errorMessage === "string" ? errorMessage : "";
  } catch {
    // The answer of a runtime that posts no JSON.
    return "";
  }
}

/** Cuts between characters. */
function firstKilobyte(text: string): string {
  const bytes = Buffer.from(text);
  let end = Math.min(bytes.length, MESSAGE_LIMIT_BYTES);
  // Bytes 10xxxxxx continue a character.
  while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString("utf8");
}
