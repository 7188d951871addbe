import type { Local } from "@faultwire/local";

/** The events and records that were given up. */
export interface DeadLetters {
  has(id: string, sequenceNumber: string | undefined): boolean;
}

interface Batch {
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
}

/** Reads the queues of what was given up: the events themselves, and the ranges of records of streams. */
export function readDeadLetters(lambda: Local): DeadLetters {
  const bodies = (queue: string) => lambda.queue(queue).messages.map(({ Body }) => JSON.parse(Body));
  const ids = new Set(bodies("dead").map(({ storm }) => storm.id));
  const ranges = bodies("given-up").map(({ KinesisBatchInfo, DDBStreamBatchInfo }) =>
    rangeOf(KinesisBatchInfo ?? DDBStreamBatchInfo),
  );
  return {
    has: (id, sequenceNumber) => {
      if (sequenceNumber === undefined) return ids.has(id);
      const number = BigInt(sequenceNumber);
      return ranges.some(({ first, last }) => first <= number && number <= last);
    },
  };
}

function rangeOf({ startSequenceNumber, endSequenceNumber }: Batch): { first: bigint; last: bigint } {
  return { first: BigInt(startSequenceNumber), last: BigInt(endSequenceNumber) };
}
