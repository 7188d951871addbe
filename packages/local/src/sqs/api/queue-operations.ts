import { isQueueName } from "../check-queues.ts";
import type { LocalQueue } from "../queue.ts";
import { queueSettings } from "../queue-settings.ts";
import { invalidValue, SqsError } from "../sqs-error.ts";
import { applyAttributes, attributesOf } from "./queue-attributes.ts";
import type { RequestInput, SqsMembers } from "./request-input.ts";
import { queueDoesNotExist, queueOf, type SqsOperation, type SqsService } from "./sqs-service.ts";

/** "You must wait 60 seconds", after a deletion as after a purge. */
const PAUSE_MS = 60_000;
const PAGE = { least: 1, most: 1000, reason: "Must be between 1 and 1000, if provided." } as const;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export const createQueue: SqsOperation = (service, input) => {
  const name = input.required("QueueName");
  const { FifoQueue, ...attributes } = input.map("Attributes");
  if (!isQueueName(name) || name.endsWith(".fifo") !== (FifoQueue === "true"))
    throw new SqsError(
      "InvalidParameterValueException",
      FifoQueue === "true"
        ? "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length"
        : "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
    );
  const existing = service.queues.byName.get(name);
  if (existing !== undefined) {
    checkSame(service, existing, attributes);
    return { QueueUrl: existing.url };
  }
  const deletedAt = service.queues.deletedAt(name) ?? Number.NEGATIVE_INFINITY;
  if (service.clock.now.getTime() < deletedAt + PAUSE_MS)
    throw new SqsError(
      "QueueDeletedRecently",
      "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
    );
  const queue = service.queues.create(name, applyAttributes(queueSettings(name, {}), attributes));
  for (const [key, value] of tagsIn(input)) queue.tags.set(key, value);
  return { QueueUrl: queue.url };
};

function checkSame(
  service: SqsService,
  existing: LocalQueue,
  attributes: Readonly<Record<string, string>>,
): void {
  const before = attributesOf(existing, arnIn(service));
  const after = applyAttributes(existing.settings, attributes);
  const different = Object.keys(attributes).find(
    (name) => name !== "RedrivePolicy" && before[name] !== attributes[name],
  );
  const isRedriveDifferent =
    JSON.stringify(after.redrivePolicy) !== JSON.stringify(existing.settings.redrivePolicy);
  const attribute = different ?? (isRedriveDifferent ? "RedrivePolicy" : undefined);
  if (attribute !== undefined)
    throw new SqsError(
      "QueueNameExists",
      `A queue already exists with the same name and a different value for attribute ${attribute}`,
    );
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html */
export const deleteQueue: SqsOperation = (service, input) => {
  service.queues.delete(queueOf(service, input).name);
  return {};
};

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export const getQueueUrl: SqsOperation = ({ queues, account }, input) => {
  const queue = queues.byName.get(input.required("QueueName"));
  const owner = input.text("QueueOwnerAWSAccountId") ?? account.accountId;
  if (queue === undefined || owner !== account.accountId) throw queueDoesNotExist();
  return { QueueUrl: queue.url };
};

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const getQueueAttributes: SqsOperation = (service, input) => {
  const wanted = input.texts("AttributeNames");
  const all = attributesOf(queueOf(service, input), arnIn(service));
  const found = Object.entries(all).filter(([name]) => wanted.includes("All") || wanted.includes(name));
  return found.length === 0 ? {} : { Attributes: Object.fromEntries(found) };
};

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const setQueueAttributes: SqsOperation = (service, input) => {
  const queue = queueOf(service, input);
  queue.settings = applyAttributes(queue.settings, input.map("Attributes"));
  return {};
};

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
export const purgeQueue: SqsOperation = (service, input) => {
  const queue = queueOf(service, input);
  const now = service.clock.now.getTime();
  if (now < (queue.purgedAt ?? Number.NEGATIVE_INFINITY) + PAUSE_MS)
    throw new SqsError(
      "PurgeQueueInProgress",
      `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
    );
  queue.purge();
  queue.purgedAt = now;
  return {};
};

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
export const listQueues: SqsOperation = ({ queues }, input) => {
  const prefix = input.text("QueueNamePrefix") ?? "";
  return page(
    "QueueUrls",
    input,
    [...queues.byName.values()].filter(({ name }) => name.startsWith(prefix)),
  );
};

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html */
export const listDeadLetterSourceQueues: SqsOperation = (service, input) => {
  const { name } = queueOf(service, input);
  const sources = [...service.queues.byName.values()].filter(
    ({ settings }) => settings.redrivePolicy?.deadLetterQueue === name,
  );
  return { queueUrls: [], ...page("queueUrls", input, sources) };
};

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html */
export const listQueueTags: SqsOperation = (service, input) => {
  const { tags } = queueOf(service, input);
  return tags.size === 0 ? {} : { Tags: Object.fromEntries(tags) };
};

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html */
export const tagQueue: SqsOperation = (service, input) => {
  const { tags } = queueOf(service, input);
  for (const [key, value] of tagsIn(input)) tags.set(key, value);
  return {};
};

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html */
export const untagQueue: SqsOperation = (service, input) => {
  const { tags } = queueOf(service, input);
  for (const key of input.texts("TagKeys")) tags.delete(key);
  return {};
};

/** CreateQueue writes the member in lower case in JSON. */
function tagsIn(input: RequestInput): readonly [string, string][] {
  return Object.entries({ ...input.map("tags"), ...input.map("Tags") });
}

/** Without a limit all are on one page; the token is the number of those before. */
function page(member: string, input: RequestInput, queues: readonly LocalQueue[]): SqsMembers {
  const most = input.whole("MaxResults", PAGE);
  const token = input.text("NextToken") ?? "0";
  if (!/^\d+$/.test(token)) throw invalidValue("NextToken", token, "Invalid or expired next token.");
  const start = Number(token);
  const urls = queues.slice(start, most === undefined ? undefined : start + most).map(({ url }) => url);
  const next = start + urls.length;
  return {
    ...(urls.length > 0 && { [member]: urls }),
    ...(most !== undefined && next < queues.length && { NextToken: String(next) }),
  };
}

function arnIn({ account }: SqsService): (name: string) => string {
  return (name) => `arn:aws:sqs:${account.region}:${account.accountId}:${name}`;
}
