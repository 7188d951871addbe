import type { Catalog } from "@faultwire/catalog";
import { checkFunction, describe } from "@faultwire/catalog/internal";
import { type BatchResponse, encodeBatchResponse, type ItemIdentifier } from "@faultwire/wire";
import { checkWrapper } from "../check-wrapper.ts";
import { withGuards } from "../guards/with-guards.ts";
import type { LambdaContext } from "../lambda-context.ts";
import { unlessError } from "../unless-error.ts";
import { answerRecord } from "./answer-record.ts";
import type { BatchEvent, IdentifierOf, WrapBatchOptions } from "./batch-options.ts";
import { groupInOrder, type OrderedGroup } from "./group-in-order.ts";
import { mapConcurrently } from "./map-concurrently.ts";
import { readRecord } from "./read-record.ts";

const NONE: readonly ItemIdentifier[] = [];

/**
 * Wraps a handler of single records, for an event source mapping with `ReportBatchItemFailures`, or the target of a
 * pipe: exactly the records that failed are delivered again. Without that setting Lambda ignores the answer and treats
 * all records as done. The handler gets its input, the context, and the unchanged record.
 *
 * @throws TypeError if `concurrency` is not a whole number above 0.
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
  const where = "wrapBatch()";
  checkFunction(where, "the handler", handler);
  checkWrapper(where, options, { more: ["input", "issues", "concurrency", "onPermanent", "permanent"] });
  const { concurrency = 1, input, issues = "words", guards } = options;
  if (!(Number.isInteger(concurrency) && concurrency > 0)) {
    throw new TypeError(`${where}: concurrency is a whole number from 1; it is ${describe(concurrency)}`);
  }

  // Its input is what the schema makes of a record, or the record.
  const call = handler as (input: unknown, context: Context, record: BatchRecord) => unknown;
  const handle = withGuards(
    input
      ? async (record: BatchRecord, context: Context) =>
          call(await readRecord(input, record, issues), context, record)
      : (record: BatchRecord, context: Context) => call(record, context, record),
    guards,
  );

  async function run(
    { items, isStream }: OrderedGroup,
    context: Context,
  ): Promise<readonly ItemIdentifier[]> {
    for (const item of items) {
      try {
        // The handler declares the kind of its records.
        unlessError(await handle(item.record as BatchRecord, context, item.record));
      } catch (thrown) {
        if (await answerRecord(thrown, item, { context, options })) continue;
        const failed = isStream ? [item] : items.slice(items.indexOf(item));
        return failed.map(({ identifier }) => identifier);
      }
    }
    return NONE;
  }

  async function invoke(event: BatchEvent<BatchRecord>, context: Context): Promise<BatchResponse> {
    const failed = await mapConcurrently(groupInOrder(event), concurrency, (group) => run(group, context));
    return encodeBatchResponse(failed.flat());
  }

  // The kind of identifier follows from the kind of record.
  return invoke as never;
}
