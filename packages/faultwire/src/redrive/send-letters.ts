import { CannotRedrive } from "./cannot-redrive.ts";
import { urlOfQueue } from "./queue-facts.ts";
import { sendEvents } from "./send-events.ts";
import { type Sendable, type Sent, sendMessages } from "./send-messages.ts";
import type { LambdaAccess, SqsAccess } from "./user-sdk.ts";
import type { SendTarget } from "./verdict.ts";

/** Sends at most 10 letters to one target. */
export type SendLetters = (target: SendTarget, letters: readonly Sendable[]) => Promise<readonly Sent[]>;

/** Errors that the next message would meet too. */
const OF_THE_TARGET =
  /^(?:AccessDenied|UnrecognizedClient|InvalidClientTokenId|ExpiredToken|\w*Credential|\w*Signature|QueueDoesNotExist|\w*NonExistentQueue|ResourceNotFound|Kms|KMS)/;

/**
 * Makes what sends letters. After an error that is not one of a message, the other letters for its target are not
 * tried.
 */
export function senderOf(access: {
  readonly sqs: () => SqsAccess;
  readonly lambda: () => LambdaAccess;
}): SendLetters {
  const broken = new Map<string, string>();
  const urls = new Map<string, string>();
  const urlOf = async (queue: string): Promise<string> => {
    const url = urls.get(queue) ?? (await urlOfQueue(access.sqs(), queue));
    urls.set(queue, url);
    return url;
  };
  const trySending: SendLetters = async (target, letters) => {
    try {
      if ("function" in target) return await sendEvents(access.lambda(), target.function, letters);
      return await sendMessages(access.sqs(), await urlOf(target.queue), letters);
    } catch (reason) {
      if (!(reason instanceof CannotRedrive)) throw reason;
      return letters.map(({ id }) => ({ id, error: reason.message }));
    }
  };
  return async (target, letters) => {
    const name = "queue" in target ? target.queue : target.function;
    const reason = broken.get(name);
    if (reason !== undefined)
      return letters.map(({ id }) => ({ id, error: `It was not tried, after ${reason}` }));
    const results = await trySending(target, letters);
    const [first] = results;
    const isAll = results.every(({ error }) => error !== undefined && error === first?.error);
    if (isAll && first?.error !== undefined && OF_THE_TARGET.test(first.error)) broken.set(name, first.error);
    return results;
  };
}
