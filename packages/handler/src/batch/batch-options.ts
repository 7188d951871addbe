import type { Catalog, FaultsOf, HandlerFault } from "@faultwire/catalog";
import type { ItemIdentifier, KafkaItemIdentifier } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { InvokerOptions } from "../invoker-options.ts";
import type { IssueStyle } from "../payload/word-issue.ts";

/**
 * A batch of SQS, Kinesis or DynamoDB Streams, of Kafka, whose records are grouped by partition, or of a pipe, which is
 * a list.
 */
export type BatchEvent<BatchRecord> =
  | { readonly Records: readonly BatchRecord[] }
  | { readonly records: { readonly [partition: string]: readonly BatchRecord[] } }
  | readonly BatchRecord[];

/** The identifier of a record in the answer. */
export type IdentifierOf<BatchRecord> = unknown extends BatchRecord
  ? ItemIdentifier
  : BatchRecord extends { readonly topic: string; readonly offset: number }
    ? KafkaItemIdentifier
    : string;

/** A fault that may be permanent: a declared one, or `ValidationFailed`. */
export type PermanentFault<Throws extends Catalog> = FaultsOf<Throws> | HandlerFault;

/** A record for which another delivery is of no use. */
export interface PermanentFailure<Throws extends Catalog, BatchRecord, Context> {
  readonly fault: PermanentFault<Throws>;
  readonly record: BatchRecord;
  readonly context: Context;
}

/** The options of {@link wrapBatch}. */
export interface WrapBatchOptions<Throws extends Catalog, Sent, Input, BatchRecord, Context>
  extends InvokerOptions<Throws> {
  /** Validates each record's JSON, or the `dynamodb` member of a change; the handler gets its output. */
  readonly input?: StandardSchemaV1<Sent, Input>;
  /**
   * The wording of validation issues. `verbatim` is the schema library's, which may repeat the input.
   *
   * @default "words"
   */
  readonly issues?: IssueStyle;
  /**
   * The number of records that are handled at once. Order is kept in any case: in a message group of a FIFO queue, in a
   * partition of Kafka, and in a batch of a stream, which comes from one shard.
   *
   * @default 1
   */
  readonly concurrency?: number;
  /**
   * Parks a record for which another delivery is of no use. If it succeeds, the record is done; if it throws, the
   * record is delivered again like any other that failed. So are all such records without this option.
   */
  readonly onPermanent?: (failure: PermanentFailure<Throws, BatchRecord, Context>) => unknown;
  /**
   * Decides whether a fault is permanent. Undeclared errors never are.
   *
   * @default every fault that is not `retryable`
   */
  readonly permanent?: (fault: PermanentFault<Throws>) => boolean;
}
