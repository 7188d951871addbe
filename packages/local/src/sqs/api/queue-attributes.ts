import { SETTING_RANGES } from "../check-queues.ts";
import type { LocalQueue } from "../queue.ts";
import type { QueueSettings } from "../queue-settings.ts";
import { invalidValue, SqsError } from "../sqs-error.ts";

/** SQS's names of numbers, with those of the settings. */
const NUMBERS = {
  DelaySeconds: "delaySeconds",
  MaximumMessageSize: "maximumMessageSize",
  MessageRetentionPeriod: "messageRetentionPeriod",
  ReceiveMessageWaitTimeSeconds: "receiveMessageWaitTimeSeconds",
  VisibilityTimeout: "visibilityTimeout",
} as const;
/** Attributes that change nothing here: who may use a queue, and its encryption. */
const NOT_HERE = new Set([
  "Policy",
  "KmsMasterKeyId",
  "KmsDataKeyReusePeriodSeconds",
  "SqsManagedSseEnabled",
  "RedriveAllowPolicy",
]);

/** Writes a queue's attributes, all as text. */
export function attributesOf(queue: LocalQueue, arnOf: (name: string) => string): Record<string, string> {
  const { settings, counts } = queue;
  const { redrivePolicy, isFifo } = settings;
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
    ...Object.fromEntries(
      Object.entries(NUMBERS).map(([attribute, setting]) => [attribute, String(settings[setting])]),
    ),
    SqsManagedSseEnabled: "true",
    ...(redrivePolicy && {
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: arnOf(redrivePolicy.deadLetterQueue),
        maxReceiveCount: redrivePolicy.maxReceiveCount,
      }),
    }),
    ...(isFifo && {
      FifoQueue: "true",
      ContentBasedDeduplication: String(settings.contentBasedDeduplication),
      DeduplicationScope: settings.deduplicationScope,
      FifoThroughputLimit: settings.fifoThroughputLimit,
    }),
  };
}

/**
 * Reads attributes into settings.
 *
 * @throws SqsError for one that there is not, or a value that it may not have.
 */
export function applyAttributes(
  settings: QueueSettings,
  attributes: Readonly<Record<string, string>>,
): QueueSettings {
  const changes = Object.entries(attributes).map(([name, value]) => settingOf(settings, name, value));
  return Object.assign({}, settings, ...changes);
}

function settingOf({ isFifo }: QueueSettings, name: string, value: string): Partial<QueueSettings> {
  if (Object.hasOwn(NUMBERS, name)) {
    // The cast: the line above has found it there.
    const attribute = name as keyof typeof NUMBERS;
    return { [NUMBERS[attribute]]: wholeOf(attribute, value) };
  }
  if (NOT_HERE.has(name))
    throw new SqsError("NotImplemented", `@faultwire/local does not have the attribute ${name} of queues`);
  if (name === "RedrivePolicy") return { redrivePolicy: readRedrivePolicy(value) };
  if (isFifo && name === "ContentBasedDeduplication")
    return { contentBasedDeduplication: oneOf(name, value, ["true", "false"]) === "true" };
  if (name === "DeduplicationScope" || name === "FifoThroughputLimit") {
    if (!isFifo)
      throw new SqsError(
        "InvalidAttributeName",
        `You can specify the ${name} only when FifoQueue is set to true.`,
      );
    return name === "DeduplicationScope"
      ? { deduplicationScope: oneOf(name, value, ["queue", "messageGroup"]) }
      : { fifoThroughputLimit: oneOf(name, value, ["perQueue", "perMessageGroupId"]) };
  }
  if (isFifo && name === "FifoQueue") {
    if (value === "true") return {};
    throw wrongValue(name, "Modifying queue type is not supported.");
  }
  throw new SqsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
}

function wholeOf(name: keyof typeof NUMBERS, value: string): number {
  const { least, most } = SETTING_RANGES[name];
  const number = Number(value);
  if (value !== "" && Number.isInteger(number) && number >= least && number <= most) return number;
  throw new SqsError("InvalidAttributeValue", `Invalid value for the parameter ${name}.`);
}

function oneOf<Value extends string>(name: string, value: string, allowed: readonly Value[]): Value {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw wrongValue(name, `It is one of ${allowed.join(", ")}.`);
  return found;
}

/** An empty text takes the policy away. */
function readRedrivePolicy(value: string): QueueSettings["redrivePolicy"] {
  if (value === "") return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = parse(value);
  const count = Number(maxReceiveCount);
  const name = /^arn:[^:]*:sqs:[^:]*:\d{12}:([^:]+)$/.exec(String(deadLetterTargetArn))?.[1];
  if (name === undefined)
    throw invalidValue("RedrivePolicy", value, "Invalid value for deadLetterTargetArn.");
  if (!Number.isInteger(count) || count < 1 || count > 1000)
    throw invalidValue(
      "RedrivePolicy",
      value,
      `Invalid value for maxReceiveCount: ${maxReceiveCount}, valid values are from 1 to 1000 both inclusive.`,
    );
  return { deadLetterQueue: name, maxReceiveCount: count };
}

function parse(value: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(value));
  } catch {
    throw invalidValue("RedrivePolicy", value, "Redrive policy is not a valid JSON map.");
  }
}

function wrongValue(name: string, reason: string): SqsError {
  return new SqsError("InvalidAttributeValue", `Invalid value for the parameter ${name}. Reason: ${reason}`);
}

function seconds(milliseconds: number): string {
  return String(Math.floor(milliseconds / 1000));
}
