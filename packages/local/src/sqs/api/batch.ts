import { SqsError } from "../sqs-error.ts";
import type { RequestInput, SqsMembers } from "./request-input.ts";

const ENTRY_ID = /^[\w-]{1,80}$/;
const MOST_ENTRIES = 10;

/** The parts of a batch operation. */
export interface BatchOperation {
  /** Throws where the whole batch is refused. */
  readonly check?: (entries: readonly RequestInput[]) => void;
  /** Does one entry, or throws where that is refused. */
  readonly run: (entry: RequestInput) => SqsMembers;
}

/**
 * Runs each entry of a batch; one that is refused does not fail the others.
 *
 * @throws SqsError where the whole batch is refused.
 */
export function runBatch(input: RequestInput, { check, run }: BatchOperation): SqsMembers {
  const { entries } = input;
  checkEntries(entries);
  check?.(entries);
  const successful: SqsMembers[] = [];
  const failed: SqsMembers[] = [];
  for (const entry of entries) {
    const Id = entry.text("Id");
    try {
      successful.push({ Id, ...run(entry) });
    } catch (refusal) {
      if (!(refusal instanceof SqsError)) throw refusal;
      failed.push({ Id, SenderFault: true, Code: refusal.queryCode, Message: refusal.message });
    }
  }
  return { Successful: successful, ...(failed.length > 0 && { Failed: failed }) };
}

/** The texts for an empty batch and for ids that are not distinct are of public reports, not recorded. */
function checkEntries(entries: readonly RequestInput[]): void {
  if (entries.length === 0)
    throw new SqsError("EmptyBatchRequest", "There should be at least one entry in the request.");
  if (entries.length > MOST_ENTRIES)
    throw new SqsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are ${MOST_ENTRIES}. You have sent ${entries.length}.`,
    );
  const ids = entries.map((entry) => entry.text("Id") ?? "");
  if (!ids.every((id) => ENTRY_ID.test(id)))
    throw new SqsError(
      "InvalidBatchEntryId",
      "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
    );
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new SqsError("BatchEntryIdsNotDistinct", `Id ${twice} repeated.`);
}
