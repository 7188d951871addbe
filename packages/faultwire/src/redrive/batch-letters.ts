import { BATCH } from "./message-batches.ts";
import type { Sendable } from "./send-messages.ts";

/** The least of what a request of SQS may have, of all times and services. */
const BATCH_BYTES = 262_144;

/**
 * Makes batches: at most 10 letters and 256 KiB, and of a group of a FIFO queue one in each, so that a message that is
 * refused is not overtaken by the next of its group.
 */
export function batchLetters<Each extends Sendable>(
  letters: readonly Each[],
  { isFifo }: { readonly isFifo: boolean },
): readonly (readonly Each[])[] {
  const batches: Each[][] = [];
  let size = 0;
  for (const letter of letters) {
    const last = batches.at(-1);
    const bytes = sizeOf(letter);
    const { groupId } = letter.original;
    const hasGroup = isFifo && last?.some(({ original }) => original.groupId === groupId);
    if (last === undefined || last.length === BATCH || size + bytes > BATCH_BYTES || hasGroup) {
      batches.push([letter]);
      size = bytes;
    } else {
      last.push(letter);
      size += bytes;
    }
  }
  return batches;
}

/** The size of a message in bytes: body, and names, types and values of its attributes. */
function sizeOf({ original }: Sendable): number {
  return Object.entries(original.attributes).reduce(
    (sum, [name, { DataType, StringValue = "", BinaryValue }]) =>
      sum + Buffer.byteLength(name + DataType + StringValue) + (BinaryValue?.length ?? 0),
    Buffer.byteLength(original.payload),
  );
}
