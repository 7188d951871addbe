/** The largest event of a function: "6 MB". */
const EVENT_LIMIT_BYTES = 6 * 1024 * 1024;
/** The frame of the event around its records. */
const FRAME_BYTES = 64;

/** Something that waits for its batch, with the record that it becomes, as JSON, and the bytes that it takes. */
export interface Pending {
  readonly json: string;
  readonly bytes: number;
}

/** Makes the JSON of a record; the comma after it counts. */
export function pendingRecord(record: object): Pending {
  const json = JSON.stringify(record);
  return { json, bytes: Buffer.byteLength(json) + 1 };
}

/** Takes the next batch from the beginning of a list: so many, and no larger than an event may be. */
export function takeBatch<Item extends Pending>(pending: Item[], batchSize: number): readonly Item[] {
  let size = FRAME_BYTES;
  const end = pending.findIndex(({ bytes }, index) => {
    size += bytes;
    return index === batchSize || (index > 0 && size > EVENT_LIMIT_BYTES);
  });
  return pending.splice(0, end === -1 ? pending.length : end);
}

/** Whether so many are a whole batch. */
export function isFull(pending: readonly Pending[], batchSize: number): boolean {
  if (pending.length >= batchSize) return true;
  const size = pending.reduce((sum, { bytes }) => sum + bytes, FRAME_BYTES);
  return size > EVENT_LIMIT_BYTES;
}

/** Joins records to an event. */
export function eventOfBatch(batch: readonly Pending[]): Buffer {
  return Buffer.from(`{"Records":[${batch.map(({ json }) => json).join(",")}]}`);
}
