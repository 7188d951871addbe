import { type Catalog, type FaultsOf, HandlerFault } from "@faultwire/catalog";
import {
  type BatchResponse,
  encodeBatchResponse,
  type ItemIdentifier,
  type KafkaItemIdentifier,
} from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { answerError, type InvokerOptions } from "../answer/answer-error.ts";
import type { Said } from "../answer/decide.ts";
import { readText } from "../answer/safe-read.ts";
import { guarded } from "../guards/guards.ts";
import type { LambdaContext } from "../lambda-context.ts";
import type { IssueStyle } from "../payload/read-input.ts";
import { report } from "../report/report.ts";
import { type BatchItem, type Lane, lanesOf } from "./batch-lanes.ts";
import { readRecord } from "./read-record.ts";
import { runLanes } from "./run-lanes.ts";

const NONE: readonly ItemIdentifier[] = [];

/** A batch of SQS, Kinesis or DynamoDB Streams, or of Kafka, where records stand by partition. */
export type BatchEvent<BatchRecord> =
  | { readonly Records: readonly BatchRecord[] }
  | { readonly records: { readonly [partition: string]: readonly BatchRecord[] } };

/** What the answer calls a record. */
export type IdentifierOf<BatchRecord> = unknown extends BatchRecord
  ? ItemIdentifier
  : BatchRecord extends { readonly topic: string; readonly offset: number }
    ? KafkaItemIdentifier
    : string;

/** What can be said of a record's failure for good: a declared fault, or `ValidationFailed`. */
export type PermanentFault<Throws extends Catalog> = FaultsOf<Throws> | HandlerFault;

/** A record that no further delivery can help. */
export interface PermanentFailure<Throws extends Catalog, BatchRecord, Context> {
  readonly fault: PermanentFault<Throws>;
  readonly record: BatchRecord;
  readonly context: Context;
}

/** How a handler of batches is wrapped. */
export interface WrapBatchOptions<Throws extends Catalog, Sent, Input, BatchRecord, Context>
  extends InvokerOptions<Throws> {
  /** Validates each record's JSON, or the `dynamodb` member of a change; the handler gets its output. */
  readonly input?: StandardSchemaV1<Sent, Input>;
  /** `verbatim` tells issues of the input in the schema library's words, which may repeat the input. */
  readonly issues?: IssueStyle;
  /**
   * How many records are handled at once; one unless told. Order is kept in any case: in a message group of a FIFO
   * queue, in a partition of Kafka, in a batch of a stream, which is one shard's.
   */
  readonly concurrency?: number;
  /**
   * Takes a record that no further delivery can help. If it succeeds, the record is done; if it throws, or where there
   * is none, the record is delivered again like any other that failed.
   */
  readonly onPermanent?: (failure: PermanentFailure<Throws, BatchRecord, Context>) => unknown;
  /** Which faults are permanent; all that are not `retryable` unless told. Undeclared errors never are. */
  readonly permanent?: (fault: PermanentFault<Throws>) => boolean;
}

/**
 * Wraps a handler of single records, for an event source mapping with `ReportBatchItemFailures` on: exactly the records
 * that failed are delivered again. Without it Lambda ignores the answer and takes all records for done. The handler
 * gets its input, the context, and the untouched record.
 *
 * @throws TypeError for a concurrency that is no whole number above 0.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 * @example
 * export const handler = wrapBatch(async (record: SQSRecord) => ship(record.body), { throws: Orders, concurrency: 5 });
 */
export function wrapBatch<
  Throws extends Catalog,
  Input,
  Context extends LambdaContext = LambdaContext,
  Sent = never,
  BatchRecord = [Sent] extends [never] ? Input : unknown,
>(
  handler: (input: Input, context: Context, record: BatchRecord) => unknown,
  options: WrapBatchOptions<Throws, Sent, Input, BatchRecord, Context>,
): (event: BatchEvent<BatchRecord>, context: Context) => Promise<BatchResponse<IdentifierOf<BatchRecord>>> {
  const { concurrency = 1, input, issues = "words", guards } = options;
  if (!(Number.isInteger(concurrency) && concurrency > 0)) {
    throw new TypeError(`wrapBatch: concurrency is a whole number from 1; it is ${concurrency}`);
  }

  // The event source's records are what the handler's author says they are.
  const handle = guarded(async (record: BatchRecord, context: Context) => {
    const given = input ? await readRecord(input, record, issues) : record;
    await handler(given as Input, context, record);
  }, guards);

  async function run({ items, isStream }: Lane, context: Context): Promise<readonly ItemIdentifier[]> {
    for (const item of items) {
      try {
        await handle(item.record as BatchRecord, context, item.record);
      } catch (thrown) {
        if (await isTaken(thrown, item, context, options)) continue;
        const failed = isStream ? [item] : items.slice(items.indexOf(item));
        return failed.map(({ identifier }) => identifier);
      }
    }
    return NONE;
  }

  async function invoke(event: BatchEvent<BatchRecord>, context: Context): Promise<BatchResponse> {
    const failed = await runLanes(lanesOf(event), concurrency, (lane) => run(lane, context));
    return encodeBatchResponse(failed.flat());
  }

  // The kind of identifier follows from the kind of record.
  return invoke as never;
}

/** Answers an error, and tells whether somebody took its record for good. */
async function isTaken<Throws extends Catalog, BatchRecord, Context>(
  thrown: unknown,
  { record, identifier }: BatchItem,
  context: Context,
  options: WrapBatchOptions<Throws, unknown, unknown, BatchRecord, Context>,
): Promise<boolean> {
  const { onPermanent, mapError, permanent } = options;
  const item = typeof identifier === "string" ? identifier : `${identifier.partition}@${identifier.offset}`;
  let fault = thrown;
  const mapAndKeep = (error: unknown) => {
    const mapped = mapError?.(error);
    fault = mapped ?? thrown;
    return mapped;
  };
  const said = await answerError(
    thrown,
    { context, item, isPublic: false, isThrown: false, encode: (decided) => decided },
    { ...options, mapError: mapAndKeep },
  );
  if (onPermanent === undefined) return false;
  try {
    if (!isFinal(said)) return false;
    // What is final is one of the catalog's faults or the wrapper's own.
    const told = fault as PermanentFault<Throws>;
    if (!(permanent ? permanent(told) : !said.data.retryable)) return false;
    await onPermanent({ fault: told, record: record as BatchRecord, context });
    return true;
  } catch (failure) {
    report(failure, readText(context, "awsRequestId") ?? "", "onPermanent", { ...options, item });
    return false;
  }
}

/** Whether a fault says enough of its record to be the last word on it. */
function isFinal(said: Said | undefined): said is Said {
  if (!said?.isWhole) return false;
  return said.of !== HandlerFault || said.data.errorType === "ValidationFailed";
}
