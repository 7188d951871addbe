import { type Catalog, HandlerFault } from "@faultwire/catalog";
import { deliver } from "../answer/answer.ts";
import { idsOf, reportSettings } from "../answer/answer-context.ts";
import { answerError } from "../answer/answer-error.ts";
import type { DisclosedError, Disclosure } from "../answer/disclose.ts";
import { report } from "../report/report.ts";
import type { PermanentFault, WrapBatchOptions } from "./batch-options.ts";
import type { BatchItem } from "./group-in-order.ts";

interface BatchRules<Throws extends Catalog, BatchRecord, Context> {
  readonly context: Context;
  readonly options: WrapBatchOptions<Throws, unknown, unknown, BatchRecord, Context>;
}

/** Nothing of the error is returned: the answer only lists the records that failed. */
const ENCODING = { isPublic: false, encode: ({ disclosure }: DisclosedError) => ({ returned: disclosure }) };

/** Answers the error of a record. Returns whether `onPermanent` took the record, so that it is done. */
export async function answerRecord<Throws extends Catalog, BatchRecord, Context>(
  thrown: unknown,
  { record, identifier }: BatchItem,
  { context, options }: BatchRules<Throws, BatchRecord, Context>,
): Promise<boolean> {
  const item = typeof identifier === "string" ? identifier : `${identifier.partition}@${identifier.offset}`;
  const answered = { event: record, ...idsOf(context), item };
  const rules = { settings: options, encoding: ENCODING };
  const disclosure = deliver(await answerError(thrown, answered, rules));
  const { onPermanent, permanent } = options;
  if (onPermanent === undefined) return false;
  try {
    if (!isFinal(disclosure)) return false;
    // A disclosed fault is one of the catalog's or the wrapper's own.
    const fault = disclosure.fault as PermanentFault<Throws>;
    if (!(permanent ? permanent(fault) : !disclosure.data.retryable)) return false;
    // The handler's parameter declares the kind of its records.
    await onPermanent({ fault, record: record as BatchRecord, context });
    return true;
  } catch (failure) {
    report(failure, "onPermanent", reportSettings(options, answered));
    return false;
  }
}

/** Whether a fault is about the record itself, so that it may be permanent. */
function isFinal(disclosure: Disclosure | undefined): disclosure is Disclosure {
  if (!disclosure?.fault) return false;
  return disclosure.faultClass !== HandlerFault || disclosure.data.errorType === "ValidationFailed";
}
