import type { VirtualClock } from "../../virtual-clock.ts";
import { md5OfAttributes, type ReceivedMessage, type SqsMessageAttribute } from "../message.ts";
import type { LocalQueue } from "../queue.ts";
import type { RequestInput, SqsMembers } from "./request-input.ts";
import { queueOf, type SqsOperation, type SqsService } from "./sqs-service.ts";

const COUNT = { least: 1, most: 10, reason: "Must be between 1 and 10, if provided." } as const;
const WAIT = { least: 0, most: 20, reason: "Must be >= 0 and <= 20, if provided." } as const;
const VISIBILITY = { least: 0, most: 43_200, reason: "Must be >= 0 and <= 43200, if provided." } as const;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export const receiveMessage: SqsOperation = async (service, input) => {
  const queue = queueOf(service, input);
  const most = input.whole("MaxNumberOfMessages", COUNT) ?? 1;
  const seconds = input.whole("WaitTimeSeconds", WAIT) ?? queue.settings.receiveMessageWaitTimeSeconds;
  const visibilityTimeout = input.whole("VisibilityTimeout", VISIBILITY);
  const messages = await longPoll(service, queue, {
    seconds,
    receive: () => queue.receive(most, visibilityTimeout),
  });
  return messages.length === 0 ? {} : { Messages: messages.map((message) => shown(message, input)) };
};

interface LongPoll {
  readonly seconds: number;
  readonly receive: () => readonly ReceivedMessage[];
}

/**
 * Receives messages, or waits for one: until the time is over on the virtual clock or in reality, whichever is
 * first, so that a test neither hangs nor has to wait.
 */
async function longPoll(
  { clock, signal }: SqsService,
  queue: LocalQueue,
  { seconds, receive }: LongPoll,
): Promise<readonly ReceivedMessage[]> {
  const virtualEnd = clock.now.getTime() + seconds * 1000;
  const realEnd = Date.now() + seconds * 1000;
  for (;;) {
    const messages = receive();
    const isOver = clock.now.getTime() >= virtualEnd || Date.now() >= realEnd;
    if (messages.length > 0 || isOver || signal.aborted || clock.isClosed) return messages;
    await nextChance(queue, clock, { virtualEnd, realEnd, signal });
    if (signal.aborted) return [];
  }
}

interface Ends {
  readonly virtualEnd: number;
  readonly realEnd: number;
  readonly signal: AbortSignal;
}

/** Resolves when a message may have become visible, the time is over, or the client has left. */
async function nextChance(queue: LocalQueue, clock: VirtualClock, ends: Ends): Promise<void> {
  let stopListening: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    stopListening = queue.onMessage(resolve);
    timer = setTimeout(resolve, Math.max(0, ends.realEnd - Date.now()));
    ends.signal.addEventListener("abort", () => resolve(), { once: true });
    for (const time of [queue.nextVisibleAt, ends.virtualEnd])
      if (time !== undefined)
        clock.at(time, resolve, { what: `queue ${queue.name}: a program waits for messages` });
  });
  clearTimeout(timer);
  stopListening?.();
}

/** A message with the attributes that were asked for. */
function shown(message: ReceivedMessage, input: RequestInput): SqsMembers {
  const { MD5OfMessageAttributes: _, MessageAttributes = {}, Attributes, ...rest } = message;
  const wantedSystem = [...input.texts("AttributeNames"), ...input.texts("MessageSystemAttributeNames")];
  const wantedAttributes = input.texts("MessageAttributeNames");
  const system = pick(Attributes, (name) => wantedSystem.includes(name) || wantedSystem.includes("All"));
  const attributes = pick(MessageAttributes, (name) =>
    wantedAttributes.some((wanted) => isWanted(name, wanted)),
  );
  const digest = md5OfAttributes(attributes);
  return {
    ...rest,
    ...(Object.keys(system).length > 0 && { Attributes: system }),
    ...(digest !== undefined && {
      MD5OfMessageAttributes: digest,
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, attribute]) => [name, encoded(attribute)]),
      ),
    }),
  };
}

/** "All", ".*", a name, or a beginning: "bar.*". */
function isWanted(name: string, wanted: string): boolean {
  if (wanted === "All" || wanted === name) return true;
  return wanted.endsWith(".*") && name.startsWith(wanted.slice(0, -2));
}

function encoded({ DataType, StringValue, BinaryValue }: SqsMessageAttribute): SqsMembers {
  return BinaryValue === undefined
    ? { StringValue, DataType }
    : { BinaryValue: Buffer.from(BinaryValue).toString("base64"), DataType };
}

function pick<Value>(
  all: Readonly<Record<string, Value>>,
  isPicked: (name: string) => boolean,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => isPicked(name)));
}
