import type { Message } from "@aws-sdk/client-sqs";
import type { Catalog } from "@faultwire/catalog";
import { CannotRedrive, textOfException } from "./cannot-redrive.ts";
import type { Letter } from "./letter.ts";
import type { LetterBox } from "./letter-box.ts";
import { BATCH, deleteMessages, hideMessages, type Receipts, type Refusals } from "./message-batches.ts";
import { attributesOfQueue, sourcesOfQueue } from "./queue-facts.ts";
import { queueMessageIn } from "./queue-message.ts";
import { letterOfMessage } from "./read-letter.ts";
import type { SqsAccess } from "./user-sdk.ts";

/** Seconds for which a message is kept from other consumers; where the command is killed, it is visible after them. */
const HELD_SECONDS = 300;
/** Milliseconds after which a message is held for longer before it is sent. */
const HOLD_AGAIN_AFTER = (HELD_SECONDS * 1000) / 2;

const HAS_DEAD_LETTERS_ITSELF =
  "The queue has a dead-letter queue of its own: each time that it is read here counts as one of its receives.";

/** The queue that is read, and how. */
export interface QueueOptions {
  readonly url: string;
  /** The most messages that are read. */
  readonly limit: number;
  readonly catalog: Catalog;
  /** Seconds to wait for a message before the queue counts as empty. */
  readonly waitSeconds: number;
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of messages that were read so far. */
  readonly onRead?: ((count: number) => void) | undefined;
}

/** A message that was received, and when. */
interface Held {
  readonly letter: Letter;
  readonly receiptHandle: string;
  /** In milliseconds. */
  readonly heldAt: number;
}

/**
 * Opens a dead-letter queue.
 *
 * @throws CannotRedrive where the queue cannot be read.
 */
export async function boxOfQueue(access: SqsAccess, options: QueueOptions): Promise<LetterBox> {
  const { QueueArn: arn, RedrivePolicy, ...counts } = await attributesOfQueue(access, options.url);
  const [source, another] = await sourcesOfQueue(access, options.url);
  const held = new Map<string, Held>();
  const removed = new Set<string>();
  let { limit } = options;
  const receiptsOf = (ids: readonly string[]): Receipts =>
    new Map(ids.map((id) => [id, held.get(id)?.receiptHandle ?? ""]));
  return {
    kind: options.url.endsWith(".fifo") ? "FIFO queue" : "queue",
    ...{ arn, source: another === undefined ? source : undefined },
    notes: RedrivePolicy === undefined ? [] : [HAS_DEAD_LETTERS_ITSELF],
    read: async () => {
      const before = new Set(held.keys());
      await receiveInto(held, access, { ...options, limit });
      // Messages that are sent again may fail again: no more are read than there were at first.
      limit = Math.min(limit, Math.max(held.size, Number(counts.ApproximateNumberOfMessages ?? 0)));
      return [...held.values()].flatMap(({ letter }) => (before.has(letter.id) ? [] : [letter]));
    },
    hold: async (letters) => {
      const ids = letters.map(({ id }) => id);
      const old = ids.filter((id) => Date.now() - (held.get(id)?.heldAt ?? 0) > HOLD_AGAIN_AFTER);
      const lost = await hideMessages(access, options.url, {
        ...{ receipts: receiptsOf(old), seconds: HELD_SECONDS },
      });
      for (const id of old) heldAgain(held, id);
      return letters.filter(({ id }) => !lost.has(id));
    },
    remove: async (ids): Promise<Refusals> => {
      const refusals = await deleteMessages(access, options.url, receiptsOf(ids));
      for (const id of ids) if (!refusals.has(id)) removed.add(id);
      return refusals;
    },
    release: async () => {
      const receipts = receiptsOf([...held.keys()].filter((id) => !removed.has(id)));
      // The number is of use, and not worth failing for now.
      const { ApproximateNumberOfMessages = 0 } = await attributesOfQueue(access, options.url).catch(() => ({
        ApproximateNumberOfMessages: 0,
      }));
      await hideMessages(access, options.url, { receipts, seconds: 0 });
      return Number(ApproximateNumberOfMessages);
    },
  };
}

function heldAgain(held: Map<string, Held>, id: string): void {
  const one = held.get(id);
  if (one) held.set(id, { ...one, heldAt: Date.now() });
}

/** Receives until nothing new comes. */
async function receiveInto(held: Map<string, Held>, access: SqsAccess, options: QueueOptions): Promise<void> {
  for (let known = -1; known < held.size && !options.signal?.aborted; ) {
    known = held.size;
    const room = Math.min(BATCH, options.limit - known);
    const messages = room > 0 ? await receive(room, access, options) : [];
    const heldAt = Date.now();
    for (const message of messages) {
      const letter = letterOf(message, options.catalog);
      // A message that came twice has the later receipt.
      held.set(letter.id, { letter, receiptHandle: message.ReceiptHandle ?? "", heldAt });
    }
    options.onRead?.(held.size);
  }
}

async function receive(
  most: number,
  { sdk, client }: SqsAccess,
  { url, waitSeconds }: QueueOptions,
): Promise<readonly Message[]> {
  try {
    const { Messages = [] } = await client.send(
      new sdk.ReceiveMessageCommand({
        ...{ QueueUrl: url, MaxNumberOfMessages: most },
        ...{ VisibilityTimeout: HELD_SECONDS, WaitTimeSeconds: waitSeconds },
        // The second is the older name of the first.
        ...{ MessageSystemAttributeNames: ["All"], AttributeNames: ["All"], MessageAttributeNames: ["All"] },
      }),
    );
    return Messages;
  } catch (refusal) {
    // The most messages that SQS holds of one queue are held.
    if (/OverLimit/.test(Object(refusal).name)) return [];
    throw new CannotRedrive(`the queue ${url} cannot be read: ${textOfException(refusal)}`);
  }
}

function letterOf(message: Message, catalog: Catalog): Letter {
  const { MessageId = "", Body = "", MessageAttributes = {} } = message;
  const read = queueMessageIn({ ...message, MessageId, Body, MessageAttributes }, "");
  const place = `message ${MessageId}`;
  return read
    ? letterOfMessage({ ...read, isComplete: true }, { place, catalog })
    : { id: MessageId, place, original: "The message cannot be read." };
}
