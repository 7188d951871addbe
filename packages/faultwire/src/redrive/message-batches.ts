import { textOfException } from "./cannot-redrive.ts";
import type { SqsAccess } from "./user-sdk.ts";

/** The most entries that a batch of SQS may have. */
export const BATCH = 10;

/** The receipts of messages, by the ids of the messages. */
export type Receipts = ReadonlyMap<string, string>;
/** The reasons for what was refused, by the ids of the messages. */
export type Refusals = ReadonlyMap<string, string>;

interface Refusal {
  readonly Id: string | undefined;
  readonly Code: string | undefined;
  readonly Message?: string | undefined;
}

/** Deletes messages. */
export async function deleteMessages(
  { sdk, client }: SqsAccess,
  QueueUrl: string,
  receipts: Receipts,
): Promise<Refusals> {
  return await inBatches(receipts, async (Entries) => {
    const { Failed = [] } = await client.send(new sdk.DeleteMessageBatchCommand({ QueueUrl, Entries }));
    // The SDK types members as optional that are always there.
    return Failed as readonly Refusal[];
  });
}

/** Hides messages for so many seconds from now. */
export async function hideMessages(
  { sdk, client }: SqsAccess,
  QueueUrl: string,
  { receipts, seconds }: { readonly receipts: Receipts; readonly seconds: number },
): Promise<Refusals> {
  return await inBatches(receipts, async (entries) => {
    const Entries = entries.map((entry) => ({ ...entry, VisibilityTimeout: seconds }));
    const { Failed = [] } = await client.send(
      new sdk.ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }),
    );
    // The SDK types members as optional that are always there.
    return Failed as readonly Refusal[];
  });
}

/** One batch that is refused does not stop the others. */
async function inBatches(
  receipts: Receipts,
  run: (entries: { Id: string; ReceiptHandle: string }[]) => Promise<readonly Refusal[]>,
): Promise<Refusals> {
  const refusals = new Map<string, string>();
  const all = [...receipts];
  for (let at = 0; at < all.length; at += BATCH) {
    const batch = all.slice(at, at + BATCH);
    try {
      const failed = await run(
        batch.map(([, ReceiptHandle], index) => ({ Id: String(index), ReceiptHandle })),
      );
      for (const { Id, Code, Message = "" } of failed)
        refusals.set(batch[Number(Id)]?.[0] ?? "", `${Code}: ${Message}`);
    } catch (refusal) {
      for (const [id] of batch) refusals.set(id, textOfException(refusal));
    }
  }
  return refusals;
}
