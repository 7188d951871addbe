import type { ReceivedMessage } from "./queue.ts";

/** The largest event of a function: "6 MB". */
const EVENT_LIMIT_BYTES = 6 * 1024 * 1024;
/** Of the event around its records, and of the commas between them. */
const FRAME_BYTES = 64;

/** A batch in the making: messages with the records that they become. */
export interface PendingMessage {
  readonly message: ReceivedMessage;
  readonly record: string;
}

/** Takes the messages of the next batch from the beginning of a list: so many, and no larger than an event may be. */
export function takeBatch(pending: PendingMessage[], batchSize: number): readonly PendingMessage[] {
  let size = FRAME_BYTES;
  const end = pending.findIndex(({ record }, index) => {
    size += Buffer.byteLength(record) + 1;
    return index === batchSize || (index > 0 && size > EVENT_LIMIT_BYTES);
  });
  return pending.splice(0, end === -1 ? pending.length : end);
}

/** Whether so many messages are a whole batch. */
export function isFull(pending: readonly PendingMessage[], batchSize: number): boolean {
  const size = pending.reduce((sum, { record }) => sum + Buffer.byteLength(record) + 1, FRAME_BYTES);
  return pending.length >= batchSize || size > EVENT_LIMIT_BYTES;
}
